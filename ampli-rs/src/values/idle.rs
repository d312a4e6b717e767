//! Rules that every value of a type satisfies, so that nothing changes without them.

use itly_runtime::{Format, Pattern};

use super::conformance::{self, Scope};
use super::empty_pattern::matches_everything;
use super::{number, room};
use crate::json::Json;
use crate::plan::{Additional, Object, Rule, Shape, Type};

/// A rule that is true of every value.
pub(crate) struct Idle<'a> {
    pub(crate) rule: &'a Rule,
    /// Why, in words: `no text is shorter`.
    pub(crate) why: &'static str,
}

/// The rules of a type that are true of all its values. All of them can be left out together.
pub(crate) fn rules<'a>(value: &'a Type, scope: Scope<'_>) -> Vec<Idle<'a>> {
    if value.rules.is_empty() {
        return Vec::new();
    }
    let idle = |rule: &'a Rule| Some(Idle { rule, why: why(rule, value, scope)? });
    value.rules.iter().filter_map(idle).collect()
}

/// The same of the rules on an object with declared properties.
pub(crate) fn object_rules(object: &Object) -> Vec<Idle<'_>> {
    let required = object.properties.iter().filter(|property| property.required).count() as u64;
    let closed = (object.additional == Additional::Closed).then_some(object.properties.len() as u64);
    let why = |rule: &Rule| match rule {
        Rule::MinProperties(0) => Some("no object has fewer"),
        Rule::MinProperties(least) if *least <= required => Some("so many are required anyway"),
        Rule::MaxProperties(most) if closed.is_some_and(|declared| *most >= declared) => {
            Some("no more are declared, and others are not allowed")
        }
        _ => None,
    };
    object.rules.iter().filter_map(|rule| Some(Idle { rule, why: why(rule)? })).collect()
}

fn why(rule: &Rule, value: &Type, scope: Scope<'_>) -> Option<&'static str> {
    match &value.shape {
        Shape::Enum(values) => {
            let holds = |value: &Json| holds_surely(value, rule);
            return values
                .iter()
                .all(|listed| holds(&listed.value))
                .then_some("it is true of every listed value");
        }
        Shape::Const(constant) => {
            return holds_surely(constant, rule).then_some("it is true of the constant");
        }
        _ => {}
    }
    match rule {
        Rule::MinLength(0) => Some("no text is shorter"),
        Rule::MinItems(0) => Some("no list is shorter"),
        Rule::MinProperties(0) => Some("no object has fewer"),
        Rule::Pattern(pattern) if matches_everything(pattern) => Some("every text matches it"),
        Rule::UniqueItems => is_short(value).then_some("a list of at most one item repeats nothing"),
        Rule::MaxItems(most) => {
            has_no_more(value, *most, scope).then_some("there are no more different items")
        }
        Rule::MultipleOf(step) => {
            let divides_one = number::integer(step) == Some(1) || number::float(step) == 0.5;
            (divides_one && matches!(value.shape, Shape::Integer)).then_some("every integer is one")
        }
        Rule::Minimum(_) | Rule::Maximum(_) => {
            is_implied(rule, value).then_some("the exclusive bound says more")
        }
        _ => None,
    }
}

/// Whether the rule holds for the value, also where rules that can't be checked are taken to hold elsewhere.
fn holds_surely(value: &Json, rule: &Rule) -> bool {
    match rule {
        Rule::Pattern(pattern) if !Pattern::can_check(pattern) => false,
        Rule::Format(format) => match (Format::from_name(format), value.as_str()) {
            (Some(format), Some(text)) => format.holds(text),
            (_, None) => true,
            (None, Some(_)) => false,
        },
        _ => conformance::broken_rule(value, std::slice::from_ref(rule)).is_none(),
    }
}

/// Whether a list has one item at most.
fn is_short(value: &Type) -> bool {
    value.rules.iter().any(|rule| matches!(rule, Rule::MaxItems(0 | 1)))
}

/// Whether items that are all different can't be more. Where the list is short, that is why they are different.
fn has_no_more(value: &Type, most: u64, scope: Scope<'_>) -> bool {
    let Shape::Array(array) = &value.shape else { return false };
    let is_unique = value.rules.iter().any(|rule| matches!(rule, Rule::UniqueItems));
    is_unique && !is_short(value) && room::distinct(&array.items, scope).is_some_and(|count| most >= count)
}

/// Whether an exclusive bound of the same side leaves nothing for the rule to say.
fn is_implied(rule: &Rule, value: &Type) -> bool {
    value.rules.iter().any(|other| match (rule, other) {
        (Rule::Minimum(limit), Rule::ExclusiveMinimum(other)) => number::compare(limit, other).is_le(),
        (Rule::Maximum(limit), Rule::ExclusiveMaximum(other)) => number::compare(limit, other).is_ge(),
        _ => false,
    })
}
