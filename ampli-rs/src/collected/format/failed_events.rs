//! Snowplow's failed events: what the pipeline has refused, with as much of the event as it knew.

use std::borrow::Cow;

use snowplow_analytics::SchemaUri;

use super::NoEvent;
use super::enriched::part;
use super::recognise::FAILED_EVENT;
use crate::collected::raw::Raw;
use crate::collected::record::{BadReason, IgnoredReason};
use crate::collected::tape::Tape;
use crate::collected::{CollectedEvent, Entity, EventKind, Failed, Properties, time};

/// The event that has failed.
pub(super) fn event(record: Raw<'_>) -> Result<CollectedEvent<'_>, NoEvent<'_>> {
    let shape = |what| NoEvent::Bad(BadReason::Shape(what));
    let schema = record.get("schema").and_then(Raw::string).unwrap_or_default();
    let kind = schema.strip_prefix(FAILED_EVENT).and_then(|rest| rest.split('/').next());
    let kind = Cow::from(kind.ok_or_else(|| shape("no `schema` of a failed event"))?.to_owned());
    let data = record.get("data").ok_or_else(|| shape("a failed event without its `data`"))?;
    let enriched = data.get("payload").and_then(|payload| payload.get("enriched"));
    let Some(enriched) = enriched.filter(|enriched| enriched.is_object()) else {
        return Err(NoEvent::Ignored(IgnoredReason::Failed(kind)));
    };
    let Some(own) = enriched.get("unstruct_event").and_then(Raw::filled).and_then(|text| inner(&text)) else {
        return Err(NoEvent::Ignored(IgnoredReason::Failed(kind)));
    };
    let text = |key: &str| enriched.get(key).and_then(Raw::filled);
    let failure = data.get("failure");
    let messages = failure.and_then(|failure| failure.get("messages")).or(failure);
    let is_uri = SchemaUri::parse(&own.schema).is_some();
    let part = |index| is_uri.then(|| part(&own.schema, index));
    let name = part(1).or_else(|| text("event_name")).unwrap_or_default();
    Ok(CollectedEvent {
        version: part(3),
        schema: Some(own.schema.clone()),
        entities: ["contexts", "derived_contexts"]
            .into_iter()
            .filter_map(text)
            .flat_map(|text| entities(&text))
            .collect(),
        time: text("derived_tstamp").or_else(|| text("collector_tstamp")).and_then(|time| time::parse(&time)),
        application: text("app_id"),
        platform: text("platform"),
        sdk: text("v_tracker"),
        id: text("event_id"),
        failed: Some(Failed {
            kind,
            messages: messages.map_or("[]".into(), |messages| messages.text().into()),
        }),
        ..CollectedEvent::new(EventKind::Track, name, Properties::new(own.data))
    })
}

/// What is self-describing within something self-describing.
fn inner(text: &str) -> Option<Entity<'static>> {
    let mut tape = Tape::default();
    entity(Raw::new(tape.read_sound(text).ok()?).get("data")?)
}

/// The entities of a field. Those that are none were a reason to refuse the event, and the messages tell of them.
fn entities(text: &str) -> Vec<Entity<'static>> {
    let mut tape = Tape::default();
    let contexts = tape.read_sound(text).ok().map(Raw::new);
    let list = contexts.and_then(|contexts| contexts.get("data"));
    list.into_iter().flat_map(Raw::items).filter_map(entity).collect()
}

fn entity(value: Raw<'_>) -> Option<Entity<'static>> {
    let schema = value.get("schema")?.string()?.into_owned().into();
    let data = value.get("data")?.text().to_owned().into();
    Some(Entity { schema, data })
}
