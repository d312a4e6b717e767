//! The calls of Segment, which others have taken over: Segment's HTTP Tracking API.

mod options;

pub use self::options::SegmentOptions;

use std::any::Any;

use super::layers::Layers;
use super::members::{Members, write_string};
use crate::delivery::{Attempt, Message, MessageKind, Unfit};
use crate::properties::Properties;

/// How many bytes a call may have, as both vendors document it.
pub(super) const MOST_CALL_BYTES: usize = 32 * 1024;

/// Where the vendors' forms differ.
pub(super) struct Dialect {
    /// The members of each call unless something else is said.
    pub(super) defaults: &'static str,
    /// Whether calls say that they come from a server, and when they were made apart from when they count.
    pub(super) says_channel: bool,
    /// Whether the traits of a user stand in the context.
    pub(super) traits_in_context: bool,
}

/// The members of the context that name this library.
macro_rules! library_context {
    () => {
        concat!(
            "\"context\":{\"library\":{\"name\":\"itly-runtime\",\"version\":\"",
            env!("CARGO_PKG_VERSION"),
            "\"}}"
        )
    };
}

pub(super) use library_context;

/// What a program says with a call: [`SegmentOptions`], or the same members as [`Properties`].
pub(super) fn options_json(options: &(dyn Any + Send + Sync)) -> Option<String> {
    let members = match options.downcast_ref::<SegmentOptions>() {
        Some(options) => options.members(),
        None => options.downcast_ref::<Properties<'static>>()?,
    };
    Some(members.members_json().to_owned())
}

/// Writes `message` as a call; `settings` holds what the program says of all calls.
pub(super) fn write(
    message: &Message<'_>,
    settings: &SegmentOptions,
    dialect: &Dialect,
    body: &mut Vec<u8>,
) -> Result<(), Unfit> {
    let layers = Layers::of(message, settings.members().members_json(), dialect.defaults);
    let anonymous_id = layers.text("anonymousId").filter(|id| !id.is_empty());
    check(message, anonymous_id.is_some())?;
    Members::object(body, |call| {
        call.text("type", message.kind.name());
        if let Some(id) = &anonymous_id {
            call.text("anonymousId", id);
        }
        if !message.user_id.is_empty() {
            call.text("userId", message.user_id);
        }
        write_subject(message, dialect, call);
        write_time(message, &layers, dialect, call);
        call.ascii("messageId", &message.stamp.message_id.to_text());
        call.nested("context", |context| write_context(message, &layers, dialect, context));
        call.nested("integrations", |integrations| {
            layers.inner("integrations").each(|name, value| integrations.raw(name, value));
        });
    });
    Ok(())
}

/// Writes what comes after the calls of a batch.
pub(super) fn write_end(attempt: &Attempt, write_key: Option<&str>, body: &mut Vec<u8>) {
    body.extend_from_slice(b"],\"sentAt\":\"");
    body.extend_from_slice(&attempt.time.to_rfc3339());
    body.push(b'"');
    if let Some(write_key) = write_key {
        body.extend_from_slice(b",\"writeKey\":");
        write_string(write_key, body);
    }
    body.push(b'}');
}

/// The receivers answer 200 also to what they throw away: nobody else says that something is missing.
fn check(message: &Message<'_>, has_anonymous_id: bool) -> Result<(), Unfit> {
    let lacks = |text: Option<&str>| text.unwrap_or_default().is_empty();
    let missing = match message.kind {
        MessageKind::Alias if message.user_id.is_empty() => "an alias needs the id of a user",
        MessageKind::Alias if lacks(message.target) => "an alias needs the user's former id",
        MessageKind::Group if lacks(message.target) => "a group needs an id",
        MessageKind::Track if lacks(message.name) => "an event needs a name",
        _ if message.user_id.is_empty() && !has_anonymous_id => {
            "a call needs the id of a user, or an anonymous id as an option"
        }
        _ => return Ok(()),
    };
    Err(Unfit::new(missing))
}

/// Writes what the call is about.
fn write_subject(message: &Message<'_>, dialect: &Dialect, call: &mut Members<'_>) {
    let members = message.properties.unwrap_or_default();
    match message.kind {
        MessageKind::Track => call.text("event", message.name.unwrap_or_default()),
        MessageKind::Group => call.text("groupId", message.target.unwrap_or_default()),
        MessageKind::Alias => call.text("previousId", message.target.unwrap_or_default()),
        MessageKind::Page | MessageKind::Screen => {
            let texts = [("category", message.category), ("name", message.name)];
            for (key, text) in texts {
                if let Some(text) = text {
                    call.text(key, text);
                }
            }
        }
        MessageKind::Identify => {}
    }
    match message.kind {
        MessageKind::Track | MessageKind::Page | MessageKind::Screen => call.members("properties", members),
        MessageKind::Identify if dialect.traits_in_context => {}
        MessageKind::Identify | MessageKind::Group => call.members("traits", members),
        MessageKind::Alias => {}
    }
}

fn write_time(message: &Message<'_>, layers: &Layers<'_>, dialect: &Dialect, call: &mut Members<'_>) {
    let keys: &[&str] =
        if dialect.says_channel { &["originalTimestamp", "timestamp"] } else { &["timestamp"] };
    for key in keys {
        match layers.raw("timestamp") {
            Some(timestamp) => call.raw(key, timestamp),
            None => call.ascii(key, &message.stamp.time.to_rfc3339()),
        }
    }
    if dialect.says_channel {
        call.text("channel", "server");
    }
}

fn write_context(message: &Message<'_>, layers: &Layers<'_>, dialect: &Dialect, context: &mut Members<'_>) {
    let holds_traits = dialect.traits_in_context && message.kind == MessageKind::Identify;
    layers.inner("context").each(|name, value| {
        if !(holds_traits && name == "traits") {
            context.raw(name, value);
        }
    });
    if holds_traits {
        context.members("traits", message.properties.unwrap_or_default());
    }
}
