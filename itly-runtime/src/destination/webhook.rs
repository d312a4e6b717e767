//! Events posted to a URL.

mod body;
mod body_error;
mod parts;
mod placeholder;

use std::fmt;

pub use self::body::WebhookBody;
pub use self::body_error::WebhookBodyError;

use super::http_sender::{HttpSender, settings_over_http};
use crate::delivery::{Attempt, Batch, Destination, Message, Outcome, Unfit, event_object};
#[cfg(feature = "_transport")]
use crate::destination::Missing;
#[cfg(feature = "_transport")]
use crate::tracking_plan::TrackingPlan;
#[cfg(feature = "_transport")]
use crate::transport::DefaultTransport;
use crate::transport::{Compression, Transport, without_secrets};

/// Events posted to a URL: each batch is a `POST` of a JSON array, or of what [`body`](Self::body) makes of it.
///
/// The array's objects are those of the lines of `JsonLines` (feature `jsonl`):
///
/// ```json
/// [{"type":"track","messageId":"019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17","timestamp":"2026-01-02T03:04:05.678Z",
///   "userId":"user-1","event":"Song Played","eventId":"…","eventVersion":"1.0.0","properties":{"n":1}}]
/// ```
///
/// What a status means says [`Outcome::of_exchange`].
///
/// ```no_run
/// use itly_runtime::{Delivery, Options, Webhook};
///
/// let webhook = Webhook::new("https://example.com/events").bearer("secret").header("X-Source", "billing");
/// let options: Options = Options::new().plugin(Delivery::new(webhook));
/// ```
#[derive(Clone)]
pub struct Webhook {
    url: String,
    sender: HttpSender,
    body: Option<WebhookBody>,
}

impl Webhook {
    /// Events to `url` over HTTP.
    #[cfg(feature = "_transport")]
    pub fn new(url: impl Into<String>) -> Self {
        Self::with_transport(url, DefaultTransport::new())
    }

    /// Events to `url` over a transport of the program's own.
    pub fn with_transport(url: impl Into<String>, transport: impl Transport + 'static) -> Self {
        Self { url: url.into(), sender: HttpSender::new(transport), body: None }
    }

    /// Sets the form of the body. Default: a JSON array.
    ///
    /// It is sent as `application/json`, or as `application/x-ndjson` if it has an event a line; a
    /// [`header`](Self::header) `Content-Type` says otherwise.
    #[must_use]
    pub fn body(mut self, body: WebhookBody) -> Self {
        self.body = Some(body);
        self
    }

    /// Sends `key` with each request: `Authorization: Bearer <key>`.
    #[must_use]
    pub fn bearer(self, key: impl fmt::Display) -> Self {
        self.header("Authorization", format!("Bearer {key}"))
    }

    /// The destination of a plan, which must have an endpoint and may have a key.
    #[cfg(feature = "_transport")]
    pub(crate) fn from_plan(
        endpoint: Option<&str>,
        key: Option<&str>,
        _plan: &TrackingPlan,
    ) -> Result<Self, Missing> {
        let made = Self::new(endpoint.ok_or("endpoint")?);
        Ok(match key {
            Some(key) => made.bearer(key),
            None => made,
        })
    }
}

settings_over_http!(Webhook, default_compression: "not at all");

impl Destination for Webhook {
    fn name(&self) -> &str {
        "webhook"
    }

    /// An event that is a request of its own fills a batch, whatever the limits say.
    fn items(&self, _message: &Message<'_>) -> usize {
        if self.body.as_ref().is_some_and(WebhookBody::is_of_one_event) { usize::MAX } else { 1 }
    }

    fn begin(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        match &self.body {
            Some(form) => form.begin(body, attempt),
            None => body.push(b'['),
        }
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        match &self.body {
            Some(form) => form.encode(message, body, attempt),
            None => event_object::write(message, body),
        }
        Ok(())
    }

    fn separator(&self) -> &[u8] {
        self.body.as_ref().map_or(b",", WebhookBody::separator)
    }

    fn end(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        match &self.body {
            Some(form) => form.end(body, attempt),
            None => body.push(b']'),
        }
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let content_type = self.body.as_ref().map_or("application/json", WebhookBody::content_type);
        let headers = [("Content-Type", content_type)];
        let exchange = self.sender.post(&self.url, &headers, batch.body, batch.attempt.timeout);
        Outcome::of_exchange(&exchange, &batch.attempt)
    }
}

impl fmt::Debug for Webhook {
    /// Without the values of the headers, which may be keys.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&str> = self.sender.header_names().collect();
        formatter
            .debug_struct("Webhook")
            .field("url", &without_secrets(&self.url))
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
