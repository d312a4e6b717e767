//! The whole schema of an event in one document: its own, with the properties of its groups and of the context, and all
//! that they name.

use jsonschema::Draft;
use serde_json::{Map, Value, json};

use crate::check::Dialect;
use crate::json::Json;
use crate::plan::{Additional, Event, Plan};
use crate::schema_keywords::{NAMED_SCHEMAS, SCHEMAS};

/// A schema as a validator takes it, and the version of JSON Schema that it is written in.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) schema: Value,
    pub(super) draft: Draft,
}

/// Words that draft 4 does not have. Who writes them means them, whatever `$schema` says.
const LATER_WORDS: &[&str] = &["const", "contains", "propertyNames", "if"];

impl Document {
    /// The schema of what is sent for `event`, to which the properties of `context` are added.
    pub(super) fn new(event: &Event, context: Option<&Event>, plan: &Plan) -> Self {
        let draft = match Dialect::of(&event.schema).draft() {
            Draft::Draft4 if has_later_words(&event.schema) => Draft::Draft7,
            draft => draft,
        };
        let mut schema = match sound(&event.schema, draft) {
            Value::Object(members) => members,
            _ => Map::from_iter([("type".to_owned(), "object".into())]),
        };
        let groups = event.groups.iter().filter_map(|name| plan.groups.iter().find(|own| own.name == *name));
        for group in groups {
            take_in(&mut schema, &group.schema, draft);
        }
        if event.properties.additional == Additional::Closed && !event.schema.is_object() {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
        if let Some(context) = context {
            take_in(&mut schema, &context.schema, draft);
            add_definitions(&mut schema, "definitions", context.schema.get("definitions"), draft);
            add_definitions(&mut schema, "$defs", context.schema.get("$defs"), draft);
        }
        add_definitions(&mut schema, "$defs", Some(&plan.definitions_schema), draft);
        Self { schema: Value::Object(schema), draft }
    }
}

/// Adds what a group asks for. A property that is there already is not asked for in two ways.
fn take_in(schema: &mut Map<String, Value>, group: &Json, draft: Draft) {
    let Value::Object(group) = sound(group, draft) else { return };
    let mut rest = Map::new();
    for (keyword, value) in group {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                let own = schema.entry("properties").or_insert_with(|| json!({}));
                if let Value::Object(own) = own {
                    properties.into_iter().for_each(|(name, property)| {
                        own.entry(name).or_insert(property);
                    });
                }
            }
            ("required", Value::Array(names)) => {
                let own = schema.entry("required").or_insert_with(|| json!([]));
                if let Value::Array(own) = own {
                    let missing: Vec<Value> = names.into_iter().filter(|name| !own.contains(name)).collect();
                    own.extend(missing);
                }
            }
            ("type" | "title" | "description" | "additionalProperties" | "$defs" | "definitions", _) => {}
            (_, value) => _ = rest.insert(keyword, value),
        }
    }
    if !rest.is_empty() {
        let all = schema.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(all) = all {
            all.push(Value::Object(rest));
        }
    }
}

/// Adds definitions under names that are free: those of the event are looked up first.
fn add_definitions(schema: &mut Map<String, Value>, keyword: &str, named: Option<&Json>, draft: Draft) {
    let members = named.map_or(&[][..], Json::members);
    if members.is_empty() {
        return;
    }
    let own = schema.entry(keyword).or_insert_with(|| json!({}));
    if let Value::Object(own) = own {
        for (name, definition) in members {
            own.entry(name.as_str()).or_insert_with(|| sound(definition, draft));
        }
    }
}

fn has_later_words(schema: &Json) -> bool {
    match schema {
        Json::Object(members) => members.iter().any(|(keyword, value)| {
            LATER_WORDS.contains(&keyword.as_str())
                || (keyword.starts_with("exclusive") && matches!(value, Json::Number(_)))
                || (NAMED_SCHEMAS.contains(&keyword.as_str())
                    && value.members().iter().any(|(_, schema)| has_later_words(schema)))
                || (SCHEMAS.contains(&keyword.as_str()) && has_later_words(value))
        }),
        Json::Array(items) => items.iter().any(has_later_words),
        _ => false,
    }
}

/// The schema as validators take it: without what vendors write against the letter of JSON Schema, as everybody understands
/// it.
fn sound(schema: &Json, draft: Draft) -> Value {
    let Json::Object(members) = schema else { return schema.to_value() };
    let mut sound = Map::new();
    for (keyword, value) in members.iter().filter(|(keyword, value)| !is_idle(keyword, value)) {
        sound.insert(keyword.to_string(), sound_keyword(keyword, value, draft));
    }
    if draft != Draft::Draft4 {
        for (keyword, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
            make_exclusive(&mut sound, keyword, exclusive);
        }
    }
    if sound.remove("nullable") == Some(Value::Bool(true)) {
        allow_null(&mut sound);
    }
    Value::Object(sound)
}

fn sound_keyword(keyword: &str, value: &Json, draft: Draft) -> Value {
    match value {
        Json::Object(members) if NAMED_SCHEMAS.contains(&keyword) => members
            .iter()
            .map(|(name, value)| (name.to_string(), sound(value, draft)))
            .collect::<Map<_, _>>()
            .into(),
        Json::Object(_) if SCHEMAS.contains(&keyword) => sound(value, draft),
        Json::Array(items) if SCHEMAS.contains(&keyword) => {
            items.iter().map(|item| sound(item, draft)).collect()
        }
        other => other.to_value(),
    }
}

/// What says nothing about values, or something else than validators would take it for.
fn is_idle(keyword: &str, value: &Json) -> bool {
    match (keyword, value) {
        // Segment's `id` holds a pointer and would change the base of references; `$schema` is read apart.
        ("id" | "$id", Json::String(_)) | ("$schema" | "self", _) => true,
        ("type", Json::String(word)) => &**word == "any",
        ("type", Json::Array(words)) => words.iter().any(|word| word.as_str() == Some("any")),
        ("required", Json::Array(names)) => names.is_empty(),
        ("required", Json::Boolean(_)) => true,
        ("default" | "examples" | "example", _) => true,
        _ => false,
    }
}

/// From the boolean of draft 4 to the limit of later ones.
fn make_exclusive(schema: &mut Map<String, Value>, limit: &str, exclusive: &str) {
    match schema.get(exclusive) {
        Some(Value::Bool(true)) => {
            if let Some(value) = schema.remove(limit) {
                schema.insert(exclusive.to_owned(), value);
            }
        }
        Some(Value::Bool(false)) => _ = schema.remove(exclusive),
        _ => {}
    }
}

/// `nullable` of OpenAPI, which plans write too.
fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(types) = schema.get_mut("type") {
        let mut words = match types.take() {
            Value::Array(words) => words,
            word => vec![word],
        };
        if !words.contains(&"null".into()) {
            words.push("null".into());
        }
        *types = Value::Array(words);
    }
    if let Some(Value::Array(listed)) = schema.get_mut("enum")
        && !listed.contains(&Value::Null)
    {
        listed.push(Value::Null);
    }
}
