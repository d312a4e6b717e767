use super::body_error::WebhookBodyError;
use super::parts::{Joint, Parts, Piece};
use crate::delivery::{Attempt, Message};

/// The form of a webhook's body, as JSON with placeholders.
///
/// ```
/// use itly_runtime::WebhookBody;
///
/// // One request for each event: a chat, say.
/// let chat = WebhookBody::new(r#"{"text": "*{{name}}* by {{userId}}: {{properties.title}}"}"#)?;
/// // One request for many events, with commas between them.
/// let list = WebhookBody::new(r#"{"sent": {{sentAt}}, "events": [{{#events}}{"name": {{name}}, "data": {{properties}}}{{/events}}]}"#)?;
/// // One request for many events, each on a line.
/// let lines = WebhookBody::new(r#"{{#lines}}{"id": {{messageId}}, "at": {{unixMilliseconds}}}{{/lines}}"#)?;
/// # let _ = (chat, list, lines);
/// # Ok::<(), itly_runtime::WebhookBodyError>(())
/// ```
///
/// In a string, a placeholder is text; elsewhere it is a value of JSON, with its quotes if it is a string. What an event does
/// not have is empty text, or `null`. The body is JSON whatever the events hold.
///
/// | placeholder | value |
/// |---|---|
/// | `type` | `track`, `identify`, `group`, `page`, `screen`, `alias` |
/// | `messageId` | the id of the call, a UUID |
/// | `timestamp`, `unixMilliseconds` | when the call was made: RFC 3339 in UTC, or a number |
/// | `userId` | the user |
/// | `target` | the group, or the user's former id |
/// | `category` | the category of a page |
/// | `name` | the name of the event, the page or the screen |
/// | `eventId`, `eventVersion` | the event's id and version in the plan |
/// | `properties` | all properties or traits, an object |
/// | `properties.title` | the property `title` |
/// | `object` | all of it, as one of the objects that a webhook sends without a template |
/// | `sentAt` | when the request is made, RFC 3339 in UTC |
/// | `batchId`, `attempt` | the id of the batch, a UUID, and how often it has been sent, this time included |
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookBody {
    parts: Parts,
}

impl WebhookBody {
    /// The form that `template` describes.
    ///
    /// # Errors
    ///
    /// If a placeholder is unknown or out of place, or if the body would be no JSON.
    pub fn new(template: &str) -> Result<Self, WebhookBodyError> {
        let parts = Parts::parse(template)?;
        for events in 1..=2 {
            parts.check(events)?;
        }
        Ok(Self { parts })
    }

    /// Whether a request has one event.
    pub(super) fn is_of_one_event(&self) -> bool {
        self.parts.joint == Joint::Alone
    }

    pub(super) fn content_type(&self) -> &'static str {
        if self.parts.joint == Joint::Line { "application/x-ndjson" } else { "application/json" }
    }

    pub(super) fn separator(&self) -> &'static [u8] {
        self.parts.joint.text().as_bytes()
    }

    pub(super) fn begin(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        write(&self.parts.head, body, attempt, None);
    }

    pub(super) fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) {
        write(&self.parts.event, body, attempt, Some(message));
    }

    pub(super) fn end(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        write(&self.parts.tail, body, attempt, None);
    }
}

fn write(pieces: &[Piece], body: &mut Vec<u8>, attempt: &Attempt, message: Option<&Message<'_>>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => body.extend_from_slice(text.as_bytes()),
            Piece::Value { placeholder, is_in_string } => {
                let spelling = match message {
                    Some(message) => placeholder.of_message(message, attempt),
                    None => placeholder.of_batch(attempt),
                };
                if *is_in_string { spelling.write_part(body) } else { spelling.write_value(body) }
            }
        }
    }
}
