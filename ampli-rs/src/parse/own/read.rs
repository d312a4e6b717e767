use std::collections::BTreeMap;

use ecow::EcoString;

use super::known::Known;
use super::systems::{destinations, sources};
use super::{FORMAT, SYSTEM};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::Input;
use crate::parse::codes::{EMPTY_EVENT_NAME, UNSUPPORTED_FORMAT};
use crate::parse::groups::take_in;
use crate::parse::members::{Members, malformed};
use crate::parse::schema::{self, Document};
use crate::plan::{Definitions, Deprecation, Event, EventKind, Plan, PropertyGroup};

const PLAN_KEYS: &[&str] = &[
    "$schema",
    "ampliPlan",
    "name",
    "id",
    "version",
    "branch",
    "description",
    "url",
    "sources",
    "destinations",
    "groups",
    "$defs",
    "context",
    "identify",
    "group",
    "page",
    "screen",
    "events",
];
const GROUP_KEYS: &[&str] = &["description", "schema"];
const EVENT_KEYS: &[&str] = &[
    "name",
    "knownAs",
    "id",
    "version",
    "description",
    "owner",
    "category",
    "tags",
    "url",
    "deprecated",
    "expires",
    "sources",
    "destinations",
    "allow",
    "metadata",
    "groups",
    "schema",
];
const DEPRECATION_KEYS: &[&str] = &["since", "replacement", "note"];

/// Reads a plan in the project's own format.
pub(in crate::parse) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    report_other_version(&root, findings);
    root.report_unknown_keys(PLAN_KEYS, findings);
    let mut plan = Plan {
        name: root.text("name", findings).unwrap_or_default(),
        id: root.text("id", findings),
        version: root.version("version", findings),
        branch: root.text("branch", findings),
        description: root.text("description", findings),
        url: root.text("url", findings),
        destinations: destinations(&root, findings),
        sources: sources(&root, findings),
        ..Plan::default()
    };
    read_definitions(&root, &mut plan, findings);
    plan.groups = groups(&root, &plan.definitions, findings);
    let known = Known::of(&plan);
    known.check_sources(&plan.sources, findings);
    let mut events = Vec::new();
    for kind in SYSTEM {
        for entry in system_entries(&root, kind.word(), findings) {
            events.extend(read_event(&entry, *kind, &known, findings));
        }
    }
    for entry in root.objects("events", findings) {
        events.extend(read_event(&entry, EventKind::Track, &known, findings));
    }
    plan.events = events;
    plan
}

fn report_other_version(root: &Members<'_>, findings: &mut Diagnostics) {
    let Some((version, location)) = root.get("ampliPlan") else { return };
    if *version != Json::Number(FORMAT.into()) {
        let message = format!("`ampliPlan` must be {FORMAT}: other versions of the format can't be read");
        let help = "update ampli-rs if the plan was written by a later version";
        findings.push(Diagnostic::new(&UNSUPPORTED_FORMAT, message).at(&location, "").help(help));
    }
}

fn read_definitions(root: &Members<'_>, plan: &mut Plan, findings: &mut Diagnostics) {
    let Some(definitions) = root.object("$defs", findings) else { return };
    let document = Document {
        root: root.json(),
        location: root.location().clone(),
        only_definitions: true,
        moved: None,
    };
    plan.definitions_schema = definitions.json().clone();
    plan.definitions = schema::definitions(document, "$defs", findings);
}

fn groups(root: &Members<'_>, definitions: &Definitions, findings: &mut Diagnostics) -> Vec<PropertyGroup> {
    let Some(groups) = root.object("groups", findings) else { return Vec::new() };
    let mut read = Vec::new();
    for (name, _) in groups.json().members() {
        let Some(group) = groups.object(name, findings) else { continue };
        group.report_unknown_keys(GROUP_KEYS, findings);
        let (schema, properties) = match group.object("schema", findings) {
            Some(schema) => {
                let (json, location) = (schema.json(), schema.location());
                // A group's types are those of the plan: an event takes in several groups, whose own would clash.
                let document = Document {
                    root: &Json::Null,
                    location: location.clone(),
                    only_definitions: true,
                    moved: None,
                };
                let read = schema::properties(json, location, document, Some(definitions), findings);
                (json.clone(), read.object)
            }
            None => (Json::Null, Default::default()),
        };
        read.push(PropertyGroup {
            name: name.clone(),
            description: group.text("description", findings),
            properties,
            schema,
            location: group.location().clone(),
        });
    }
    read
}

/// The entries of a system call: one object, or a list of several versions or named ones.
fn system_entries<'a>(root: &Members<'a>, key: &str, findings: &mut Diagnostics) -> Vec<Members<'a>> {
    match root.get(key) {
        Some((Json::Array(_), _)) => root.objects(key, findings),
        _ => root.object(key, findings).into_iter().collect(),
    }
}

fn read_event(
    entry: &Members<'_>,
    kind: EventKind,
    known: &Known<'_>,
    findings: &mut Diagnostics,
) -> Option<Event> {
    entry.report_unknown_keys(EVENT_KEYS, findings);
    let mut event = Event::new(kind, "", entry.location().clone());
    match entry.get("name") {
        Some((_, location)) => {
            event.name = entry.text("name", findings)?;
            event.name_location = location;
        }
        None if kind == EventKind::Track => {
            let finding = Diagnostic::new(&EMPTY_EVENT_NAME, "an event has no name").at(entry.location(), "");
            findings.push(finding.help("give the event its name, under the key `name`"));
            return None;
        }
        None => {}
    }
    event.known_as = entry.words("knownAs", findings);
    event.id = entry.text("id", findings);
    event.version = entry.version("version", findings);
    event.description = entry.text("description", findings);
    event.owner = entry.text("owner", findings);
    event.category = entry.text("category", findings);
    event.tags = entry.texts("tags", findings).unwrap_or_default();
    event.url = entry.text("url", findings);
    event.deprecation = deprecation(entry, findings);
    event.expires = entry.text("expires", findings);
    event.sources = entry.texts("sources", findings);
    event.destinations = switches(entry, findings);
    event.allow = entry.texts("allow", findings).unwrap_or_default();
    event.metadata = metadata(entry, findings);
    event.groups = entry.texts("groups", findings).unwrap_or_default();
    known.check(&event, findings);
    read_properties(&mut event, entry, known, findings);
    Some(event)
}

fn deprecation(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<Deprecation> {
    match entry.get("deprecated")? {
        (Json::Boolean(deprecated), _) => deprecated.then(Deprecation::default),
        (value @ Json::Object(_), location) => {
            let members = Members::new(value, location);
            members.report_unknown_keys(DEPRECATION_KEYS, findings);
            Some(Deprecation {
                since: members.text("since", findings),
                replacement: members.text("replacement", findings),
                note: members.text("note", findings),
            })
        }
        (value, location) => {
            findings.push(malformed(&location, "deprecated", "a boolean or an object", value));
            None
        }
    }
}

fn switches(entry: &Members<'_>, findings: &mut Diagnostics) -> BTreeMap<EcoString, bool> {
    let Some(switches) = entry.object("destinations", findings) else { return BTreeMap::new() };
    let mut read = BTreeMap::new();
    for (name, value) in switches.json().members() {
        match value.as_bool() {
            Some(on) => {
                read.insert(name.clone(), on);
            }
            None => findings.push(malformed(&switches.location().key(name), name, "a boolean", value)),
        }
    }
    read
}

fn metadata(entry: &Members<'_>, findings: &mut Diagnostics) -> BTreeMap<EcoString, Json> {
    let metadata = entry.object("metadata", findings);
    let members = metadata.as_ref().map_or(&[][..], |metadata| metadata.json().members());
    members.iter().map(|(plugin, data)| (plugin.clone(), data.clone())).collect()
}

/// The event's own properties, then those of its groups.
fn read_properties(event: &mut Event, entry: &Members<'_>, known: &Known<'_>, findings: &mut Diagnostics) {
    let own = entry.object("schema", findings);
    if let Some(schema) = &own {
        let (json, location) = (schema.json(), schema.location());
        let document =
            Document { root: json, location: location.clone(), only_definitions: false, moved: None };
        let read = schema::properties(json, location, document, Some(known.definitions), findings);
        event.properties = read.object;
        event.definitions = read.definitions;
        event.schema = json.clone();
        event.schema_location = location.clone();
    }
    let groups: Vec<_> =
        event.groups.iter().filter_map(|name| known.groups.get(name.as_str()).copied()).collect();
    take_in(event, &groups, own.is_some(), findings);
}
