//! What schemas say beside what types hold: words of vendors, of editors, of tools.

use std::collections::BTreeSet;

use crate::json::{Json, Member};
use crate::plan::{Event, Plan};
use crate::schema_keywords::{NAMED_SCHEMAS, SCHEMAS};

/// Words that say nothing about a value, and that types have no place for. Words that limit values were reported by the
/// reader of the schema.
const WORDS: &[&str] = &[
    "$comment",
    "readOnly",
    "writeOnly",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "discriminator",
    "externalDocs",
    "xml",
    "displayName",
    "index",
    "propertyOrder",
    "nameMapping",
    "isSystemProperty",
    "pii",
    "customFields",
    "tags",
];

/// The words in the schema of an event, and in those of its groups, that are not in its types.
pub(super) fn of_event<'a>(event: &'a Event, plan: &'a Plan) -> BTreeSet<&'a str> {
    let mut words = BTreeSet::new();
    // What the whole schema is called is the event's name, or lost.
    let title = event.schema.get("title").and_then(Json::as_str);
    words.extend(title.filter(|title| !title.is_empty() && *title != event.name).map(|_| "title"));
    let members = event.schema.members().iter().filter(|(key, _)| **key != *"title");
    members.for_each(|member| of_member(member, false, &mut words));
    for group in plan.groups.iter().filter(|group| event.groups.contains(&group.name)) {
        of_schema(&group.schema, &mut words);
    }
    words
}

/// The words in the definitions of a plan that are not in its types.
pub(super) fn of_definitions(plan: &Plan) -> BTreeSet<&str> {
    let mut words = BTreeSet::new();
    plan.definitions_schema.members().iter().for_each(|(_, schema)| of_schema(schema, &mut words));
    words
}

fn of_schema<'a>(schema: &'a Json, words: &mut BTreeSet<&'a str>) {
    schema.items().iter().for_each(|schema| of_schema(schema, words));
    let is_described = schema.get("description").and_then(Json::as_str).is_some_and(|text| !text.is_empty());
    schema.members().iter().for_each(|member| of_member(member, is_described, words));
}

/// Where a value has no description, its title is read as one.
fn of_member<'a>((key, value): &'a Member, is_described: bool, words: &mut BTreeSet<&'a str>) {
    let is_lost = WORDS.contains(&&**key) || key.starts_with("x-") || (&**key == "title" && is_described);
    if is_lost {
        words.insert(key);
    } else if SCHEMAS.contains(&&**key) {
        of_schema(value, words);
    } else if NAMED_SCHEMAS.contains(&&**key) {
        value.members().iter().for_each(|(_, schema)| of_schema(schema, words));
    }
}

#[cfg(test)]
mod tests {
    use super::of_event;
    use crate::plan::{Event, EventKind, Plan};
    use crate::pointer::Location;

    #[test]
    fn words_are_found_in_schemas_and_nowhere_else() {
        let mut event = Event::new(EventKind::Track, "Seed Sown", Location::default());
        event.schema = serde_json::from_str(
            r#"{"title": "Seed Sown", "x-own": 1, "default": {"x-data": 1}, "properties": {
                 "pii": {"title": "read as description"},
                 "b": {"title": "lost", "description": "b", "items": {"anyOf": [{"$comment": "c"}]},
                       "enum": [{"readOnly": true}]}}}"#,
        )
        .unwrap();
        assert_eq!(Vec::from_iter(of_event(&event, &Plan::default())), ["$comment", "title", "x-own"]);
        event.name = "Sown".into();
        event.schema = serde_json::from_str(r#"{"title": "Seed Sown"}"#).unwrap();
        assert_eq!(Vec::from_iter(of_event(&event, &Plan::default())), ["title"]);
    }
}
