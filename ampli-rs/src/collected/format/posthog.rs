//! PostHog's events, as libraries send them and as exports have them.

use std::borrow::Cow;

use super::NoEvent;
use super::calls::object;
use crate::collected::raw::Raw;
use crate::collected::record::{BadReason, IgnoredReason};
use crate::collected::tape::Tape;
use crate::collected::{CollectedEvent, EventKind, Properties, time};

/// Members of an event.
#[derive(Default)]
struct Members<'a> {
    event: Option<Raw<'a>>,
    properties: Option<Raw<'a>>,
    set: Option<Raw<'a>>,
    time: Option<Raw<'a>>,
    id: Option<Raw<'a>>,
    has_distinct_id: bool,
    has_token: bool,
}

impl<'a> Members<'a> {
    fn of(record: Raw<'a>) -> Self {
        let mut members = Self::default();
        for (key, value) in record.members() {
            match &*key {
                "event" => members.event = Some(value),
                "properties" => members.properties = Some(value),
                "$set" | "set" => members.set = Some(value),
                "timestamp" => members.time = Some(value),
                "uuid" => members.id = Some(value),
                "distinct_id" => members.has_distinct_id = true,
                "token" | "api_key" => members.has_token = true,
                _ => {}
            }
        }
        members
    }
}

/// The event of a record.
pub(super) fn event(record: Raw<'_>) -> Result<CollectedEvent<'_>, NoEvent<'_>> {
    let members = Members::of(record);
    let shape = |what| NoEvent::Bad(BadReason::Shape(what));
    let wire_name = members.event.and_then(Raw::filled);
    let wire_name = wire_name.ok_or_else(|| shape("an event without the name of its `event`"))?;
    // Some exports have the properties as a text.
    match members.properties.and_then(Raw::string) {
        None => read(&members, wire_name, members.properties),
        Some(text) => {
            let mut tape = Tape::default();
            let view = tape.read_sound(&text).map_err(|_| shape("properties that are no JSON"))?;
            read(&members, wire_name, Some(Raw::new(view))).map(owned).map_err(owned_reason)
        }
    }
}

/// Reads the properties, which need not be a part of the record.
fn read<'p, 'a: 'p>(
    members: &Members<'a>,
    wire_name: Cow<'a, str>,
    properties: Option<Raw<'p>>,
) -> Result<CollectedEvent<'p>, NoEvent<'p>> {
    let shape = |what| NoEvent::Bad(BadReason::Shape(what));
    if properties.is_some_and(|properties| !properties.is_object() && !properties.is_null()) {
        return Err(shape("properties that are no object"));
    }
    let said = |key: &str| properties.and_then(|properties| properties.get(key));
    let kind = match &*wire_name {
        "$identify" | "$set" => EventKind::Identify,
        "$groupidentify" => EventKind::Group,
        "$pageview" => EventKind::Page,
        "$screen" => EventKind::Screen,
        "$create_alias" | "$merge_dangerously" => {
            return Err(NoEvent::Ignored(IgnoredReason::Call(wire_name)));
        }
        name if name.starts_with('$') => {
            return Err(NoEvent::Ignored(IgnoredReason::Automatic(wire_name)));
        }
        _ => EventKind::Track,
    };
    let own = match kind {
        EventKind::Identify => object(said("$set").or(members.set)),
        EventKind::Group => object(said("$group_set")),
        _ => {
            properties.map_or_else(|| object(None), |properties| Some(without_additions(properties, members)))
        }
    };
    let name = match kind {
        EventKind::Track => wire_name,
        EventKind::Page => said("name").and_then(Raw::string).unwrap_or_default(),
        EventKind::Screen => said("$screen_name").and_then(Raw::string).unwrap_or_default(),
        _ => Cow::from(""),
    };
    let own = own.ok_or_else(|| shape("properties of a person or a group that are no object"))?;
    Ok(CollectedEvent {
        time: members.time.and_then(time::of),
        application: said("$app_name").or_else(|| said("$app_namespace")).and_then(Raw::filled),
        platform: said("$os").and_then(Raw::filled),
        sdk: sdk(said("$lib"), said("$lib_version")),
        id: members.id.and_then(Raw::filled),
        ..CollectedEvent::new(kind, name, own)
    })
}

/// The properties without those of PostHog's own, which its libraries and its servers have added.
fn without_additions<'p>(properties: Raw<'p>, members: &Members<'_>) -> Properties<'p> {
    let is_added = |key: &str| {
        // Libraries of browsers write what belongs to the event among its properties.
        key.starts_with('$')
            || (key == "token" && !members.has_token && properties.get("distinct_id").is_some())
            || (key == "distinct_id" && !members.has_distinct_id)
    };
    if !properties.members().any(|(key, _)| is_added(&key)) {
        return Properties::of_view(properties.view());
    }
    let mut own = String::from("{");
    for (key, value) in properties.members().filter(|(key, _)| !is_added(key)) {
        if own.len() > 1 {
            own.push(',');
        }
        crate::json::push_quoted(&key, &mut own);
        own.push(':');
        own.push_str(value.text());
    }
    own.push('}');
    Properties::new(own)
}

fn sdk<'p>(name: Option<Raw<'p>>, version: Option<Raw<'p>>) -> Option<Cow<'p, str>> {
    let name = name?.filled()?;
    Some(match version.and_then(Raw::filled) {
        Some(version) => format!("{name} {version}").into(),
        None => name,
    })
}

/// An event that borrows nothing.
fn owned<'a>(event: CollectedEvent<'_>) -> CollectedEvent<'a> {
    let text = |text: Cow<'_, str>| Cow::from(text.into_owned());
    let properties = event.properties.into_owned();
    CollectedEvent {
        time: event.time,
        application: event.application.map(text),
        platform: event.platform.map(text),
        sdk: event.sdk.map(text),
        id: event.id.map(text),
        ..CollectedEvent::new(event.kind, text(event.name), properties)
    }
}

fn owned_reason<'a>(reason: NoEvent<'_>) -> NoEvent<'a> {
    match reason {
        NoEvent::Bad(reason) => NoEvent::Bad(reason),
        NoEvent::Ignored(reason) => NoEvent::Ignored(reason.into_owned()),
    }
}
