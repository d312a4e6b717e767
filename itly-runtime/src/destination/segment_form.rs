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
    let made = message.stamp.time.to_rfc3339();
    match layers.raw("timestamp") {
        Some(timestamp) => call.raw("timestamp", timestamp),
        None => call.ascii("timestamp", &made),
    }
    if dialect.says_channel {
        call.ascii("originalTimestamp", &made);
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

#[cfg(test)]
mod tests {
    use super::{Dialect, SegmentOptions, options_json, write};
    use crate::delivery::{Message, MessageKind};
    use crate::destination::sample::{message, time};
    use crate::properties::Properties;

    const PLAIN: Dialect = Dialect {
        defaults: concat!(library_context!(), ",\"integrations\":{}"),
        says_channel: false,
        traits_in_context: false,
    };
    const OTHER: Dialect = Dialect { says_channel: true, traits_in_context: true, ..PLAIN };

    fn written_with(
        message: &Message<'_>,
        settings: &SegmentOptions,
        dialect: &Dialect,
    ) -> Result<String, String> {
        let mut body = Vec::new();
        write(message, settings, dialect, &mut body).map_err(|unfit| unfit.to_string())?;
        Ok(String::from_utf8(body).unwrap())
    }

    fn written(message: &Message<'_>) -> Result<String, String> {
        written_with(message, &SegmentOptions::new(), &PLAIN)
    }

    const TIME: &str = r#""timestamp":"2026-01-02T03:04:05.678Z""#;
    const ID: &str = r#""messageId":"019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17""#;
    const LIBRARY: &str = r#""library":{"name":"itly-runtime","version":"0.1.0"}"#;

    #[test]
    fn every_kind_of_call() {
        let properties = Some(r#""a":1.0"#);
        let cases = [
            (
                Message { name: Some("Song \"Played\""), properties, ..message(MessageKind::Track) },
                r#""event":"Song \"Played\"","properties":{"a":1.0}"#,
            ),
            (Message { name: Some("e"), ..message(MessageKind::Track) }, r#""event":"e","properties":{}"#),
            (Message { properties, ..message(MessageKind::Identify) }, r#""traits":{"a":1.0}"#),
            (
                Message { target: Some("g"), properties, ..message(MessageKind::Group) },
                r#""groupId":"g","traits":{"a":1.0}"#,
            ),
            (
                Message { category: Some("c"), name: Some("n"), ..message(MessageKind::Page) },
                r#""category":"c","name":"n","properties":{}"#,
            ),
            (
                Message { name: Some("n"), properties, ..message(MessageKind::Screen) },
                r#""name":"n","properties":{"a":1.0}"#,
            ),
            (Message { target: Some("p"), ..message(MessageKind::Alias) }, r#""previousId":"p""#),
        ];
        for (message, subject) in cases {
            let kind = message.kind.name();
            let expected = format!(
                r#"{{"type":"{kind}","userId":"user-1",{subject},{TIME},{ID},"context":{{{LIBRARY}}},"integrations":{{}}}}"#
            );
            assert_eq!(written(&message), Ok(expected));
        }
    }

    #[test]
    fn a_call_says_more_than_the_plan_and_the_settings() {
        let settings = SegmentOptions::new()
            .context(Properties::from([("ip", "0.0.0.0"), ("app", "x")]))
            .integrations(Properties::from([("All", true)]));
        let options = SegmentOptions::new()
            .anonymous_id("a-1")
            .timestamp(time())
            .context(Properties::from([("ip", "203.0.113.7")]));
        let options = options_json(&options).unwrap();
        let message = Message {
            user_id: "",
            name: Some("e"),
            options: Some(&options),
            metadata: Some(r#"{"integrations": {"Mixpanel": true, "All": false}}"#),
            ..message(MessageKind::Track)
        };
        let expected = format!(
            r#"{{"type":"track","anonymousId":"a-1","event":"e","properties":{{}},{TIME},{ID},"context":{{{LIBRARY},"app":"x","ip":"203.0.113.7"}},"integrations":{{"Mixpanel":true,"All":false}}}}"#
        );
        assert_eq!(written_with(&message, &settings, &PLAIN), Ok(expected));
        assert_eq!(options_json(&Properties::from([("a", 1)])).as_deref(), Some(r#""a":1"#));
        assert_eq!(options_json(&"of another type"), None);
    }

    #[test]
    fn the_other_dialect_has_the_traits_in_the_context() {
        let options = SegmentOptions::new().context(Properties::new().with("ip", "::1").with("traits", 1));
        let message = Message { properties: Some(r#""a":1"#), ..message(MessageKind::Identify) };
        let expected = format!(
            r#"{{"type":"identify","userId":"user-1",{TIME},"originalTimestamp":"2026-01-02T03:04:05.678Z","channel":"server",{ID},"context":{{{LIBRARY},"ip":"::1","traits":{{"a":1}}}},"integrations":{{}}}}"#
        );
        assert_eq!(written_with(&message, &options, &OTHER), Ok(expected));
    }

    #[test]
    fn what_would_be_thrown_away_unseen_is_refused() {
        let nobody = "a call needs the id of a user, or an anonymous id as an option";
        let cases = [
            (Message { name: Some("e"), user_id: "", ..message(MessageKind::Track) }, nobody),
            (Message { user_id: "", ..message(MessageKind::Identify) }, nobody),
            (
                Message {
                    name: Some("e"),
                    user_id: "",
                    options: Some(r#""anonymousId":"""#),
                    ..message(MessageKind::Track)
                },
                nobody,
            ),
            (Message { name: Some(""), ..message(MessageKind::Track) }, "an event needs a name"),
            (Message { target: Some(""), ..message(MessageKind::Group) }, "a group needs an id"),
            (
                Message { target: Some(""), ..message(MessageKind::Alias) },
                "an alias needs the user's former id",
            ),
            (Message { user_id: "", ..message(MessageKind::Alias) }, "an alias needs the id of a user"),
        ];
        for (message, refusal) in cases {
            assert_eq!(written(&message), Err(refusal.to_owned()));
        }
    }
}
