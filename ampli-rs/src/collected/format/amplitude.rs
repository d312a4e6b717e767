//! Amplitude's events, as libraries send them and as exports have them.

use std::borrow::Cow;

use super::NoEvent;
use super::calls::object;
use crate::collected::raw::Raw;
use crate::collected::record::BadReason;
use crate::collected::{CollectedEvent, EventKind, time};

/// Members of an event. Exports have other names for some.
#[derive(Default)]
struct Members<'a> {
    event_type: Option<Raw<'a>>,
    properties: Option<Raw<'a>>,
    user_properties: Option<Raw<'a>>,
    group_properties: Option<Raw<'a>>,
    time: Option<Raw<'a>>,
    id: Option<Raw<'a>>,
    library: Option<Raw<'a>>,
    application: Option<Raw<'a>>,
    platform: Option<Raw<'a>>,
}

impl<'a> Members<'a> {
    fn of(record: Raw<'a>) -> Self {
        let mut members = Self::default();
        for (key, value) in record.members() {
            match &*key {
                "event_type" => members.event_type = Some(value),
                "event_properties" => members.properties = Some(value),
                "user_properties" => members.user_properties = Some(value),
                "group_properties" => members.group_properties = Some(value),
                "time" | "event_time" => members.time = Some(value),
                "insert_id" | "$insert_id" => members.id = Some(value),
                "library" => members.library = Some(value),
                "app" => members.application = Some(value),
                "platform" => members.platform = Some(value),
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
    let name = members.event_type.and_then(Raw::filled);
    let name = name.ok_or_else(|| shape("an event without the name of its `event_type`"))?;
    let (kind, name, properties) = match &*name {
        "$identify" => (EventKind::Identify, Cow::from(""), set_of(members.user_properties)),
        "$groupidentify" => (EventKind::Group, Cow::from(""), set_of(members.group_properties)),
        _ => (EventKind::Track, name, members.properties),
    };
    let properties = object(properties).ok_or_else(|| shape("properties that are no object"))?;
    Ok(CollectedEvent {
        time: members.time.and_then(time::of),
        application: members.application.and_then(Raw::label),
        platform: members.platform.and_then(Raw::filled),
        sdk: members.library.and_then(Raw::filled),
        id: members.id.and_then(Raw::filled),
        ..CollectedEvent::new(kind, name, properties)
    })
}

/// What is set of properties that say what is done with each; exports have what has come of it.
fn set_of(properties: Option<Raw<'_>>) -> Option<Raw<'_>> {
    let properties = properties?;
    match properties.get("$set") {
        Some(set) => Some(set),
        None if properties.members().all(|(key, _)| key.starts_with('$')) => None,
        None => Some(properties),
    }
}
