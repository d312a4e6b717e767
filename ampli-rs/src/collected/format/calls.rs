//! Calls in the words of Segment's specification: those of Segment, of RudderStack, and of our own `JsonLines` destination.

use std::borrow::Cow;

use super::NoEvent;
use crate::collected::raw::Raw;
use crate::collected::record::{BadReason, IgnoredReason};
use crate::collected::{CollectedEvent, EventKind, Properties, time};

/// The members of a call that say something here.
#[derive(Default)]
struct Call<'a> {
    kind: Option<Cow<'a, str>>,
    event: Option<Raw<'a>>,
    name: Option<Raw<'a>>,
    properties: Option<Raw<'a>>,
    traits: Option<Raw<'a>>,
    context: Option<Raw<'a>>,
    original_timestamp: Option<Raw<'a>>,
    timestamp: Option<Raw<'a>>,
    id: Option<Raw<'a>>,
    version: Option<Raw<'a>>,
    channel: Option<Raw<'a>>,
}

impl<'a> Call<'a> {
    fn of(record: Raw<'a>) -> Self {
        let mut call = Self::default();
        for (key, value) in record.members() {
            match &*key {
                "type" => call.kind = value.string(),
                "event" => call.event = Some(value),
                "name" => call.name = Some(value),
                "properties" => call.properties = Some(value),
                "traits" => call.traits = Some(value),
                "context" => call.context = Some(value),
                "originalTimestamp" => call.original_timestamp = Some(value),
                "timestamp" => call.timestamp = Some(value),
                "messageId" => call.id = Some(value),
                "eventVersion" => call.version = Some(value),
                "channel" => call.channel = Some(value),
                _ => {}
            }
        }
        call
    }
}

/// The event of a call; `around` is the context of the body that it came in.
pub(super) fn event<'a>(record: Raw<'a>, around: Option<Raw<'a>>) -> Result<CollectedEvent<'a>, NoEvent<'a>> {
    let call = Call::of(record);
    let shape = |what| NoEvent::Bad(BadReason::Shape(what));
    let word = call.kind.clone().ok_or_else(|| shape("no `type` of a call"))?;
    let kind = match &*word {
        "track" => EventKind::Track,
        "identify" => EventKind::Identify,
        "group" => EventKind::Group,
        "page" => EventKind::Page,
        "screen" => EventKind::Screen,
        "alias" | "delete" => return Err(NoEvent::Ignored(IgnoredReason::Call(word))),
        _ => return Err(shape("a `type` that no call has")),
    };
    let name = match kind {
        EventKind::Track => {
            let name = call.event.and_then(Raw::filled);
            name.ok_or_else(|| shape("a track call without the name of its `event`"))?
        }
        EventKind::Page | EventKind::Screen => call.name.and_then(Raw::string).unwrap_or_default(),
        _ => Cow::from(""),
    };
    let said = Said::new(call.context, around);
    let properties = match kind {
        // RudderStack's older libraries put them into the context.
        EventKind::Identify => call.traits.or_else(|| said.of("traits")),
        EventKind::Group => call.traits,
        _ => call.properties,
    };
    let properties = object(properties).ok_or_else(|| shape("properties that are no object"))?;
    Ok(CollectedEvent {
        version: call.version.and_then(Raw::label).or_else(|| said.version()),
        time: call.timestamp.and_then(time::of).or_else(|| call.original_timestamp.and_then(time::of)),
        application: said.application(),
        platform: said.platform().or_else(|| call.channel.and_then(Raw::filled)),
        sdk: said.sdk(),
        id: call.id.and_then(Raw::label),
        ..CollectedEvent::new(kind, name, properties)
    })
}

/// The properties that an object has; of nothing, none.
pub(super) fn object(value: Option<Raw<'_>>) -> Option<Properties<'_>> {
    match value.filter(|value| !value.is_null()) {
        None => Some(Properties::new("{}")),
        Some(value) => value.is_object().then(|| Properties::of_view(value.view())),
    }
}

/// What the context of a call says, and that of the body around it.
struct Said<'a> {
    own: Vec<(Cow<'a, str>, Raw<'a>)>,
    around: Option<Raw<'a>>,
}

impl<'a> Said<'a> {
    fn new(own: Option<Raw<'a>>, around: Option<Raw<'a>>) -> Self {
        let wanted = ["library", "app", "device", "os", "protocols", "traits"];
        let members = own.into_iter().flat_map(Raw::members);
        Self { own: members.filter(|(key, _)| wanted.contains(&&**key)).collect(), around }
    }

    fn of(&self, key: &str) -> Option<Raw<'a>> {
        let own = self.own.iter().rev().find(|(known, _)| known == key).map(|(_, value)| *value);
        own.or_else(|| self.around?.get(key))
    }

    fn text(&self, key: &str, inner: &str) -> Option<Cow<'a, str>> {
        self.of(key)?.get(inner)?.label()
    }

    fn application(&self) -> Option<Cow<'a, str>> {
        self.text("app", "name").or_else(|| self.text("app", "namespace"))
    }

    fn platform(&self) -> Option<Cow<'a, str>> {
        self.text("device", "type").or_else(|| self.text("os", "name"))
    }

    fn version(&self) -> Option<Cow<'a, str>> {
        self.text("protocols", "event_version")
    }

    fn sdk(&self) -> Option<Cow<'a, str>> {
        let name = self.text("library", "name")?;
        Some(match self.text("library", "version") {
            Some(version) => format!("{name} {version}").into(),
            None => name,
        })
    }
}
