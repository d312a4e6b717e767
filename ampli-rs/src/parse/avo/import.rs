//! What Avo's import takes: the schemas of events, by their names.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::Input;
use crate::parse::codes::UNREAD_SECTION;
use crate::parse::members::{Members, malformed};
use crate::parse::schema::{self, Document};
use crate::plan::{Event, EventKind, Plan, Source};

/// Whether a document is such a payload.
pub(in crate::parse) fn is_import(json: &Json) -> bool {
    json.get("schema").and_then(|schema| schema.get("events")).is_some_and(Json::is_object)
}

/// Reads every schema as an event.
pub(in crate::parse) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    let mut plan = Plan { name: root.text("name", findings).unwrap_or_default(), ..Plan::default() };
    let Some(schema) = root.object("schema", findings) else { return plan };
    plan.name = schema.words("name", findings).unwrap_or(plan.name);
    for (section, value) in schema.json().members() {
        match &**section {
            "events" | "name" | "$schema" => {}
            "userProperties" => plan.events.extend(call(EventKind::Identify, section, &schema, findings)),
            "groupProperties" => plan.events.extend(call(EventKind::Group, section, &schema, findings)),
            "systemProperties" => plan.events.extend(call(EventKind::Context, section, &schema, findings)),
            _ if value.members().is_empty() && value.items().is_empty() => {}
            _ => {
                let message = format!("the section `{section}` of an import is not read");
                let finding = Diagnostic::new(&UNREAD_SECTION, message);
                let finding = finding.at_key(&schema.location().key(section), "");
                findings.push(finding.help("export the plan from Avo if it is needed: the export says more"));
            }
        }
    }
    let events = schema.object("events", findings);
    for (name, value) in events.as_ref().map_or(&[][..], |events| events.json().members()) {
        let Some(location) = events.as_ref().map(|events| events.location().key(name)) else { continue };
        if value.is_object() {
            let event = event(EventKind::Track, name, &Members::new(value, location), findings);
            add_sources(&mut plan.sources, &event);
            plan.events.push(event);
        } else {
            findings.push(malformed(&location, name, "a schema", value));
        }
    }
    plan
}

fn call(kind: EventKind, section: &str, schema: &Members<'_>, findings: &mut Diagnostics) -> Option<Event> {
    Some(event(kind, "", &schema.object(section, findings)?, findings))
}

fn event(kind: EventKind, name: &str, entry: &Members<'_>, findings: &mut Diagnostics) -> Event {
    let location = entry.location();
    let mut event = Event::new(kind, name, location.clone());
    event.description = entry.words("description", findings);
    event.tags = entry.texts("tags", &mut Diagnostics::new()).unwrap_or_default();
    let categories = entry.texts("categories", &mut Diagnostics::new());
    event.category = categories.and_then(|categories| categories.into_iter().next());
    event.sources = entry.texts("sources", &mut Diagnostics::new()).filter(|sources| !sources.is_empty());
    let schema: Json =
        entry.json().members().iter().filter(|(key, _)| !ABOUT.contains(&&**key)).cloned().collect();
    let document =
        Document { root: &schema, location: location.clone(), only_definitions: false, moved: None };
    let read = schema::properties(&schema, location, document, None, findings);
    event.properties = read.object;
    event.definitions = read.definitions;
    event.schema = schema;
    event
}

/// Words about an event that are no keywords of its schema.
const ABOUT: &[&str] = &["tags", "categories", "sources"];

fn add_sources(sources: &mut Vec<Source>, event: &Event) {
    for name in event.sources.iter().flatten() {
        if sources.iter().all(|known| known.name != *name) {
            sources.push(Source {
                id: None,
                name: name.clone(),
                description: None,
                destinations: Vec::new(),
                location: event.location.clone(),
            });
        }
    }
}
