//! An event as a JSON object for whoever asks for no other form: the names are those of Segment's calls.

use super::message::{Message, MessageKind};
use crate::json::escape::escaped;

/// Appends the object of `message`, on one line.
pub(crate) fn write(message: &Message<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"type\":\"");
    out.extend_from_slice(message.kind.name().as_bytes());
    out.extend_from_slice(b"\",\"messageId\":\"");
    out.extend_from_slice(&message.stamp.message_id.to_text());
    out.extend_from_slice(b"\",\"timestamp\":\"");
    out.extend_from_slice(&message.stamp.time.to_rfc3339());
    out.extend_from_slice(b"\",\"userId\":");
    write_string(message.user_id, out);
    let keys = Keys::of(message.kind);
    write_text(keys.target, message.target, out);
    write_text(b",\"category\":", message.category, out);
    write_text(keys.name, message.name, out);
    write_text(b",\"eventId\":", message.event_id, out);
    write_text(b",\"eventVersion\":", message.event_version, out);
    if let Some(members) = message.properties {
        out.extend_from_slice(keys.properties);
        out.extend_from_slice(members.as_bytes());
        out.push(b'}');
    }
    out.push(b'}');
}

/// What stands before the values whose keys differ between the kinds of messages.
struct Keys {
    target: &'static [u8],
    name: &'static [u8],
    properties: &'static [u8],
}

impl Keys {
    const USUAL: Self =
        Self { target: b",\"target\":", name: b",\"name\":", properties: b",\"properties\":{" };
    const TRAITS: Self = Self { properties: b",\"traits\":{", ..Self::USUAL };

    fn of(kind: MessageKind) -> Self {
        match kind {
            MessageKind::Track => Self { name: b",\"event\":", ..Self::USUAL },
            MessageKind::Identify => Self::TRAITS,
            MessageKind::Group => Self { target: b",\"groupId\":", ..Self::TRAITS },
            MessageKind::Page | MessageKind::Screen => Self::USUAL,
            MessageKind::Alias => Self { target: b",\"previousId\":", ..Self::USUAL },
        }
    }
}

fn write_text(key: &[u8], text: Option<&str>, out: &mut Vec<u8>) {
    if let Some(text) = text {
        out.extend_from_slice(key);
        write_string(text, out);
    }
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    escaped(text, |piece| out.extend_from_slice(piece.as_bytes()));
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::delivery::{Message, MessageKind};
    use crate::stamp::{MessageId, Stamp, Timestamp};

    fn message(kind: MessageKind) -> Message<'static> {
        let id = MessageId::from_bytes(*b"\x01\x9b\x7d\x4a\x2f\x0e\x7c\x31\x9a\x44\x5d\x1f\x0c\x3b\x2a\x17");
        Message::new(kind, Stamp::new(id, Timestamp::from_unix_milliseconds(1_767_323_045_678)), "u-\"1\"")
    }

    fn text(message: &Message<'_>) -> String {
        let mut out = Vec::new();
        write(message, &mut out);
        String::from_utf8(out).unwrap()
    }

    const HEAD: &str = r#""messageId":"019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17","timestamp":"2026-01-02T03:04:05.678Z","userId":"u-\"1\"""#;

    #[test]
    fn a_track_has_its_event_and_its_place_in_the_plan() {
        let message = Message {
            name: Some("Song Played"),
            event_id: Some("e1"),
            event_version: Some("1.0.0"),
            properties: Some(r#""n":1,"title":"a\nb""#),
            ..message(MessageKind::Track)
        };
        let rest = r#""event":"Song Played","eventId":"e1","eventVersion":"1.0.0","properties":{"n":1,"title":"a\nb"}"#;
        assert_eq!(text(&message), format!(r#"{{"type":"track",{HEAD},{rest}}}"#));
    }

    #[test]
    fn the_other_calls_have_their_own_keys() {
        let properties = Some(r#""a":1"#);
        let cases = [
            (Message { properties, ..message(MessageKind::Identify) }, r#","traits":{"a":1}"#),
            (
                Message { target: Some("g"), properties, ..message(MessageKind::Group) },
                r#","groupId":"g","traits":{"a":1}"#,
            ),
            (
                Message { category: Some("c"), name: Some("n"), properties, ..message(MessageKind::Page) },
                r#","category":"c","name":"n","properties":{"a":1}"#,
            ),
            (Message { name: Some("n"), ..message(MessageKind::Screen) }, r#","name":"n""#),
            (Message { target: Some("p"), ..message(MessageKind::Alias) }, r#","previousId":"p""#),
            (Message { properties: Some(""), ..message(MessageKind::Identify) }, r#","traits":{}"#),
        ];
        for (message, rest) in cases {
            assert_eq!(text(&message), format!(r#"{{"type":"{}",{HEAD}{rest}}}"#, message.kind.name()));
        }
    }
}
