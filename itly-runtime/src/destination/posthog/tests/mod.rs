//! Messages and answers, and what becomes of them; what goes over the wire is shown by the tests of behaviour.

mod options;
mod precedence;
mod replies;
mod wire;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::PostHog;
use crate::delivery::{Attempt, Batch, Destination, Entry, Message, MessageKind, Outcome};
use crate::stamp::{MessageId, Stamp, Timestamp};
use crate::transport::{Request, Response, Transport, TransportError};

const ID: &str = "019b7d4a-2f0e-7c31-9a44-5d1f0c3b2a17";

fn stamp() -> Stamp {
    let id = MessageId::from_bytes(*b"\x01\x9b\x7d\x4a\x2f\x0e\x7c\x31\x9a\x44\x5d\x1f\x0c\x3b\x2a\x17");
    Stamp::new(id, Timestamp::from_unix_milliseconds(1_767_323_045_678))
}

fn message(kind: MessageKind) -> Message<'static> {
    Message::new(kind, stamp(), "user-1")
}

/// A track with these properties.
fn track(properties: &'static str) -> Message<'static> {
    Message { name: Some("movie played"), properties: Some(properties), ..message(MessageKind::Track) }
}

fn attempt() -> Attempt {
    let mut attempt = Attempt::first(
        Duration::from_secs(1),
        Timestamp::from_unix_milliseconds(1_767_323_046_000),
        MessageId::from_bytes([7; 16]),
    );
    attempt.number = 2;
    attempt.batch_time = Timestamp::from_unix_milliseconds(1_767_323_045_900);
    attempt
}

/// A transport that keeps the requests and answers all of them alike.
#[derive(Clone)]
struct Wire {
    answer: Response,
    requests: Arc<Mutex<Vec<Sent>>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Sent {
    url: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Wire {
    fn answering(answer: Response) -> Self {
        Self { answer, requests: Arc::default() }
    }
}

impl Transport for Wire {
    fn send(&self, request: &Request<'_>, _timeout: Duration) -> Result<Response, TransportError> {
        self.requests.lock().unwrap().push(Sent {
            url: request.url().to_owned(),
            headers: request.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: String::from_utf8_lossy(request.body()).into_owned(),
        });
        Ok(self.answer.clone())
    }
}

/// A destination that `configure` has had in hand, and what it sends.
fn posthog(answer: Response, configure: impl FnOnce(PostHog) -> PostHog) -> (PostHog, Wire) {
    let wire = Wire::answering(answer);
    (configure(PostHog::with_transport("phc_secret", wire.clone())), wire)
}

/// Writes a batch of `messages` for one endpoint and hands it over.
fn deliver(posthog: &PostHog, messages: &[Message<'_>]) -> Outcome {
    let mut attempt = attempt();
    attempt.endpoint = posthog.endpoint(&messages[0]);
    let mut body = Vec::new();
    posthog.begin(&mut body, &attempt);
    for (index, message) in messages.iter().enumerate() {
        if index > 0 {
            body.extend_from_slice(posthog.separator());
        }
        posthog.encode(message, &mut body, &attempt).unwrap();
    }
    posthog.end(&mut body, &attempt);
    let entries: Vec<_> =
        messages.iter().map(|message| Entry { message_id: message.stamp.message_id, items: 1 }).collect();
    posthog.deliver(&Batch::new(&body, &entries, attempt))
}
