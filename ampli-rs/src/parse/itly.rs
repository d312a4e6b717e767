//! The Itly schema map: event name → JSON Schema, with the system calls under reserved names.

use ecow::EcoString;

use super::Input;
use super::schema::{self, Document, percent_decoded};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::plan::{Event, EventKind, Plan};
use crate::pointer::Location;

/// Keys of system calls; an event can't have these names.
pub(super) const SYSTEM: &[(&str, EventKind)] = &[
    ("context", EventKind::Context),
    ("identify", EventKind::Identify),
    ("group", EventKind::Group),
    ("page", EventKind::Page),
];

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let events = input
        .json
        .members()
        .iter()
        .map(|(key, schema)| read_event(key, schema, input.root().key(key), findings))
        .collect();
    Plan { events, ..Plan::default() }
}

fn read_event(key: &str, schema: &Json, location: Location, findings: &mut Diagnostics) -> Event {
    let system = SYSTEM.iter().find(|(name, _)| *name == key);
    let (kind, name) = system.map_or((EventKind::Track, key), |(_, kind)| (*kind, ""));
    let document =
        Document { root: schema, location: location.clone(), only_definitions: false, moved: None };
    let read = schema::properties(schema, &location, document, None, findings);
    let mut event = Event::new(kind, name, location);
    (event.id, event.version) = identity(schema.get("$id").and_then(Json::as_str).unwrap_or_default(), name);
    let description = schema.get("description").and_then(Json::as_str);
    event.description = description.filter(|text| !text.is_empty()).map(Into::into);
    event.properties = read.object;
    event.definitions = read.definitions;
    event.schema = schema.clone();
    event
}

/// Id and version out of a `$id`: `…/event/<id or name>/version/<version>`, each percent-encoded.
pub(super) fn identity(uri: &str, name: &str) -> (Option<EcoString>, Option<EcoString>) {
    let (path, version) = match uri.rsplit_once("/version/") {
        Some((path, version)) => (path, Some(version).filter(|version| !version.is_empty())),
        None => (uri, None),
    };
    let id = path.rsplit_once("/event/").map(|(_, id)| percent_decoded(id));
    let id = id.filter(|id| !id.is_empty() && id != name);
    (id.map(Into::into), version.map(percent_decoded).map(Into::into))
}

#[cfg(test)]
mod tests {
    use super::identity;

    #[test]
    fn id_and_version_come_from_the_uri() {
        let uri = "https://iterative.ly/company/c/event/00b99136-9d1a/version/1.0.2";
        assert_eq!(identity(uri, "Seed Sown"), (Some("00b99136-9d1a".into()), Some("1.0.2".into())));
        let uri = "/event/00b99136/version/spring%2F26";
        assert_eq!(identity(uri, "Seed Sown"), (Some("00b99136".into()), Some("spring/26".into())));
        let uri = "https://data.amplitude.com/acme/event/Seed%20Sown/version/1.0.2";
        assert_eq!(identity(uri, "Seed Sown"), (None, Some("1.0.2".into())));
        assert_eq!(identity("https://iterative.ly/company/c/context", ""), (None, None));
        assert_eq!(identity("", ""), (None, None));
    }
}
