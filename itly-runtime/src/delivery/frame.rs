//! The form in which messages wait: the texts one behind the other, copied once on the thread of the caller and read in
//! place, and a frame of fixed size that knows where each of them ends.
//!
//! The texts stay text by their type: nothing has to be decoded or proved to be UTF-8 again.

use std::num::NonZeroU32;

use super::message::{Message, MessageKind};
use crate::stamp::{Stamp, Timestamp};

/// How many texts a message may have.
const TEXTS: usize = 9;

/// The length of a text that the message does not have.
const ABSENT: u32 = u32::MAX;

/// The largest length of all texts of a message whose frame can tell it.
pub(crate) const MOST_TEXT_BYTES: usize = (ABSENT - 1) as usize;

/// Where a message that was read from disk lies there, in the list of whoever has read it.
pub(crate) type Place = NonZeroU32;

/// All of a message but its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    stamp: Stamp,
    /// In bytes, in the order of `texts`.
    lengths: [u32; TEXTS],
    text_bytes: u32,
    kind: MessageKind,
    /// Whether it is known what became of the message.
    pub(crate) is_settled: bool,
    /// Where the message lies on disk as well, for [`Backlog`](super::backlog::Backlog).
    pub(crate) place: Option<Place>,
}

/// How many bytes [`Frame::append`] appends for `message`.
pub(crate) fn text_bytes(message: &Message<'_>) -> usize {
    texts(message).iter().map(|text| text.map_or(0, str::len)).sum()
}

impl Frame {
    /// Appends the texts of `message` to `out`, which have [`MOST_TEXT_BYTES`] bytes at most, and returns their frame.
    pub(crate) fn append(message: &Message<'_>, out: &mut String) -> Self {
        let start = out.len();
        let lengths = texts(message).map(|text| {
            text.map_or(ABSENT, |text| {
                out.push_str(text);
                text.len() as u32
            })
        });
        let text_bytes = (out.len() - start) as u32;
        Self { stamp: message.stamp, lengths, text_bytes, kind: message.kind, is_settled: false, place: None }
    }

    /// When the call was made, by the wall clock.
    pub(crate) fn time(&self) -> Timestamp {
        self.stamp.time
    }

    /// How many bytes the texts have.
    pub(crate) fn text_bytes(&self) -> usize {
        self.text_bytes as usize
    }

    /// The message whose texts are `texts`.
    pub(crate) fn message<'a>(&self, texts: &'a str) -> Message<'a> {
        let mut rest = texts;
        let [user_id, optional @ ..] = self.lengths.map(|length| {
            let (text, behind) =
                (length != ABSENT).then(|| rest.split_at_checked(length as usize)).flatten()?;
            rest = behind;
            Some(text)
        });
        let [target, category, name, event_id, event_version, properties, metadata, options] = optional;
        Message {
            target,
            category,
            name,
            event_id,
            event_version,
            properties,
            metadata,
            options,
            ..Message::new(self.kind, self.stamp, user_id.unwrap_or_default())
        }
    }
}

fn texts<'a>(message: &Message<'a>) -> [Option<&'a str>; TEXTS] {
    [
        Some(message.user_id),
        message.target,
        message.category,
        message.name,
        message.event_id,
        message.event_version,
        message.properties,
        message.metadata,
        message.options,
    ]
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::{Frame, text_bytes};
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

    proptest! {
        #[test]
        fn every_message_comes_back_as_it_was(
            (kind, id, time) in (0..KINDS.len(), any::<[u8; 16]>(), any::<u64>()),
            user_id in text(),
            texts in proptest::array::uniform8(option::of(text())),
        ) {
            let stamp = Stamp::new(MessageId::from_bytes(id), Timestamp::from_unix_milliseconds(time));
            let [target, category, name, event_id, event_version, properties, metadata, options] = &texts;
            let message = Message {
                target: target.as_deref(),
                category: category.as_deref(),
                name: name.as_deref(),
                event_id: event_id.as_deref(),
                event_version: event_version.as_deref(),
                properties: properties.as_deref(),
                metadata: metadata.as_deref(),
                options: options.as_deref(),
                ..Message::new(KINDS[kind], stamp, &user_id)
            };
            let mut texts = String::new();
            let frame = Frame::append(&message, &mut texts);
            prop_assert_eq!(texts.len(), text_bytes(&message));
            prop_assert_eq!(texts.len(), frame.text_bytes());
            prop_assert_eq!(frame.message(&texts), message);
        }
    }
}
