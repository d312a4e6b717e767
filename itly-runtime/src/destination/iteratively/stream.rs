//! The debugger's stream as a destination: its objects, its requests, its replies.

use std::fmt;
use std::time::Duration;

use crate::delivery::{Attempt, Batch, Destination, Limits, Message, Outcome, Unfit};
use crate::destination::http_sender::HttpSender;
use crate::json::escape::escaped;
use crate::transport::{Transport, without_secrets};

/// Where the objects go. What validation said of a call is in the options of its message: `"details":"…"` if it was
/// invalid.
#[derive(Clone)]
pub(super) struct Stream {
    pub(super) name: String,
    pub(super) has_message_ids: bool,
    pub(super) plan_version: Option<String>,
    pub(super) branch: Option<String>,
    url: String,
    sender: HttpSender,
}

impl Stream {
    pub(super) fn new(url: String, api_key: &str, transport: impl Transport + 'static) -> Self {
        let mut sender = HttpSender::new(transport);
        sender.set_header("Authorization", format!("Bearer {api_key}"));
        Self {
            name: "iteratively".to_owned(),
            has_message_ids: false,
            plan_version: None,
            branch: None,
            url,
            sender,
        }
    }
}

impl Destination for Stream {
    fn name(&self) -> &str {
        &self.name
    }

    fn limits(&self) -> Limits {
        Limits::new().batch_events(10).interval(Duration::from_secs(1)).timeout(Duration::from_secs(15))
    }

    fn begin(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        body.push(b'{');
        for (key, text) in [("branchName", &self.branch), ("trackingPlanVersion", &self.plan_version)] {
            if let Some(text) = text {
                write_text(key, text, body);
                body.push(b',');
            }
        }
        body.extend_from_slice(b"\"objects\":[");
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        body.push(b'{');
        write_text("type", message.kind.name(), body);
        if self.has_message_ids {
            body.push(b',');
            write_text("messageId", &message.stamp.message_id.to_string(), body);
        }
        body.push(b',');
        write_text("dateSent", &message.stamp.time.to_string(), body);
        let of_event = [
            ("eventName", message.name),
            ("eventId", message.event_id),
            ("eventSchemaVersion", message.event_version),
        ];
        for (key, text) in of_event {
            if let Some(text) = text {
                body.push(b',');
                write_text(key, text, body);
            }
        }
        body.extend_from_slice(b",\"properties\":{");
        body.extend_from_slice(message.properties.unwrap_or_default().as_bytes());
        let valid: &[u8] = if message.options.is_none() { b"true" } else { b"false" };
        body.extend_from_slice(b"},\"valid\":");
        body.extend_from_slice(valid);
        body.extend_from_slice(b",\"validation\":{");
        body.extend_from_slice(message.options.unwrap_or("\"details\":\"\"").as_bytes());
        body.extend_from_slice(b"}}");
        Ok(())
    }

    fn separator(&self) -> &[u8] {
        b","
    }

    fn end(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
        body.extend_from_slice(b"]}");
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let headers = [("Content-Type", "application/json")];
        let exchange = self.sender.post(&self.url, &headers, batch.body, batch.attempt.timeout);
        let Ok(response) = &exchange else { return Outcome::of_exchange(&exchange, &batch.attempt) };
        let refusal = format!("Upload failed due to unhandled HTTP error ({}).", response.status);
        match Outcome::of_response(response, &batch.attempt) {
            Outcome::RateLimited { cause, retry_after } => Outcome::Failed { cause, retry_after },
            Outcome::Rejected { cause } if (500..=599).contains(&response.status) => {
                Outcome::Failed { cause, retry_after: None }
            }
            // The debugger loses a batch rather than look for what is wrong with it.
            Outcome::Rejected { .. } | Outcome::Poisoned { .. } | Outcome::TooLarge { .. } => {
                Outcome::Rejected { cause: refusal }
            }
            outcome => outcome,
        }
    }
}

/// Appends `"key":"text"`.
fn write_text(key: &str, text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":\"");
    escaped(text, |piece| out.extend_from_slice(piece.as_bytes()));
    out.push(b'"');
}

impl fmt::Debug for Stream {
    /// Without the key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("Stream")
            .field("name", &self.name)
            .field("url", &without_secrets(&self.url))
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
