//! Plain JSON Schemas, one event a file: a folder of them, or a single one.

use std::collections::HashMap;

use ecow::EcoString;

use super::Input;
use super::codes::SYSTEM_SCHEMA;
use super::itly;
use super::path::{folder, normalised};
use super::references::{self, Target};
use super::schema::{self, Document};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::plan::{Definitions, Event, EventKind, Plan};
use crate::pointer::Location;

/// Properties by which a schema says which event it describes.
const DISCRIMINATORS: &[&str] = &["eventName", "event", "event_name"];

/// File names of schemas that describe a call when they have no discriminator.
const SYSTEM_FILES: &[(&str, EventKind)] = &[
    ("context", EventKind::Context),
    ("SuperProperties", EventKind::Context),
    ("identify", EventKind::Identify),
    ("UserProperties", EventKind::Identify),
    ("group", EventKind::Group),
    ("GroupProperties", EventKind::Group),
    ("page", EventKind::Page),
    ("screen", EventKind::Screen),
];

/// Reads every schema as an event. Schemas of other files that they name become definitions of the plan.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    let files: HashMap<String, usize> =
        inputs.iter().enumerate().map(|(position, input)| (normalised("", input.name), position)).collect();
    let targets: Vec<Target<'_>> = inputs.iter().map(|input| target(input)).collect();
    let gathered = references::gather(&targets, |file, from| {
        files.get(&normalised(folder(inputs[from].name), file)).copied()
    });
    let (definitions, definitions_schema) = gathered.definitions(findings);
    let events = inputs
        .iter()
        .zip(&gathered.schemas)
        .filter(|(_, schema)| describes_event(schema))
        .map(|(input, schema)| read_event(input, schema, &definitions, findings))
        .collect();
    Plan { definitions, definitions_schema, events, ..Plan::default() }
}

fn target<'a>(input: &'a Input<'_>) -> Target<'a> {
    Target { schema: &input.json, location: input.root(), name: stem(input.name) }
}

/// A file that only holds definitions for others describes no event.
fn describes_event(schema: &Json) -> bool {
    let says = |key: &str| schema.get(key).is_some();
    let only_definitions = (says("$defs") || says("definitions"))
        && !["type", "properties", "allOf", "anyOf", "oneOf", "$ref"].iter().any(|key| says(key));
    !only_definitions
}

fn read_event(
    input: &Input<'_>,
    schema: &Json,
    definitions: &Definitions,
    findings: &mut Diagnostics,
) -> Event {
    let (kind, name, name_location) = name(input, schema, findings);
    let location = input.root();
    let document =
        Document { root: schema, location: location.clone(), only_definitions: false, moved: None };
    let read = schema::properties(schema, &location, document, Some(definitions), findings);
    let mut event = Event::new(kind, name, location);
    let uri = schema.get("$id").or(schema.get("id")).and_then(Json::as_str).unwrap_or_default();
    let (id, version) = itly::identity(uri, &event.name);
    event.id = id;
    event.version = version.or_else(|| version_in_path(uri));
    let description = schema.get("description").and_then(Json::as_str);
    event.description = description.filter(|text| !text.is_empty()).map(Into::into);
    event.properties = read.object;
    event.definitions = read.definitions;
    event.schema = schema.clone();
    event.name_location = name_location;
    event
}

/// What the schema describes: the discriminator's value, else the title, else the file's stem.
fn name(input: &Input<'_>, schema: &Json, findings: &mut Diagnostics) -> (EventKind, String, Location) {
    for key in DISCRIMINATORS {
        let property = schema.get("properties").and_then(|properties| properties.get(key));
        let place = || input.root().key("properties").key(key);
        match property.and_then(|property| property.get("enum")).map(Json::items) {
            Some([Json::String(name)]) => {
                return (EventKind::Track, name.to_string(), place().key("enum").index(0));
            }
            _ => {
                let constant = property.and_then(|property| property.get("const"));
                if let Some(name) = constant.and_then(Json::as_str) {
                    return (EventKind::Track, name.to_owned(), place().key("const"));
                }
            }
        }
    }
    let stem = stem(input.name);
    if let Some((_, kind)) = SYSTEM_FILES.iter().find(|(file, _)| *file == stem) {
        let message =
            format!("`{}` is read as the properties of `{}`, by its file name", input.name, kind.word());
        let help = "give it a property `eventName` with one allowed value if it is an event";
        findings.push(Diagnostic::new(&SYSTEM_SCHEMA, message).at(&input.root(), "").help(help));
        return (*kind, String::new(), input.root());
    }
    match schema.get("title").and_then(Json::as_str).filter(|title| !title.is_empty()) {
        Some(title) => (EventKind::Track, title.to_owned(), input.root().key("title")),
        None => (EventKind::Track, stem.to_owned(), input.root()),
    }
}

/// The file's name without folders and without its last extension, `.schema` included.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let suffix = [".json", ".yaml", ".yml"].into_iter().find(|suffix| file.ends_with(suffix));
    let stem = suffix.map_or(file, |suffix| &file[..file.len() - suffix.len()]);
    stem.strip_suffix(".schema").unwrap_or(stem)
}

/// A version that is a part of the path of a URI: `…/seed_sown/1-0-2`, `…/v1.0.0/seed.json`.
fn version_in_path(uri: &str) -> Option<EcoString> {
    uri.rsplit('/')
        .map(|part| part.strip_prefix('v').unwrap_or(part))
        .find(|part| {
            let numbers: Vec<_> = part.split(['.', '-']).collect();
            numbers.len() == 3
                && numbers
                    .iter()
                    .all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        })
        .map(Into::into)
}
