//! Schemas as the tables of rules that the generator would make of them, and JSON as the runtime's values.

use std::iter::once;

use itly_runtime::{
    Checker, Format, Number, Pattern, PropertiesWriter, Rule, Value, Violation, WriteProperties,
};
use serde_json::Value as Json;

/// Every rule of `schema` that `value` breaks, as a property named `value`.
pub(super) fn violations(schema: &Json, value: &Json) -> Vec<Violation> {
    let property = OneProperty { value: to_value(value), rules: rules(schema) };
    itly_runtime::violations(&property)
}

struct OneProperty {
    value: Value<'static>,
    rules: Vec<Rule>,
}

impl WriteProperties for OneProperty {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.property("value", &self.value);
    }

    fn check(&self, report: &mut Checker<'_>) {
        report.property("value", &self.value, &self.rules);
    }
}

/// The rules of a schema, in the order of its keywords. Patterns live as long as the program, as in generated code.
fn rules(schema: &Json) -> Vec<Rule> {
    let Json::Object(keywords) = schema else {
        return Vec::new();
    };
    let is_exclusive = |keyword: &str| keywords.get(keyword) == Some(&Json::Bool(true));
    let rule = |(keyword, asked): (&String, &Json)| {
        let count = || asked.as_f64().map_or(0, |count| count as u64);
        let text = || asked.as_str().expect("the keyword asks for text").to_owned();
        Some(match keyword.as_str() {
            "minimum" if is_exclusive("exclusiveMinimum") => Rule::ExclusiveMinimum(number(asked)),
            "maximum" if is_exclusive("exclusiveMaximum") => Rule::ExclusiveMaximum(number(asked)),
            "minimum" => Rule::Minimum(number(asked)),
            "maximum" => Rule::Maximum(number(asked)),
            "exclusiveMinimum" if asked.is_number() => Rule::ExclusiveMinimum(number(asked)),
            "exclusiveMaximum" if asked.is_number() => Rule::ExclusiveMaximum(number(asked)),
            "multipleOf" => Rule::MultipleOf(number(asked)),
            "minLength" => Rule::MinLength(count()),
            "maxLength" => Rule::MaxLength(count()),
            "pattern" => Rule::Pattern(Box::leak(Box::new(Pattern::new(text().leak())))),
            "format" => Rule::Format(Format::from_name(&text())?),
            "minItems" => Rule::MinItems(count()),
            "maxItems" => Rule::MaxItems(count()),
            "uniqueItems" if *asked == Json::Bool(true) => Rule::UniqueItems,
            "minProperties" => Rule::MinProperties(count()),
            "maxProperties" => Rule::MaxProperties(count()),
            "items" => Rule::Items(rules(asked).leak()),
            "additionalProperties" => Rule::Values(rules(asked).leak()),
            _ => return None,
        })
    };
    keywords.iter().filter_map(rule).collect()
}

fn number(value: &Json) -> Number {
    if let Some(integer) = value.as_i64() {
        return Number::Integer(integer);
    }
    value.as_u64().map(Number::Unsigned).or(value.as_f64().map(Number::Float)).expect("a number")
}

/// The same value.
pub(super) fn to_value(value: &Json) -> Value<'static> {
    match value {
        Json::Null => Value::Null,
        Json::Bool(boolean) => Value::Boolean(*boolean),
        Json::Number(_) => match number(value) {
            Number::Integer(number) => Value::Integer(number),
            Number::Unsigned(number) => Value::Unsigned(number),
            Number::Float(number) => Value::Number(number),
        },
        Json::String(text) => Value::String(text.clone().into()),
        Json::Array(items) => Value::Array(items.iter().map(to_value).collect()),
        Json::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone().into(), to_value(value))).collect())
        }
    }
}

/// What is said of an event with these violations.
pub(super) fn message(event: &str, violations: &[Violation]) -> Option<String> {
    let opening = format!("Passed in {event} properties did not validate against your tracking plan.");
    let whole =
        once(opening).chain(violations.iter().map(Violation::to_string)).collect::<Vec<_>>().join(" ");
    (!violations.is_empty()).then_some(whole)
}
