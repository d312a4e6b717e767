//! Rules of the plan as expressions of the runtime's `Rule`: only those that the type of a value does not prove.

use itly_runtime::{Format, Pattern};
use serde_json::Number;

use super::code::INTEGER_TOO_WIDE;
use super::literal;
use super::node::{RuleNames, RuleText, Value};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Event, Rule, Type};

/// Kinds of values that a rule is about.
#[derive(Clone, Copy, PartialEq)]
enum Subject {
    Number,
    Text,
    List,
    Object,
}

/// The rules on a value, those that say nothing about values of its kind left out.
pub(super) fn of_value(rules: &[Rule], value: &Value) -> Vec<RuleText> {
    let fits = |rule: &&Rule| match value {
        Value::Any => true,
        Value::Integer | Value::Unsigned | Value::Number => subject(rule) == Subject::Number,
        Value::Text => subject(rule) == Subject::Text,
        Value::Texts | Value::List(_) => subject(rule) == Subject::List,
        Value::Map(_) => subject(rule) == Subject::Object,
        _ => false,
    };
    rules.iter().filter(fits).filter_map(expression).collect()
}

/// The rules on how many properties an object has.
pub(super) fn of_object(rules: &[Rule]) -> Vec<RuleText> {
    rules.iter().filter(|rule| subject(rule) == Subject::Object).filter_map(about_count).collect()
}

/// Rules on what a list (`Items`) or a map (`Values`) holds.
pub(super) fn inside(variant: &'static str, rules: Vec<RuleText>) -> Option<RuleText> {
    (!rules.is_empty()).then_some(RuleText::Inside { variant, rules })
}

/// The type of a whole number: 64 bits, signed unless the rules ask for more above and nothing below zero.
pub(super) fn integer(of_type: &Type, findings: &mut Diagnostics, event: &Event) -> Value {
    let limits: Vec<&Number> = of_type.rules.iter().filter_map(limit).collect();
    let beyond = limits.iter().find(|number| !fits_64_bits(number));
    if let Some(number) = beyond {
        let message = format!("the limit `{number}` is beyond 64 bits: larger values can't be given");
        let finding = Diagnostic::new(&INTEGER_TOO_WIDE, message)
            .at_key(&of_type.location, "generated as 64 bits")
            .help("narrow the limits, or send the number as text");
        findings.push(finding.of_event(event.title()));
    }
    let is_wide = limits.iter().any(|number| number.as_f64().is_some_and(|float| float > i64::MAX as f64));
    let is_positive = of_type.rules.iter().any(|rule| {
        matches!(rule, Rule::Minimum(number) | Rule::ExclusiveMinimum(number) if number.as_f64() >= Some(0.0))
    });
    if is_wide && is_positive { Value::Unsigned } else { Value::Integer }
}

fn limit(rule: &Rule) -> Option<&Number> {
    match rule {
        Rule::Minimum(number)
        | Rule::Maximum(number)
        | Rule::ExclusiveMinimum(number)
        | Rule::ExclusiveMaximum(number) => Some(number),
        _ => None,
    }
}

fn fits_64_bits(number: &Number) -> bool {
    number.is_i64()
        || number.is_u64()
        || number.as_f64().is_some_and(|float| (i64::MIN as f64..=u64::MAX as f64).contains(&float))
}

fn subject(rule: &Rule) -> Subject {
    match rule {
        Rule::Minimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_) => Subject::Number,
        Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) | Rule::Format(_) => Subject::Text,
        Rule::MinItems(_) | Rule::MaxItems(_) | Rule::UniqueItems => Subject::List,
        Rule::MinProperties(_) | Rule::MaxProperties(_) => Subject::Object,
    }
}

fn expression(rule: &Rule) -> Option<RuleText> {
    match rule {
        Rule::Minimum(number) => Some(about_number("Minimum", number)),
        Rule::Maximum(number) => Some(about_number("Maximum", number)),
        Rule::ExclusiveMinimum(number) => Some(about_number("ExclusiveMinimum", number)),
        Rule::ExclusiveMaximum(number) => Some(about_number("ExclusiveMaximum", number)),
        Rule::MultipleOf(number) => Some(about_number("MultipleOf", number)),
        Rule::Pattern(source) => pattern(source),
        Rule::Format(name) => format(name),
        _ => about_count(rule),
    }
}

fn about_number(variant: &'static str, number: &Number) -> RuleText {
    RuleText::Limit { variant, number: number.clone() }
}

/// A rule on how much there is; none if there is always enough.
fn about_count(rule: &Rule) -> Option<RuleText> {
    let (variant, count) = match rule {
        Rule::MinLength(count) if *count > 0 => ("MinLength", *count),
        Rule::MaxLength(count) => ("MaxLength", *count),
        Rule::MinItems(count) if *count > 0 => ("MinItems", *count),
        Rule::MaxItems(count) => ("MaxItems", *count),
        Rule::MinProperties(count) if *count > 0 => ("MinProperties", *count),
        Rule::MaxProperties(count) => ("MaxProperties", *count),
        Rule::UniqueItems => {
            return Some(RuleText::Plain { text: "UniqueItems".to_owned(), names: RuleNames::default() });
        }
        _ => return None,
    };
    Some(RuleText::Count { variant, count })
}

/// Patterns of another dialect are not checked by generated code: the checks of the plan have said so.
fn pattern(source: &str) -> Option<RuleText> {
    Pattern::can_check(source).then(|| RuleText::Pattern(literal::string(source)))
}

/// So are formats that the runtime does not know.
fn format(name: &str) -> Option<RuleText> {
    let format = Format::from_name(name)?;
    let names = RuleNames { format: true, ..RuleNames::default() };
    Some(RuleText::Plain { text: format!("Format(Format::{format:?})"), names })
}
