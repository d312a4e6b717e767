//! Schemas without what vendors write against the letter of JSON Schema and everybody understands.

use serde_json::{Map, Value};

use crate::json::Json;
use crate::schema_keywords::{NAMED_SCHEMAS, SCHEMAS};

/// The schema for a validator. Only members are left out, so that pointers into it are those of the original.
pub(super) fn schema(schema: &Json) -> Value {
    match schema {
        Json::Object(members) => {
            let members = members.iter().filter(|(key, value)| !is_let_pass(key, value));
            Value::Object(members.map(|(key, value)| (key.to_string(), keyword(key, value))).collect())
        }
        other => other.to_value(),
    }
}

fn keyword(key: &str, value: &Json) -> Value {
    match value {
        Json::Object(members) if NAMED_SCHEMAS.contains(&key) => members
            .iter()
            .map(|(name, value)| (name.to_string(), schema(value)))
            .collect::<Map<_, _>>()
            .into(),
        Json::Object(_) if SCHEMAS.contains(&key) => schema(value),
        Json::Array(items) if SCHEMAS.contains(&key) => items.iter().map(schema).collect(),
        other => other.to_value(),
    }
}

/// Whether a keyword is kept from the validator: it does no harm, or a finding of its own speaks of it.
fn is_let_pass(key: &str, value: &Json) -> bool {
    match (key, value) {
        // Segment's `id` holds a pointer and would change the base of references; `$schema` is read apart.
        ("id" | "$id" | "$schema", _) => true,
        ("type", Json::String(word)) => &**word == "any",
        ("type", Json::Array(words)) => words.iter().any(|word| word.as_str() == Some("any")),
        // Draft 4 asks for one name at least; draft 3 had a boolean.
        ("required", Json::Array(names)) => names.is_empty(),
        ("required", Json::Boolean(_)) => true,
        // Draft 4 writes booleans, which are read in every draft.
        ("exclusiveMinimum" | "exclusiveMaximum", Json::Boolean(_)) => true,
        // Data of which no draft asks anything.
        ("default" | "examples" | "const", _) => true,
        // Repeated and missing values, and patterns, have findings of their own.
        ("enum", Json::Array(_)) | ("pattern", Json::String(_)) => true,
        _ => false,
    }
}
