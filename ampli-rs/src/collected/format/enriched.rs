//! Snowplow's enriched events.

use std::borrow::Cow;

use snowplow_analytics::{Error, Event, FieldError, Timestamp};

use super::NoEvent;
use super::failed_lines::Failure;
use crate::collected::record::{BadReason, IgnoredReason};
use crate::collected::{CollectedEvent, Entity, EventKind, Properties};
use crate::json::push_quoted;

/// Whether the line is the one of names with which files begin that people have made.
pub(in crate::collected) fn is_header(line: &str) -> bool {
    line.starts_with("app_id\tplatform\tetl_tstamp\t")
}

/// The event of a line.
pub(in crate::collected) fn event(line: &str) -> Result<CollectedEvent<'_>, NoEvent<'_>> {
    let event = Event::parse(line).map_err(bad)?;
    let entities = event.entities().map_err(field)?.into_iter().map(|entity| {
        let data = entity.data().into();
        Entity { schema: entity.into_schema().into_text(), data }
    });
    let entities: Vec<Entity<'_>> = entities.collect();
    let failure = Failure::of(&entities);
    let Particular { kind, name, schema, version, properties } = particular(&event, failure.as_ref())?;
    Ok(CollectedEvent {
        schema,
        version,
        entities,
        time: time(&event),
        application: event.app_id().map(Cow::from),
        platform: event.platform().map(Cow::from),
        sdk: event.v_tracker().map(Cow::from),
        id: event.event_id().map(Cow::from),
        failed: failure.map(|failure| failure.failed),
        ..CollectedEvent::new(kind, name, properties)
    })
}

/// What is particular to an event.
struct Particular<'a> {
    kind: EventKind,
    name: Cow<'a, str>,
    schema: Option<Cow<'a, str>>,
    version: Option<Cow<'a, str>>,
    properties: Properties<'a>,
}

fn particular<'a>(event: &Event<'a>, failure: Option<&Failure>) -> Result<Particular<'a>, NoEvent<'a>> {
    let own = event.unstruct_event().map_err(field)?.map(|own| {
        let data = Properties::new(own.data());
        (own.into_schema().into_text(), data)
    });
    let failed = || failure?.own(event).map(|(schema, data)| (schema.into(), Properties::new(data)));
    if let Some((schema, properties)) = own.or_else(failed) {
        let (name, version) = (part(&schema, 1), part(&schema, 3));
        return Ok(Particular {
            kind: EventKind::Track,
            name,
            schema: Some(schema),
            version: Some(version),
            properties,
        });
    }
    let plain = |kind, name, properties| Particular { kind, name, schema: None, version: None, properties };
    match (event.event().unwrap_or_default(), failure) {
        ("page_view", _) => Ok(plain(EventKind::Page, Cow::from(""), Properties::new("{}"))),
        ("struct", _) => {
            let name = event.se_action().unwrap_or_default();
            Ok(plain(EventKind::Track, name.into(), Properties::new(structured(event))))
        }
        ("unstruct", Some(failure)) => {
            Err(NoEvent::Ignored(IgnoredReason::Failed(failure.failed.kind.clone())))
        }
        ("unstruct", None) => Err(NoEvent::Bad(BadReason::Shape("a self-describing event without its data"))),
        (other, _) => Err(NoEvent::Ignored(IgnoredReason::Automatic(other.into()))),
    }
}

/// A part of an Iglu URI, which has four: vendor, name, format, version.
pub(super) fn part<'a>(uri: &Cow<'a, str>, index: usize) -> Cow<'a, str> {
    match uri {
        Cow::Borrowed(uri) => uri.split('/').nth(index).unwrap_or_default().into(),
        Cow::Owned(uri) => uri.split('/').nth(index).unwrap_or_default().to_owned().into(),
    }
}

/// The fields of a structured event as properties.
fn structured(event: &Event<'_>) -> String {
    let mut text = String::from("{");
    let mut add = |name: &str, value: Option<&str>, is_number: bool| {
        let Some(value) = value else { return };
        if text.len() > 1 {
            text.push(',');
        }
        push_quoted(name, &mut text);
        text.push(':');
        if is_number && serde_json::from_str::<serde_json::Number>(value).is_ok() {
            text.push_str(value);
        } else {
            push_quoted(value, &mut text);
        }
    };
    add("category", event.se_category(), false);
    add("action", event.se_action(), false);
    add("label", event.se_label(), false);
    add("property", event.se_property(), false);
    add("value", event.se_value(), true);
    text.push('}');
    text
}

/// When it happened, as the pipeline has settled it; of lines that were not settled, when it was collected.
fn time(event: &Event<'_>) -> Option<i64> {
    let time = event.derived_tstamp().ok().flatten().or(event.collector_tstamp().ok().flatten());
    time.map(|time: Timestamp| time.unix_seconds() * 1_000_000 + i64::from(time.nanosecond() / 1_000))
}

/// The first mistake of a self-describing field is as good a reason as all of them.
fn field<'a>(error: FieldError) -> NoEvent<'a> {
    bad(Error::Fields(vec![error]))
}

fn bad<'a>(error: Error) -> NoEvent<'a> {
    NoEvent::Bad(BadReason::Enriched(error))
}
