//! Destinations: they stand in each source that has them, with keys; events switch them on and off.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::SWITCHED_BY_SOURCE;
use crate::parse::members::Members;
use crate::plan::{ApiKey, Destination, Event};

/// The destinations of all sources.
#[derive(Default)]
pub(super) struct Destinations {
    pub(super) all: Vec<Destination>,
    /// The names of those that get an event only if it says so.
    off_by_default: Vec<EcoString>,
}

impl Destinations {
    /// The destinations of these sources, which are one by their name.
    pub(super) fn new(sources: &[Members<'_>], findings: &mut Diagnostics) -> Self {
        let mut destinations = Self::default();
        let entries: Vec<Members<'_>> =
            sources.iter().flat_map(|source| source.objects("destinations", findings)).collect();
        for entry in entries {
            let mut silent = Diagnostics::new();
            let Some(name) = entry.words("name", &mut silent) else { continue };
            let keys = keys(&entry);
            if let Some(known) = destinations.all.iter_mut().find(|known| known.name == name) {
                if known.keys.is_empty() {
                    known.keys = keys;
                }
                continue;
            }
            if entry.flag("enabledByDefault", findings) == Some(false) {
                destinations.off_by_default.push(name.clone());
            }
            let service = entry.words("serviceId", &mut silent).unwrap_or_else(|| "custom".into());
            destinations.all.push(Destination {
                name,
                service: service.to_lowercase(),
                endpoint: None,
                keys,
                location: entry.location().clone(),
            });
        }
        destinations
    }

    /// Sets the switches of an event as its entry has them.
    pub(super) fn switch(&self, event: &mut Event, entry: &Members<'_>, findings: &mut Diagnostics) {
        let mut said: BTreeMap<EcoString, Vec<bool>> = BTreeMap::new();
        for switch in entry.objects("sourceDestinations", findings) {
            let destination = switch.object("destination", findings);
            let name = destination.and_then(|destination| destination.words("name", findings));
            let is_known = |name: &EcoString| self.all.iter().any(|known| known.name == *name);
            if let (Some(name), Some(on)) = (name.filter(is_known), switch.flag("enabled", findings)) {
                said.entry(name).or_default().push(on);
            }
        }
        for destination in &self.all {
            let name = &destination.name;
            let is_usually_on = !self.off_by_default.contains(name);
            let said = said.get(name).map_or(&[][..], Vec::as_slice);
            let is_on = if said.is_empty() { is_usually_on } else { said.contains(&true) };
            if said.contains(&true) && said.contains(&false) {
                let message = format!("`{}` goes to `{name}` from some sources only", event.name);
                findings.push(
                    Diagnostic::new(&SWITCHED_BY_SOURCE, message)
                        .at(&entry.location().key("sourceDestinations"), "")
                        .help("switch it off by a plugin in the sources that should not send it there"),
                );
            }
            if is_on != is_usually_on || !is_usually_on {
                event.destinations.insert(name.clone(), is_on);
            }
        }
    }
}

/// The keys by the names of their environments.
fn keys(entry: &Members<'_>) -> Vec<ApiKey> {
    let mut silent = Diagnostics::new();
    let keys = entry.objects("apiKeys", &mut silent);
    let key = |key: &Members<'_>| {
        let (environment, _) = key.get("environment")?;
        let name = environment.as_str().or_else(|| environment.get("name")?.as_str())?;
        let secret =
            key.get("apiKey").and_then(|(secret, _)| secret.as_str()).filter(|text| !text.is_empty())?;
        Some(ApiKey { environment: name.into(), key: secret.into() })
    };
    keys.iter().filter_map(key).collect()
}

/// What the API did not give, as it was noted when the plan was fetched.
pub(super) fn left_out(json: &Json) -> Option<&str> {
    json.get("leftOut")?.as_str()
}
