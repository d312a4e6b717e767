//! Schemas that are read as any value: of what they say it is known only whether it is still the same.

use crate::json::Json;
use crate::plan::{Event, Plan};
use crate::pointer::Location;

/// An event and the plan that it is of.
#[derive(Clone, Copy)]
pub(super) struct Of<'p> {
    pub(super) event: &'p Event,
    pub(super) plan: &'p Plan,
}

/// Whether two schemas say different things, as far as they are there.
pub(super) fn differ(before: (Of<'_>, &Location), after: (Of<'_>, &Location)) -> bool {
    let (old, new) = (written(before.0, before.1), written(after.0, after.1));
    old.zip(new).is_some_and(|(old, new)| said(old) != said(new))
}

/// The schema at `location`: in that of the event, or in a named type of the plan.
fn written<'p>(of: Of<'p>, location: &Location) -> Option<&'p Json> {
    let within = |schema: &'p Json, root: &Location| {
        let pointer =
            location.pointer.within(&root.pointer).filter(|_| location.document == root.document)?;
        pointer.segments().try_fold(schema, |json, segment| match json {
            Json::Array(items) => items.get(segment.parse::<usize>().ok()?),
            other => other.get(segment),
        })
    };
    let of_plan = || {
        of.plan.definitions.iter().find_map(|(key, definition)| {
            let name = key.rsplit('/').next()?;
            within(of.plan.definitions_schema.get(name)?, &definition.location)
        })
    };
    within(&of.event.schema, &of.event.schema_location).or_else(of_plan)
}

/// What is there for people alone.
const WORDS: &[&str] =
    &["title", "description", "examples", "example", "default", "deprecated", "$comment", "$id", "$schema"];

/// Keywords whose members are called by names of the plan, so that none of them is a keyword.
const NAMED: &[&str] = &["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

/// Keywords with lists whose order says nothing.
const UNORDERED: &[&str] = &["required", "enum", "type", "anyOf", "oneOf", "allOf"];

/// What a schema says of values, whatever the order that it says it in.
fn said(schema: &Json) -> serde_json::Value {
    match schema {
        Json::Object(members) => {
            let told = members.iter().filter(|(key, _)| !is_for_people(key));
            told.map(|(key, value)| (key.to_string(), member(key, value))).collect()
        }
        Json::Array(items) => items.iter().map(said).collect(),
        other => other.to_value(),
    }
}

fn member(keyword: &str, value: &Json) -> serde_json::Value {
    match value {
        Json::Object(members) if NAMED.contains(&keyword) => {
            members.iter().map(|(name, schema)| (name.to_string(), said(schema))).collect()
        }
        Json::Array(items) if UNORDERED.contains(&keyword) => {
            let mut items: Vec<serde_json::Value> = items.iter().map(said).collect();
            items.sort_by_cached_key(ToString::to_string);
            items.into()
        }
        // What a value is, is no schema.
        value if keyword == "const" => value.to_value(),
        value => said(value),
    }
}

fn is_for_people(keyword: &str) -> bool {
    keyword.starts_with("x-") || WORDS.contains(&keyword)
}

#[cfg(test)]
mod tests {
    use super::said;
    use crate::json::Json;

    #[test]
    fn words_and_order_say_nothing_of_values() {
        let said = |text: &str| said(&serde_json::from_str::<Json>(text).expect("JSON"));
        let schema =
            r#"{"anyOf": [{"required": ["a", "b"]}, {"properties": {"title": {"type": "string"}}}]}"#;
        let other = r#"{"title": "T", "anyOf": [{"properties": {"title": {"description": "d", "type": "string"}}},
            {"required": ["b", "a"], "x-owner": "o"}]}"#;
        assert_eq!(said(schema), said(other));
        assert_ne!(said(schema), said(&schema.replace("string", "integer")));
        assert_ne!(said(schema), said(&schema.replace("\"title\"", "\"name\"")));
    }
}
