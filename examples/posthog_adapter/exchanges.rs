//! What an instance sends, as the harness wants to know it.

use std::any::Any;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use itly_runtime::{
    Attempt, Batch, Destination, Limits, Message, Outcome, PostHog, Request, Response, Transport,
    TransportError, Unfit,
};
use serde_json::{Value as Json, json};

/// The requests so far.
#[derive(Clone, Default)]
pub(crate) struct Exchanges {
    list: Arc<Mutex<Vec<Json>>>,
    /// The status of the last answer; 0 if there was none.
    status: Arc<AtomicU16>,
}

impl Exchanges {
    /// A transport that notes the status of each answer.
    pub(crate) fn over(&self, transport: Arc<dyn Transport>) -> impl Transport + 'static {
        Watched { transport, status: Arc::clone(&self.status) }
    }

    /// A destination that notes each request made for it; its transport must be one of [`over`](Self::over).
    pub(crate) fn of(&self, posthog: PostHog) -> impl Destination + 'static {
        Noted { posthog, exchanges: self.clone() }
    }

    /// All of them, each as an object.
    pub(crate) fn to_json(&self) -> Json {
        Json::Array(self.list.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn note(&self, batch: &Batch<'_>) {
        let uuids: Vec<String> = batch.entries.iter().map(|entry| entry.message_id.to_string()).collect();
        self.list.lock().unwrap_or_else(PoisonError::into_inner).push(json!({
            "timestamp_ms": batch.attempt.time.unix_milliseconds(),
            "status_code": self.status.swap(0, Ordering::Relaxed),
            "retry_attempt": batch.attempt.number - 1,
            "event_count": uuids.len(),
            "uuid_list": uuids,
        }));
    }
}

struct Watched {
    transport: Arc<dyn Transport>,
    status: Arc<AtomicU16>,
}

impl Transport for Watched {
    fn send(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, TransportError> {
        let answer = self.transport.send(request, timeout);
        let status = answer.as_ref().map_or(0, |response| response.status);
        self.status.store(status, Ordering::Relaxed);
        answer
    }
}

struct Noted {
    posthog: PostHog,
    exchanges: Exchanges,
}

impl Destination for Noted {
    fn name(&self) -> &str {
        self.posthog.name()
    }

    fn limits(&self) -> Limits {
        self.posthog.limits()
    }

    fn endpoint(&self, message: &Message<'_>) -> usize {
        self.posthog.endpoint(message)
    }

    fn items(&self, message: &Message<'_>) -> usize {
        self.posthog.items(message)
    }

    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        self.posthog.options_json(options)
    }

    fn begin(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        self.posthog.begin(body, attempt);
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        self.posthog.encode(message, body, attempt)
    }

    fn separator(&self) -> &[u8] {
        self.posthog.separator()
    }

    fn end(&self, body: &mut Vec<u8>, attempt: &Attempt) {
        self.posthog.end(body, attempt);
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let outcome = self.posthog.deliver(batch);
        self.exchanges.note(batch);
        outcome
    }
}
