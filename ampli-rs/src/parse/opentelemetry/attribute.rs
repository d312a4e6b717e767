//! Attributes and fields of bodies as schemas.

use std::collections::HashSet;

use ecow::EcoString;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::ATTRIBUTE_FAMILY;
use crate::parse::drawn::Drawn;
use crate::parse::members::{Members, malformed};

/// Types in the words of the conventions, and in those of JSON Schema.
const TYPES: &[(&str, &str)] = &[
    ("string", "string"),
    ("int", "integer"),
    ("double", "number"),
    ("boolean", "boolean"),
    ("bytes", "string"),
    ("undefined", "null"),
];

/// What the conventions say about an attribute: what it is, then what else is worth knowing.
pub(super) fn description(members: &Members<'_>, findings: &mut Diagnostics) -> Option<EcoString> {
    let brief = members.words("brief", findings);
    let note = members.words("note", findings);
    let texts: Vec<_> = [brief, note].into_iter().flatten().map(|text| text.trim().to_owned()).collect();
    let whole = texts.join("\n\n");
    (!whole.is_empty()).then_some(whole.into())
}

/// The name that an attribute says of itself in whole.
pub(super) fn name(attribute: &Members<'_>) -> Option<EcoString> {
    let (name, _) = attribute.get("key").or_else(|| attribute.get("name"))?;
    name.as_str().map(Into::into)
}

/// Whether an attribute stands for all attributes whose names start with its own.
pub(super) fn is_family(attribute: &Members<'_>) -> bool {
    attribute
        .get("type")
        .and_then(|(word, _)| word.as_str())
        .is_some_and(|word| word.starts_with("template["))
}

/// The finding that an event used at `here` has such an attribute.
pub(super) fn family(name: &str, here: &Members<'_>) -> Diagnostic {
    let message = format!("`{name}` is a family of attributes, `{name}.<key>`, which goes out as one object");
    let names = ["ref", "key", "name", "id", "base"];
    let named = names.into_iter().find_map(|key| here.get(key)).map(|(_, place)| place);
    Diagnostic::new(&ATTRIBUTE_FAMILY, message)
        .at(&named.unwrap_or_else(|| here.location().clone()), "")
        .help("name the keys as attributes of their own if they must go out as such")
}

/// Whether every event must carry the attribute; the level is a word, or an object when it is explained.
pub(super) fn is_required(attribute: &Members<'_>, findings: &mut Diagnostics) -> bool {
    match attribute.get("requirement_level") {
        None => false,
        Some((Json::String(word), _)) => &**word == "required",
        Some((value @ Json::Object(_), _)) => value.get("required").is_some(),
        Some((value, place)) => {
            findings.push(malformed(&place, "requirement_level", "a string or an object", value));
            false
        }
    }
}

/// An attribute where it is defined, or a field.
pub(super) fn schema(attribute: &Members<'_>, findings: &mut Diagnostics) -> Drawn {
    used_schema(attribute, attribute, findings)
}

/// The attribute `defined` as it is used at `here`, which may say more about it.
pub(super) fn used_schema(defined: &Members<'_>, here: &Members<'_>, findings: &mut Diagnostics) -> Drawn {
    let mut schema = Drawn::new(here.location().clone());
    say_type(&mut schema, defined, findings);
    let is_list = schema.kinds().is_some_and(|kinds| kinds.contains(&"array"));
    if let Some((examples, place)) = here.get("examples").or_else(|| defined.get("examples")) {
        let listed = match examples {
            Json::Array(items) if !is_list || items.iter().any(|item| matches!(item, Json::Array(_))) => {
                examples.clone()
            }
            one => [one.clone()].into_iter().collect(),
        };
        schema.say_at("examples", listed, place);
    }
    if is_family(defined) {
        let mut family = Drawn::of_type("object", here.location().clone());
        family.hold("additionalProperties", schema);
        schema = family;
    }
    schema.describe(description(here, findings).or_else(|| description(defined, findings)));
    if here.get("deprecated").or_else(|| defined.get("deprecated")).is_some() {
        schema.say("deprecated", Json::Boolean(true));
    }
    schema
}

fn say_type(schema: &mut Drawn, attribute: &Members<'_>, findings: &mut Diagnostics) {
    let Some((value, place)) = attribute.get("type") else {
        if attribute.get("fields").is_some() {
            say_fields(schema, attribute, findings);
        } else {
            findings.push(attribute.missing("type"));
        }
        return;
    };
    match value {
        Json::String(word) => match &**word {
            "map" => say_fields(schema, attribute, findings),
            "map[]" => {
                let mut items = Drawn::new(place);
                say_fields(&mut items, attribute, findings);
                schema.say("type", Json::from("array"));
                schema.hold("items", items);
            }
            // The members of such a field stand beside its type.
            "enum" => say_members(schema, attribute, findings),
            word => {
                if !say_word(schema, word, attribute) {
                    let known = "a type of the conventions, like `string`, `int`, `double[]`";
                    findings.push(malformed(&place, "type", known, value));
                }
            }
        },
        Json::Object(_) => say_members(schema, &Members::new(value, place), findings),
        other => findings.push(malformed(&place, "type", "a string or an object", other)),
    }
}

/// Says a type that is one word; `false` when there is no such word.
fn say_word(schema: &mut Drawn, word: &str, attribute: &Members<'_>) -> bool {
    let place = attribute.location().key("type");
    if let Some(inner) = word.strip_prefix("template[").and_then(|rest| rest.strip_suffix(']')) {
        return say_word(schema, inner, attribute);
    }
    if let Some(inner) = word.strip_suffix("[]") {
        let mut items = Drawn::new(place);
        let known = say_word(&mut items, inner, attribute);
        schema.say("type", Json::from("array"));
        schema.hold("items", items);
        return known;
    }
    match TYPES.iter().find(|(known, _)| *known == word) {
        Some((_, kind)) => schema.say("type", Json::from(*kind)),
        None => return word == "any",
    }
    true
}

fn say_fields(schema: &mut Drawn, holder: &Members<'_>, findings: &mut Diagnostics) {
    let mut properties = Vec::new();
    for field in holder.objects("fields", findings) {
        let Some(name) = field.words("id", findings).or_else(|| field.words("key", findings)) else {
            findings.push(field.missing("id"));
            continue;
        };
        let required = is_required(&field, findings);
        properties.push((name, self::schema(&field, findings), required));
    }
    schema.take_in(Drawn::object(properties, holder.location().clone()));
}

/// An enumeration. By convention others may send further values; what the registry lists is what is to be sent, so only an
/// enumeration that says so itself (`allow_custom_values`, in old files) allows any.
fn say_members(schema: &mut Drawn, holder: &Members<'_>, findings: &mut Diagnostics) {
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    let mut is_text = true;
    for member in holder.objects("members", findings) {
        let Some((value, place)) = member.get("value").or_else(|| member.get("id")) else {
            findings.push(member.missing("value"));
            continue;
        };
        is_text &= value.as_str().is_some();
        // Two members may stand for one value: an old name and a new one.
        if !seen.insert(serde_json::to_string(value).unwrap_or_default()) {
            continue;
        }
        let mut drawn = Drawn::new(member.location().clone());
        drawn.say_at("const", value.clone(), place);
        drawn.describe(description(&member, findings));
        if member.get("deprecated").is_some() {
            drawn.say("deprecated", Json::Boolean(true));
        }
        values.push(drawn);
    }
    let is_open = holder.flag("allow_custom_values", findings).unwrap_or_default();
    schema.say("type", Json::from(if is_text { "string" } else { "integer" }));
    if !is_open && !values.is_empty() {
        schema.hold_list("oneOf", values);
    }
}
