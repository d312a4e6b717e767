//! The programs that send events and the systems that receive them.

use std::collections::HashMap;

use ecow::EcoString;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::{Json, Member};
use crate::parse::codes::DUPLICATE_NAME;
use crate::parse::members::{Members, malformed};
use crate::plan::{ApiKey, Destination, Source};
use crate::pointer::Location;

const SOURCE_KEYS: &[&str] = &["name", "id", "description", "destinations"];
const DESTINATION_KEYS: &[&str] = &["name", "service", "endpoint", "keys"];

pub(super) fn sources(root: &Members<'_>, findings: &mut Diagnostics) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut names = Names::default();
    for entry in root.objects("sources", findings) {
        entry.report_unknown_keys(SOURCE_KEYS, findings);
        let Some(name) = names.take(&entry, "source", findings) else { continue };
        sources.push(Source {
            id: entry.text("id", findings),
            name,
            description: entry.text("description", findings),
            destinations: entry.texts("destinations", findings).unwrap_or_default(),
            location: entry.location().clone(),
        });
    }
    sources
}

pub(super) fn destinations(root: &Members<'_>, findings: &mut Diagnostics) -> Vec<Destination> {
    let mut destinations = Vec::new();
    let mut names = Names::default();
    for entry in root.objects("destinations", findings) {
        entry.report_unknown_keys(DESTINATION_KEYS, findings);
        let Some(name) = names.take(&entry, "destination", findings) else { continue };
        let service =
            entry.text("service", findings).map_or_else(|| "custom".into(), |service| service.to_lowercase());
        destinations.push(Destination {
            name,
            service,
            endpoint: entry.text("endpoint", findings),
            keys: api_keys(&entry, findings),
            location: entry.location().clone(),
        });
    }
    destinations
}

fn api_keys(entry: &Members<'_>, findings: &mut Diagnostics) -> Vec<ApiKey> {
    let Some(keys) = entry.object("keys", findings) else { return Vec::new() };
    let names = keys.json().members();
    let key = |(environment, _): &Member| {
        keys.text(environment, findings).map(|key| ApiKey { environment: environment.clone(), key })
    };
    names.iter().filter_map(key).collect()
}

/// The names of a list, each of which must be there once.
#[derive(Default)]
struct Names(HashMap<EcoString, Location>);

impl Names {
    fn take(&mut self, entry: &Members<'_>, what: &str, findings: &mut Diagnostics) -> Option<EcoString> {
        let place = entry.location().key("name");
        let Some(name) = entry.words("name", findings) else {
            if entry.get("name").is_none_or(|(name, _)| name.as_str().is_some()) {
                findings.push(malformed(entry.location(), "name", "a string that is not empty", &Json::Null));
            }
            return None;
        };
        if let Some(first) = self.0.get(&name) {
            let finding = Diagnostic::new(&DUPLICATE_NAME, format!("the plan has the {what} `{name}` twice"))
                .at(&place, "again here")
                .at(first, "first here");
            findings.push(finding.help("rename or remove one of them"));
            return None;
        }
        self.0.insert(name.clone(), place);
        Some(name)
    }
}
