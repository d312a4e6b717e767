//! Properties as schemas.

use ecow::EcoString;

use super::reference;
use super::resources::{Kind, Project};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::drawn::{self, Drawn};
use crate::parse::members::{Members, malformed};
use crate::pointer::Location;

const KEYS: &[&str] = &[
    "id",
    "name",
    "description",
    "type",
    "types",
    "item_type",
    "item_types",
    "config",
    "propConfig",
    "properties",
    "variants",
];
const USE_KEYS: &[&str] =
    &["$ref", "property", "required", "additionalProperties", "additional_properties", "properties"];

/// Keywords of JSON Schema under the names that the generations give them.
const CONFIG: &[(&str, &str)] = &[
    ("enum", "enum"),
    ("format", "format"),
    ("pattern", "pattern"),
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("minLength", "min_length"),
    ("maxLength", "max_length"),
    ("exclusiveMinimum", "exclusive_minimum"),
    ("exclusiveMaximum", "exclusive_maximum"),
    ("multipleOf", "multiple_of"),
    ("minItems", "min_items"),
    ("maxItems", "max_items"),
    ("uniqueItems", "unique_items"),
    ("additionalProperties", "additional_properties"),
];

/// The properties that a rule, a custom type or a case lists, each with its wire name and whether it is required.
pub(super) fn listed(
    holder: &Members<'_>,
    key: &str,
    project: &Project<'_>,
    used: &mut Vec<Location>,
    findings: &mut Diagnostics,
) -> Vec<(EcoString, Drawn, bool)> {
    let uses = holder.objects(key, findings);
    uses.iter().filter_map(|entry| one(entry, project, used, findings)).collect()
}

fn one(
    entry: &Members<'_>,
    project: &Project<'_>,
    used: &mut Vec<Location>,
    findings: &mut Diagnostics,
) -> Option<(EcoString, Drawn, bool)> {
    entry.report_unknown_keys(USE_KEYS, findings);
    let Some((text, location)) = reference(entry, "property") else {
        findings.push(entry.missing("property"));
        return None;
    };
    let property = project.find(Kind::Property, text, &location, findings)?;
    used.push(property.location().clone());
    let name = name(property, findings)?;
    let mut schema = schema(property, project, entry.location().clone(), findings);
    if entry.get("properties").is_some() {
        nest(&mut schema, entry, project, used, findings);
    }
    let required = entry.flag("required", findings).unwrap_or_default();
    Some((name, schema, required))
}

/// Puts the properties that a rule lists within a property into it, or into its items.
fn nest(
    schema: &mut Drawn,
    entry: &Members<'_>,
    project: &Project<'_>,
    used: &mut Vec<Location>,
    findings: &mut Diagnostics,
) {
    let inner = listed(entry, "properties", project, used, findings);
    let mut object = Drawn::object(inner, entry.location().clone());
    let open = ["additionalProperties", "additional_properties"];
    let open = open.into_iter().find_map(|key| entry.flag(key, findings));
    if let Some(open) = open {
        object.say("additionalProperties", Json::Boolean(open));
    }
    let is_list = schema.kinds().is_some_and(|kinds| kinds.contains(&"array"));
    if is_list {
        schema.replace("items", object);
    } else {
        schema.take_in(object);
    }
}

/// The wire name of a property.
pub(super) fn name(property: &Members<'_>, findings: &mut Diagnostics) -> Option<EcoString> {
    let name = property.words("name", findings);
    if name.is_none() {
        findings.push(property.missing("name"));
    }
    name
}

/// A property as a schema, which stands where it is used.
pub(super) fn schema(
    property: &Members<'_>,
    project: &Project<'_>,
    place: Location,
    findings: &mut Diagnostics,
) -> Drawn {
    property.report_unknown_keys(KEYS, findings);
    let mut schema = Drawn::new(place);
    say_type(&mut schema, property, project, findings);
    schema.describe(property.words("description", findings));
    for key in ["config", "propConfig"] {
        if let Some(config) = property.object(key, findings) {
            configure(&mut schema, &config, project, findings);
        }
    }
    for key in ["item_type", "item_types"] {
        if let Some((types, place)) = property.get(key) {
            schema.hold("items", items(types, place, project, findings));
        }
    }
    schema
}

fn say_type(schema: &mut Drawn, property: &Members<'_>, project: &Project<'_>, findings: &mut Diagnostics) {
    if let Some((types, place)) = property.get("types") {
        schema.say_at("type", types.clone(), place);
        return;
    }
    let Some((value, place)) = property.get("type") else { return };
    match value.as_str() {
        Some(text) if text.starts_with('#') => refer(schema, text, &place, project, findings),
        Some(text) if text.contains(',') => {
            let words = text.split(',').map(|word| Json::from(word.trim())).collect();
            schema.say_at("type", words, place);
        }
        Some("") => {}
        Some(_) => schema.say_at("type", value.clone(), place),
        None => findings.push(malformed(&place, "type", "a string", value)),
    }
}

fn refer(
    schema: &mut Drawn,
    text: &str,
    place: &Location,
    project: &Project<'_>,
    findings: &mut Diagnostics,
) {
    let Some(target) = project.find(Kind::CustomType, text, place, findings) else { return };
    if let Some(name) = type_name(target) {
        schema.say_at("$ref", drawn::reference(name), place.clone());
    }
}

fn configure(schema: &mut Drawn, config: &Members<'_>, project: &Project<'_>, findings: &mut Diagnostics) {
    let known: Vec<&str> = CONFIG.iter().flat_map(|(early, late)| [*early, *late]).collect();
    let known = [known.as_slice(), &["itemTypes", "item_types"]].concat();
    config.report_unknown_keys(&known, findings);
    for (keyword, late) in CONFIG {
        if let Some((value, place)) = config.get(keyword).or_else(|| config.get(late)) {
            schema.say_at(keyword, value.clone(), place);
        }
    }
    if let Some((types, place)) = config.get("itemTypes").or_else(|| config.get("item_types")) {
        schema.hold("items", items(types, place, project, findings));
    }
}

/// What the items of a list are: one type, or a list of them.
fn items(types: &Json, place: Location, project: &Project<'_>, findings: &mut Diagnostics) -> Drawn {
    let mut items = Drawn::new(place.clone());
    let only = match types {
        Json::Array(words) if words.len() == 1 => words.first().and_then(Json::as_str),
        other => other.as_str(),
    };
    match only {
        Some(text) if text.starts_with('#') => refer(&mut items, text, &place, project, findings),
        _ => items.say_at("type", types.clone(), place),
    }
    items
}

/// The name by which schemas refer to a custom type.
pub(super) fn type_name<'a>(custom_type: &Members<'a>) -> Option<&'a str> {
    let name = custom_type.get("name").or_else(|| custom_type.get("id"));
    name.and_then(|(name, _)| name.as_str())
}
