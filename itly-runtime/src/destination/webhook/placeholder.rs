//! What stands in a body for something that is only known when it is sent.

use std::borrow::Cow;

use crate::delivery::{Attempt, Message, event_object};
use crate::json::escape::escaped;
use crate::json_reader::RawMembers;

/// The names of placeholders, but for those of single properties.
const NAMES: [(&str, Placeholder); 15] = [
    ("attempt", Placeholder::Attempt),
    ("batchId", Placeholder::BatchId),
    ("sentAt", Placeholder::SentAt),
    ("category", Placeholder::Category),
    ("eventId", Placeholder::EventId),
    ("eventVersion", Placeholder::EventVersion),
    ("messageId", Placeholder::MessageId),
    ("name", Placeholder::Name),
    ("object", Placeholder::Object),
    ("properties", Placeholder::Properties),
    ("target", Placeholder::Target),
    ("timestamp", Placeholder::Timestamp),
    ("type", Placeholder::Type),
    ("unixMilliseconds", Placeholder::UnixMilliseconds),
    ("userId", Placeholder::UserId),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Placeholder {
    Attempt,
    BatchId,
    SentAt,
    Category,
    EventId,
    EventVersion,
    MessageId,
    Name,
    Object,
    Properties,
    Property(String),
    Target,
    Timestamp,
    Type,
    UnixMilliseconds,
    UserId,
}

impl Placeholder {
    pub(super) fn parse(name: &str) -> Option<Self> {
        if let Some(property) = name.strip_prefix("properties.") {
            return Some(Self::Property(property.to_owned()));
        }
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, placeholder)| placeholder.clone())
    }

    /// The names of all of them, for a message.
    pub(super) fn names() -> String {
        let names: Vec<String> = NAMES.iter().map(|(name, _)| format!("`{name}`")).collect();
        format!("{} and `properties.<name>`", names.join(", "))
    }

    /// Whether it says something of the batch and not of one event.
    pub(super) fn is_of_batch(&self) -> bool {
        matches!(self, Self::Attempt | Self::BatchId | Self::SentAt)
    }

    /// What it says of a batch; nothing if it is of an event.
    pub(super) fn of_batch(&self, attempt: &Attempt) -> Spelling<'static> {
        match self {
            Self::Attempt => Spelling::Json(attempt.number.to_string().into()),
            Self::BatchId => Spelling::Text(attempt.batch_id.to_string().into()),
            Self::SentAt => Spelling::Text(attempt.time.to_string().into()),
            _ => Spelling::Nothing,
        }
    }

    /// What it says of `message`.
    pub(super) fn of_message<'a>(&self, message: &Message<'a>, attempt: &Attempt) -> Spelling<'a> {
        match self {
            Self::Attempt | Self::BatchId | Self::SentAt => self.of_batch(attempt),
            Self::Category => Spelling::of_text(message.category),
            Self::EventId => Spelling::of_text(message.event_id),
            Self::EventVersion => Spelling::of_text(message.event_version),
            Self::MessageId => Spelling::Text(message.stamp.message_id.to_string().into()),
            Self::Name => Spelling::of_text(message.name),
            Self::Object => {
                let mut object = Vec::new();
                event_object::write(message, &mut object);
                Spelling::Json(String::from_utf8_lossy(&object).into_owned().into())
            }
            Self::Properties => {
                Spelling::Json(format!("{{{}}}", message.properties.unwrap_or_default()).into())
            }
            Self::Property(name) => {
                let mut members = RawMembers::new(message.properties.unwrap_or_default());
                let member = members.find(|member| member.name == *name);
                member.map_or(Spelling::Nothing, |member| Spelling::of_json(member.value))
            }
            Self::Target => Spelling::of_text(message.target),
            Self::Timestamp => Spelling::Text(message.stamp.time.to_string().into()),
            Self::Type => Spelling::Text(message.kind.name().into()),
            Self::UnixMilliseconds => {
                Spelling::Json(message.stamp.time.unix_milliseconds().to_string().into())
            }
            Self::UserId => Spelling::of_text(Some(message.user_id)),
        }
    }
}

/// A value that can be a whole value of JSON or a part of a string.
pub(super) enum Spelling<'a> {
    Nothing,
    /// Text without escapes.
    Text(Cow<'a, str>),
    /// Text as it stands in a string of JSON.
    EscapedText(&'a str),
    /// Any other value as JSON.
    Json(Cow<'a, str>),
}

impl<'a> Spelling<'a> {
    fn of_text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Nothing, |text| Self::Text(text.into()))
    }

    fn of_json(json: &'a str) -> Self {
        match json.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(text) => Self::EscapedText(text),
            None => Self::Json(json.into()),
        }
    }

    /// Appends it as a value of JSON.
    pub(super) fn write_value(&self, body: &mut Vec<u8>) {
        match self {
            Self::Nothing => body.extend_from_slice(b"null"),
            Self::Json(json) => body.extend_from_slice(json.as_bytes()),
            Self::Text(_) | Self::EscapedText(_) => {
                body.push(b'"');
                self.write_part(body);
                body.push(b'"');
            }
        }
    }

    /// Appends it as a part of a string of JSON.
    pub(super) fn write_part(&self, body: &mut Vec<u8>) {
        match self {
            Self::Nothing => {}
            Self::EscapedText(text) => body.extend_from_slice(text.as_bytes()),
            Self::Text(text) | Self::Json(text) => {
                escaped(text, |piece| body.extend_from_slice(piece.as_bytes()));
            }
        }
    }
}
