//! An event specification: a schema narrowed for one purpose, with words on when the event is sent.

use std::fmt::Write as _;

use ecow::EcoString;

use super::registry::Registry;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::ABSENT_DATA_STRUCTURE;
use crate::parse::drawn::Drawn;
use crate::parse::members::Members;
use crate::plan::{Definitions, Event, EventKind};
use crate::pointer::Location;

/// The plugin that sends events to Snowplow.
const PLUGIN: &str = "snowplow";

/// Words of a schema that say what it is, not what its values are.
const ABOUT_ITSELF: &[&str] = &["$schema", "self", "$supersedes", "$supersededBy"];

/// The member `key` of the part of a specification that names the event's schema.
pub(super) fn part<'a>(entry: &Members<'a>, key: &str) -> Option<(&'a Json, Location)> {
    let (event, location) = entry.get("event")?;
    let event = Members::new(event, location);
    event.get(key).or_else(|| {
        let (tracked, location) = event.get("tracked")?;
        Members::new(tracked, location).get(key)
    })
}

/// The event that a specification describes.
pub(super) fn event(
    entry: &Members<'_>,
    registry: &Registry,
    definitions: &Definitions,
    findings: &mut Diagnostics,
) -> Event {
    let name = entry.text("name", findings).unwrap_or_default();
    let mut event = Event::new(EventKind::Track, name, entry.location().clone());
    event.name_location = entry.location().key("name");
    event.id = entry.words("resourceName", findings);
    event.description = description(entry, findings);
    let Some((source, place)) = part(entry, "source") else {
        read_fragment(&mut event, entry, definitions, findings);
        return event;
    };
    let uri = source.as_str().unwrap_or_default();
    let schema: Json = [("schema".into(), Json::from(uri))].into_iter().collect();
    event.metadata.insert(PLUGIN.into(), schema);
    match registry.find(uri) {
        Some(structure) => {
            let parts = [Some((&structure.schema, structure.location.clone())), fragment(entry)];
            let both = both(&parts.into_iter().flatten().collect::<Vec<_>>(), event.location.clone());
            both.read_into(&mut event, definitions, &place, findings);
        }
        None => {
            let message =
                format!("the schema `{uri}` is not there: only what `{}` says itself is known", event.name);
            let finding = Diagnostic::new(&ABSENT_DATA_STRUCTURE, message).at(&place, "");
            findings.push(finding.help("put the file of the schema beside this one"));
            read_fragment(&mut event, entry, definitions, findings);
        }
    }
    event
}

fn fragment<'a>(entry: &Members<'a>) -> Option<(&'a Json, Location)> {
    part(entry, "schema")
}

fn read_fragment(
    event: &mut Event,
    entry: &Members<'_>,
    definitions: &Definitions,
    findings: &mut Diagnostics,
) {
    let Some((schema, location)) = fragment(entry) else { return };
    let place = location.clone();
    both(&[(schema, location)], event.location.clone()).read_into(event, definitions, &place, findings);
}

/// One schema of all parts, of an event at `place`: a value must be right by each of them.
fn both(parts: &[(&Json, Location)], place: Location) -> Drawn {
    let mut drawn = Drawn::new(place);
    drawn.say("$schema", Json::from("http://json-schema.org/draft-04/schema#"));
    let mut definitions: Vec<(String, Drawn)> = Vec::new();
    let mut all = Vec::with_capacity(parts.len());
    for (schema, location) in parts {
        let own = location.key("definitions");
        for (name, definition) in schema.get("definitions").map_or(&[][..], Json::members) {
            if definitions.iter().all(|(known, _)| **known != **name) {
                definitions.push((name.to_string(), Drawn::copied(definition, own.key(name))));
            }
        }
        let part = Drawn::copied(schema, location.clone()).without("definitions");
        all.push(ABOUT_ITSELF.iter().fold(part, |part, keyword| part.without(keyword)));
    }
    drawn.hold_list("allOf", all);
    if !definitions.is_empty() {
        drawn.hold_named("definitions", definitions);
    }
    drawn
}

/// What the specification says in words, with when to send the event and what to send along.
fn description(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<EcoString> {
    let mut text = entry.words("description", findings).unwrap_or_default();
    for trigger in entry.objects("triggers", findings) {
        if let Some(when) = trigger.words("description", findings) {
            let _ = write!(text, "\n\nSent when: {when}");
        }
    }
    let entities = entry.object("entities", findings);
    let tracked = entities.map(|entities| entities.objects("tracked", findings)).unwrap_or_default();
    for entity in tracked {
        if let Some(uri) = entity.words("source", findings) {
            let _ = write!(text, "\n\nEntity: `{uri}`{}", cardinality(&entity));
        }
    }
    Some(EcoString::from(text.trim_start())).filter(|text| !text.is_empty())
}

/// How often an entity goes along with an event, where the plan says it.
fn cardinality(entity: &Members<'_>) -> String {
    let count = |key: &str| match entity.get(key) {
        Some((Json::Number(number), _)) => Some(number.to_string()),
        _ => None,
    };
    match (count("minCardinality"), count("maxCardinality")) {
        (None, None) => String::new(),
        (Some(least), None) => format!(", at least {least}"),
        (None, Some(most)) => format!(", at most {most}"),
        (Some(least), Some(most)) if least == most => format!(", exactly {least}"),
        (Some(least), Some(most)) => format!(", {least} to {most}"),
    }
}
