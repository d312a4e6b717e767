use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value as Json;

use super::order::Walk;
use crate::validation::place::Quoted;
use crate::validation::{Number, Rule, rule};
use crate::value::Value;

/// What is said of a value that breaks a keyword, in the words of the native checks; `walk` leads to both.
///
/// The crate's own messages repeat values, which may be personal, and change between its versions.
pub(super) fn phrases(kind: &Kind, walk: &Walk<'_>) -> Vec<String> {
    match (kind, walk.value) {
        (Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected }, found) => {
            in_order(unexpected, found).map(|name| no_additional(name)).collect()
        }
        // Where no property is declared, the crate names none.
        (Kind::FalseSchema, Some(Value::Object(members))) if walk.name == "additionalProperties" => {
            members.iter().map(|(name, _)| no_additional(name)).collect()
        }
        _ => vec![phrase(kind, walk.keyword)],
    }
}

fn no_additional(name: &str) -> String {
    format!("is not allowed to have the additional property {}", Quoted(name))
}

/// What is said of a value that breaks the keyword that asks for `asked`.
fn phrase(kind: &Kind, asked: Option<&Value<'_>>) -> String {
    match kind {
        Kind::Type { kind } => format!("is not of a type(s) {}", types(kind, asked)),
        Kind::Required { property } => {
            format!("requires property {}", Quoted(property.as_str().unwrap_or_default()))
        }
        Kind::Enum { options } => format!("is not one of enum values: {}", list(options)),
        Kind::Constant { expected_value } => {
            format!("does not exactly match expected constant: {}", plain(expected_value))
        }
        Kind::Minimum { limit } => Rule::Minimum(number(limit)).to_string(),
        Kind::Maximum { limit } => Rule::Maximum(number(limit)).to_string(),
        Kind::ExclusiveMinimum { limit } => Rule::ExclusiveMinimum(number(limit)).to_string(),
        Kind::ExclusiveMaximum { limit } => Rule::ExclusiveMaximum(number(limit)).to_string(),
        Kind::MultipleOf { multiple_of } => Rule::MultipleOf(Number::Float(*multiple_of)).to_string(),
        Kind::MinLength { limit } => Rule::MinLength(*limit).to_string(),
        Kind::MaxLength { limit } => Rule::MaxLength(*limit).to_string(),
        Kind::MinItems { limit } => Rule::MinItems(*limit).to_string(),
        Kind::MaxItems { limit } => Rule::MaxItems(*limit).to_string(),
        Kind::MinProperties { limit } => Rule::MinProperties(*limit).to_string(),
        Kind::MaxProperties { limit } => Rule::MaxProperties(*limit).to_string(),
        Kind::UniqueItems => Rule::UniqueItems.to_string(),
        Kind::Pattern { pattern } => rule::no_match(pattern),
        Kind::Format { format } => rule::no_conformity(format),
        Kind::AnyOf { .. } => format!("is not any of {}", alternatives(asked)),
        Kind::OneOfNotValid { .. } | Kind::OneOfMultipleValid { .. } => {
            format!("is not exactly one from {}", alternatives(asked))
        }
        Kind::AdditionalItems { limit } => Rule::MaxItems(*limit as u64).to_string(),
        Kind::UnevaluatedItems { .. } => "is not allowed to have additional items".to_owned(),
        Kind::Contains => "must contain an item matching given schema".to_owned(),
        Kind::PropertyNames { error } => {
            format!("has a property name that {}", phrase(error.kind(), None))
        }
        Kind::FalseSchema => "is not allowed".to_owned(),
        _ => format!("breaks the keyword {}", Quoted(kind.keyword())),
    }
}

/// The types in the order of the schema, as far as it is known.
fn types(kind: &TypeKind, asked: Option<&Value<'_>>) -> String {
    match (kind, asked) {
        (TypeKind::Single(kind), _) => kind.as_str().to_owned(),
        (TypeKind::Multiple(_), Some(Value::Array(kinds))) => {
            let names = kinds.iter().filter_map(|kind| match kind {
                Value::String(name) => Some(&**name),
                _ => None,
            });
            names.collect::<Vec<_>>().join(",")
        }
        (TypeKind::Multiple(kinds), _) => {
            kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(",")
        }
    }
}

/// The names in the order in which the event has them.
fn in_order<'n>(names: &'n [String], found: Option<&Value<'_>>) -> impl Iterator<Item = &'n String> {
    let mut names: Vec<&String> = names.iter().collect();
    if let Some(Value::Object(members)) = found {
        names.sort_by_key(|name| members.iter().position(|(key, _)| key == name.as_str()));
    }
    names.into_iter()
}

/// What the alternatives are called: by title, by what they refer to, or by their place.
fn alternatives(asked: Option<&Value<'_>>) -> String {
    let Some(Value::Array(schemas)) = asked else {
        return "the alternatives".to_owned();
    };
    let names = schemas.iter().enumerate().map(|(place, schema)| {
        let text = |wanted: &str| match schema {
            Value::Object(members) => members.iter().find_map(|(key, value)| match value {
                Value::String(text) if key == wanted => Some(&**text),
                _ => None,
            }),
            _ => None,
        };
        let by_title = || text("title").map(|title| Quoted(title).to_string());
        let by_reference = || text("$ref").map(|reference| format!("<{reference}>"));
        by_title().or_else(by_reference).unwrap_or_else(|| format!("[subschema {place}]"))
    });
    names.collect::<Vec<_>>().join(",")
}

fn list(values: &Json) -> String {
    values.as_array().map(|values| values.iter().map(plain).collect::<Vec<_>>().join(",")).unwrap_or_default()
}

/// Text without quotes, numbers as rules print them, anything else as JSON.
fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Number(_) => number(value).to_string(),
        _ => value.to_string(),
    }
}

fn number(value: &Json) -> Number {
    let integer = value.as_i64().map(Number::Integer);
    let unsigned = || value.as_u64().map(Number::Unsigned);
    integer.or_else(unsigned).unwrap_or_else(|| Number::Float(value.as_f64().unwrap_or(f64::NAN)))
}
