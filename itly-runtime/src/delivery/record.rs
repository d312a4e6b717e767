//! A message as one line of JSON that says all of it: what the spool holds.

use std::borrow::Cow;

use super::message::{Message, MessageKind};
use crate::json::escape::escaped;
use crate::json_reader::RawMembers;
use crate::stamp::{MessageId, Stamp, Timestamp};
use crate::value::Value;

const KINDS: [MessageKind; 6] = [
    MessageKind::Track,
    MessageKind::Identify,
    MessageKind::Group,
    MessageKind::Page,
    MessageKind::Screen,
    MessageKind::Alias,
];

/// Appends `message` to `out`.
pub(crate) fn write(message: &Message<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"type\":\"");
    out.extend_from_slice(message.kind.name().as_bytes());
    out.extend_from_slice(b"\",\"messageId\":\"");
    out.extend_from_slice(&message.stamp.message_id.to_text());
    out.extend_from_slice(b"\",\"timestamp\":");
    out.extend_from_slice(message.stamp.time.unix_milliseconds().to_string().as_bytes());
    write_text("userId", Some(message.user_id), out);
    write_text("target", message.target, out);
    write_text("category", message.category, out);
    write_text("name", message.name, out);
    write_text("eventId", message.event_id, out);
    write_text("eventVersion", message.event_version, out);
    write_members("properties", message.properties, out);
    if let Some(metadata) = message.metadata {
        out.extend_from_slice(b",\"metadata\":");
        out.extend_from_slice(metadata.as_bytes());
    }
    write_members("options", message.options, out);
    out.push(b'}');
}

fn write_text(key: &str, text: Option<&str>, out: &mut Vec<u8>) {
    if let Some(text) = text {
        out.extend_from_slice(format!(",\"{key}\":\"").as_bytes());
        escaped(text, |piece| out.extend_from_slice(piece.as_bytes()));
        out.push(b'"');
    }
}

fn write_members(key: &str, members: Option<&str>, out: &mut Vec<u8>) {
    if let Some(members) = members {
        out.extend_from_slice(format!(",\"{key}\":{{").as_bytes());
        out.extend_from_slice(members.as_bytes());
        out.push(b'}');
    }
}

/// What a line says.
#[derive(Default)]
pub(crate) struct Recorded<'a> {
    kind: Option<MessageKind>,
    message_id: Option<MessageId>,
    time: Option<Timestamp>,
    user_id: Option<Cow<'a, str>>,
    target: Option<Cow<'a, str>>,
    category: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    event_id: Option<Cow<'a, str>>,
    event_version: Option<Cow<'a, str>>,
    properties: Option<&'a str>,
    metadata: Option<&'a str>,
    options: Option<&'a str>,
}

impl<'a> Recorded<'a> {
    /// Reads what [`write`] wrote. Keys that it does not know are those of a later version, and are passed over.
    pub(crate) fn read(line: &'a [u8]) -> Self {
        let text = std::str::from_utf8(line).unwrap_or_default();
        let mut recorded = Self::default();
        for member in RawMembers::new(inner(text).unwrap_or_default()) {
            match &*member.name {
                "type" => recorded.kind = kind(member.value),
                "messageId" => recorded.message_id = string(member.value).and_then(|text| message_id(&text)),
                "timestamp" => {
                    recorded.time = member.value.parse().ok().map(Timestamp::from_unix_milliseconds);
                }
                "userId" => recorded.user_id = string(member.value),
                "target" => recorded.target = string(member.value),
                "category" => recorded.category = string(member.value),
                "name" => recorded.name = string(member.value),
                "eventId" => recorded.event_id = string(member.value),
                "eventVersion" => recorded.event_version = string(member.value),
                "properties" => recorded.properties = inner(member.value),
                "metadata" => recorded.metadata = Some(member.value),
                "options" => recorded.options = inner(member.value),
                _ => {}
            }
        }
        recorded
    }

    /// The message; nothing if the line says none.
    pub(crate) fn message(&self) -> Option<Message<'_>> {
        let stamp = Stamp::new(self.message_id?, self.time?);
        Some(Message {
            target: self.target.as_deref(),
            category: self.category.as_deref(),
            name: self.name.as_deref(),
            event_id: self.event_id.as_deref(),
            event_version: self.event_version.as_deref(),
            properties: self.properties,
            metadata: self.metadata,
            options: self.options,
            ..Message::new(self.kind?, stamp, self.user_id.as_deref()?)
        })
    }
}

/// What is between the braces of an object.
fn inner(object: &str) -> Option<&str> {
    object.strip_prefix('{')?.strip_suffix('}')
}

fn string(value: &str) -> Option<Cow<'_, str>> {
    match Value::from_json(value)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn kind(value: &str) -> Option<MessageKind> {
    let name = string(value)?;
    KINDS.into_iter().find(|kind| kind.name() == name)
}

fn message_id(text: &str) -> Option<MessageId> {
    let digits: String = text.split('-').collect();
    let is_id = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u128::from_str_radix(&digits, 16).ok().filter(|_| is_id)?;
    Some(MessageId::from_bytes(number.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::{KINDS, Recorded, write};
    use crate::delivery::message::Message;
    use crate::stamp::{MessageId, Stamp, Timestamp};

    proptest! {
        #[test]
        fn every_message_comes_back_as_it_was(
            (kind, id, time) in (0..KINDS.len(), any::<[u8; 16]>(), any::<u64>()),
            user_id in any::<String>(),
            texts in proptest::array::uniform5(option::of(any::<String>())),
            objects in proptest::array::uniform3(option::of(0..3_usize)),
        ) {
            const MEMBERS: [&str; 3] = ["", r#""n":1.50,"t":"a\"}{b","o":{"x":[1,{"y":null}]}"#, r#""é":"\u0007""#];
            let stamp = Stamp::new(MessageId::from_bytes(id), Timestamp::from_unix_milliseconds(time));
            let [target, category, name, event_id, event_version] = &texts;
            let metadata = objects[1].map(|index| format!("{{{}}}", MEMBERS[index]));
            let message = Message {
                target: target.as_deref(),
                category: category.as_deref(),
                name: name.as_deref(),
                event_id: event_id.as_deref(),
                event_version: event_version.as_deref(),
                properties: objects[0].map(|index| MEMBERS[index]),
                metadata: metadata.as_deref(),
                options: objects[2].map(|index| MEMBERS[index]),
                ..Message::new(KINDS[kind], stamp, &user_id)
            };
            let mut line = Vec::new();
            write(&message, &mut line);
            prop_assert!(!line.contains(&b'\n'));
            let recorded = Recorded::read(&line);
            prop_assert_eq!(recorded.message(), Some(message));
        }

        #[test]
        fn any_other_line_is_no_message_and_no_panic(line in proptest::collection::vec(any::<u8>(), 0..200)) {
            let recorded = Recorded::read(&line);
            prop_assert_eq!(recorded.message(), None);
        }

        #[test]
        fn a_line_that_is_cut_is_no_panic(cut in 0..200_usize) {
            let stamp = Stamp::new(MessageId::from_bytes([7; 16]), Timestamp::from_unix_milliseconds(1));
            let mut line = Vec::new();
            write(&Message { properties: Some(r#""a":"b""#), ..Message::new(KINDS[0], stamp, "user") }, &mut line);
            line.truncate(cut);
            let _ = Recorded::read(&line).message();
        }
    }
}
