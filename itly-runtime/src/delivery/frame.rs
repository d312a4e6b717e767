//! The form in which messages wait: bytes that are written once, on the thread of the caller, and read in place.
//!
//! ```text
//! kind (1) | present texts (1, a bit each) | message id (16) | time (8, milliseconds, little endian) |
//! user id | the present texts in the order of `OPTIONAL`
//! ```
//!
//! Each text is its length in bytes (4, little endian) and its UTF-8.

use super::message::{Message, MessageKind};
use crate::stamp::{MessageId, Stamp, Timestamp};

const HEAD: usize = 1 + 1 + 16 + 8;
const OPTIONAL: usize = 7;

/// Each text stands behind its length. A frame is shorter than what these can say: see `MAX_FRAME_BYTES` of the blocks.
const TEXT_HEAD: usize = 4;

/// Bytes that are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// How many bytes [`write`] appends for `message`.
pub(crate) fn length(message: &Message<'_>) -> usize {
    let optional: usize = optional_texts(message).iter().map(|text| text.map_or(0, text_length)).sum();
    HEAD + text_length(message.user_id) + optional
}

/// Appends `message` to `out`.
pub(crate) fn write(message: &Message<'_>, out: &mut Vec<u8>) {
    let optional = optional_texts(message);
    let present =
        (0..).zip(&optional).fold(0, |bits, (place, text)| bits | u8::from(text.is_some()) << place);
    out.push(kind_byte(message.kind));
    out.push(present);
    out.extend_from_slice(message.stamp.message_id.as_bytes());
    out.extend_from_slice(&message.stamp.time.unix_milliseconds().to_le_bytes());
    write_text(message.user_id, out);
    for text in optional.iter().flatten() {
        write_text(text, out);
    }
}

/// Reads the message that fills `bytes`, borrowing its texts.
pub(crate) fn read(bytes: &[u8]) -> Result<Message<'_>, Malformed> {
    let mut reader = Reader { rest: bytes };
    let kind = reader.kind()?;
    let [present] = reader.array()?;
    if present >> OPTIONAL != 0 {
        return Err(Malformed);
    }
    let message_id = MessageId::from_bytes(reader.array()?);
    let time = Timestamp::from_unix_milliseconds(u64::from_le_bytes(reader.array()?));
    let mut message = Message::new(kind, Stamp::new(message_id, time), reader.text()?);
    for (index, slot) in optional_slots(&mut message).into_iter().enumerate() {
        if present >> index & 1 == 1 {
            *slot = Some(reader.text()?);
        }
    }
    if reader.rest.is_empty() { Ok(message) } else { Err(Malformed) }
}

fn optional_texts<'a>(message: &Message<'a>) -> [Option<&'a str>; OPTIONAL] {
    [
        message.target,
        message.category,
        message.name,
        message.event_id,
        message.event_version,
        message.properties,
        message.metadata,
    ]
}

fn optional_slots<'m, 'a>(message: &'m mut Message<'a>) -> [&'m mut Option<&'a str>; OPTIONAL] {
    [
        &mut message.target,
        &mut message.category,
        &mut message.name,
        &mut message.event_id,
        &mut message.event_version,
        &mut message.properties,
        &mut message.metadata,
    ]
}

fn kind_byte(kind: MessageKind) -> u8 {
    match kind {
        MessageKind::Track => 0,
        MessageKind::Identify => 1,
        MessageKind::Group => 2,
        MessageKind::Page => 3,
        MessageKind::Screen => 4,
        MessageKind::Alias => 5,
    }
}

fn text_length(text: &str) -> usize {
    TEXT_HEAD + text.len()
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn kind(&mut self) -> Result<MessageKind, Malformed> {
        let [byte] = self.array()?;
        Ok(match byte {
            0 => MessageKind::Track,
            1 => MessageKind::Identify,
            2 => MessageKind::Group,
            3 => MessageKind::Page,
            4 => MessageKind::Screen,
            5 => MessageKind::Alias,
            _ => return Err(Malformed),
        })
    }

    fn text(&mut self) -> Result<&'a str, Malformed> {
        let length = u32::from_le_bytes(self.array()?);
        let (text, rest) = self.rest.split_at_checked(length as usize).ok_or(Malformed)?;
        self.rest = rest;
        std::str::from_utf8(text).map_err(|_| Malformed)
    }

    fn array<const LENGTH: usize>(&mut self) -> Result<[u8; LENGTH], Malformed> {
        let (array, rest) = self.rest.split_first_chunk().ok_or(Malformed)?;
        self.rest = rest;
        Ok(*array)
    }
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::{Malformed, length, read, write};
    use crate::delivery::message::{Message, MessageKind};
    use crate::stamp::{MessageId, Stamp, Timestamp};

    const KINDS: [MessageKind; 6] = [
        MessageKind::Track,
        MessageKind::Identify,
        MessageKind::Group,
        MessageKind::Page,
        MessageKind::Screen,
        MessageKind::Alias,
    ];

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), (0..40_000_usize).prop_map(|length| "ä".repeat(length))]
    }

    fn frame(message: &Message<'_>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(message, &mut bytes);
        bytes
    }

    proptest! {
        #[test]
        fn every_message_comes_back_as_it_was(
            (kind, id, time) in (0..KINDS.len(), any::<[u8; 16]>(), any::<u64>()),
            user_id in text(),
            texts in proptest::array::uniform7(option::of(text())),
        ) {
            let stamp = Stamp::new(MessageId::from_bytes(id), Timestamp::from_unix_milliseconds(time));
            let [target, category, name, event_id, event_version, properties, metadata] = &texts;
            let message = Message {
                target: target.as_deref(),
                category: category.as_deref(),
                name: name.as_deref(),
                event_id: event_id.as_deref(),
                event_version: event_version.as_deref(),
                properties: properties.as_deref(),
                metadata: metadata.as_deref(),
                ..Message::new(KINDS[kind], stamp, &user_id)
            };
            let bytes = frame(&message);
            prop_assert_eq!(bytes.len(), length(&message));
            prop_assert_eq!(read(&bytes), Ok(message));
        }

        #[test]
        fn any_bytes_are_a_message_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }

        #[test]
        fn a_frame_that_is_cut_or_too_long_is_malformed(cut in 0..60_usize) {
            let stamp = Stamp::new(MessageId::from_bytes([7; 16]), Timestamp::from_unix_milliseconds(1));
            let message = Message { name: Some("Song Played"), ..Message::new(MessageKind::Track, stamp, "u-1") };
            let mut bytes = frame(&message);
            let shorter = &bytes[..cut.min(bytes.len() - 1)];
            prop_assert_eq!(read(shorter), Err(Malformed));
            bytes.push(0);
            prop_assert_eq!(read(&bytes), Err(Malformed));
        }
    }

    #[test]
    fn a_length_beyond_every_text_is_malformed() {
        let mut bytes = vec![0; super::HEAD];
        bytes.extend([0xff; 11]);
        assert_eq!(read(&bytes), Err(Malformed));
    }
}
