//! All schemas of a plan: what they are called, and which of them a later one takes the place of.

use std::collections::{BTreeMap, BTreeSet};

use ecow::{EcoString, eco_format};

use super::structure::Structure;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::SHARED_SCHEMA_NAME;
use crate::parse::itly;
use crate::parse::schema::{self, Document};
use crate::plan::{Definitions, Deprecation, Event, EventKind};

/// The schemas of a plan, each once.
#[derive(Default)]
pub(super) struct Registry {
    /// Those of events.
    pub(super) structures: Vec<Structure>,
    /// Those of entities, which are no events but may be named by other schemas.
    pub(super) entities: Vec<Structure>,
}

impl Registry {
    /// The schema that `uri` names.
    pub(super) fn find(&self, uri: &str) -> Option<&Structure> {
        self.structures.iter().find(|structure| structure.uri() == uri)
    }

    /// Drops the schemas that event specifications have narrowed: those are the events.
    pub(super) fn leave_out(&mut self, narrowed: &BTreeSet<String>) {
        self.structures.retain(|structure| !narrowed.contains(&structure.uri()));
    }

    /// Every schema as an event. Versions of one schema are versions of one event.
    pub(super) fn events(&self, definitions: &Definitions, findings: &mut Diagnostics) -> Vec<Event> {
        let ambiguous = self.ambiguous_names(findings);
        let superseded = self.superseded();
        let event = |structure: &Structure| {
            let name = if ambiguous.contains(structure.name.as_str()) {
                format!("{}/{}", structure.vendor, structure.name)
            } else {
                structure.name.to_string()
            };
            let mut event = event(structure, name.into(), definitions, findings);
            event.deprecation = superseded.get(structure.uri().as_str()).map(|version| Deprecation {
                note: Some(eco_format!("superseded by version {version}")),
                ..Deprecation::default()
            });
            event
        };
        self.structures.iter().map(event).collect()
    }

    /// The names that say too little: several vendors have them, or they stand for calls.
    fn ambiguous_names(&self, findings: &mut Diagnostics) -> BTreeSet<&str> {
        let mut vendors: BTreeMap<&str, BTreeMap<&str, &Structure>> = BTreeMap::new();
        for structure in &self.structures {
            let of_name = vendors.entry(&structure.name).or_default();
            of_name.entry(&structure.vendor).or_insert(structure);
        }
        vendors
            .retain(|name, of_name| of_name.len() > 1 || itly::SYSTEM.iter().any(|(call, _)| call == name));
        for (name, of_name) in &vendors {
            let why =
                if of_name.len() > 1 { "is a schema of several vendors" } else { "is the name of a call" };
            let message = format!("`{name}` {why}, so the event is called `VENDOR/{name}`");
            let mut finding = Diagnostic::new(&SHARED_SCHEMA_NAME, message);
            for (vendor, structure) in of_name {
                finding = finding.at(&structure.location.key("self").key("name"), format!("of `{vendor}`"));
            }
            findings.push(finding.help("read the schemas of one vendor only if the short name is wanted"));
        }
        vendors.into_keys().collect()
    }

    /// The later version of every schema that one was named for, by the schema's URI.
    fn superseded(&self) -> BTreeMap<String, EcoString> {
        let mut later = BTreeMap::new();
        for structure in &self.structures {
            let replaced = structure.schema.get("$supersedes").map_or(&[][..], Json::items);
            for version in replaced.iter().filter_map(Json::as_str) {
                let version = Structure { version: version.into(), ..structure.clone() };
                later.insert(version.uri(), structure.version.clone());
            }
        }
        for structure in &self.structures {
            if let Some(version) = structure.schema.get("$supersededBy").and_then(Json::as_str) {
                later.insert(structure.uri(), version.into());
            }
        }
        later
    }
}

fn event(
    structure: &Structure,
    name: EcoString,
    definitions: &Definitions,
    findings: &mut Diagnostics,
) -> Event {
    let (schema, location) = (&structure.schema, &structure.location);
    let document =
        Document { root: schema, location: location.clone(), only_definitions: false, moved: None };
    let read = schema::properties(schema, location, document, Some(definitions), findings);
    let mut event = Event::new(EventKind::Track, name, structure.holder.clone());
    event.name_location = location.key("self").key("name");
    event.id = Some(structure.uri().into());
    event.version = Some(structure.version.clone()).filter(|version| !version.is_empty());
    let description = schema.get("description").and_then(Json::as_str);
    event.description = description.filter(|text| !text.is_empty()).map(Into::into);
    event.properties = read.object;
    event.definitions = read.definitions;
    event.schema = schema.clone();
    event.schema_location = location.clone();
    event
}
