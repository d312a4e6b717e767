//! Types, rules and values in a few words.

use crate::json::Json;
use crate::plan::{Rule, Shape, Type};

/// The most letters of a value that are shown.
const LONGEST: usize = 60;

/// How many values of an enumeration are shown.
const MOST_VALUES: usize = 5;

/// A type: `integer`, `list of string`, `"a" or "b"`.
pub(super) fn of_type(of_type: &Type) -> String {
    match &of_type.shape {
        Shape::Any => "any value".to_owned(),
        Shape::String => "string".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Enum(values) => {
            let shown: Vec<String> =
                values.iter().take(MOST_VALUES).map(|listed| value(&listed.value)).collect();
            match values.len().checked_sub(MOST_VALUES) {
                Some(more @ 1..) => format!("one of {} and {more} more", shown.join(", ")),
                _ => format!("one of {}", shown.join(", ")),
            }
        }
        Shape::Const(constant) => format!("always {}", value(constant)),
        Shape::Array(array) => format!("list of {}", self::of_type(&array.items)),
        Shape::Object(object) if object.properties.is_empty() => "any object".to_owned(),
        Shape::Object(_) => "object".to_owned(),
        Shape::Map(values) => format!("map of {}", self::of_type(values)),
        Shape::Union(branches) => {
            let branches: Vec<String> = branches.iter().map(self::of_type).collect();
            branches.join(" or ")
        }
        Shape::Reference(key) => key.rsplit('/').next().unwrap_or(key).to_owned(),
    }
}

/// A value, as JSON, cut short.
pub(super) fn value(json: &Json) -> String {
    let text = serde_json::to_string(json).unwrap_or_default();
    shortened(&text)
}

/// The text, cut short.
pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// What a rule asks for: `100`.
pub(super) fn limit(rule: &Rule) -> String {
    match rule {
        Rule::Minimum(limit)
        | Rule::Maximum(limit)
        | Rule::ExclusiveMinimum(limit)
        | Rule::ExclusiveMaximum(limit)
        | Rule::MultipleOf(limit) => limit.to_string(),
        Rule::MinLength(limit)
        | Rule::MaxLength(limit)
        | Rule::MinItems(limit)
        | Rule::MaxItems(limit)
        | Rule::MinProperties(limit)
        | Rule::MaxProperties(limit) => limit.to_string(),
        Rule::Pattern(text) | Rule::Format(text) => shortened(text),
        Rule::UniqueItems => "yes".to_owned(),
    }
}
