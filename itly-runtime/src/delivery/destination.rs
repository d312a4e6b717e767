use std::fmt;
use std::time::Duration;

use super::message::Message;
use super::outcome::Outcome;
use crate::stamp::Timestamp;

/// Where events go: what one has to write to send them somewhere.
///
/// [`Delivery`](crate::Delivery) gives every destination a queue, a thread, batches, retries, accounts, `flush` and
/// `shutdown`. What is left is to say a message in the destination's own form and to hand over a batch of them.
/// Everything runs on the destination's thread, which may take its time; a panic is contained and counted, and the
/// events it concerns are dropped.
///
/// A batch is `begin`, its messages with `separator` between them, and `end`. An attempt that failed is made again
/// with the same messages, written anew, so that what belongs to the attempt and not to the event may differ.
///
/// ```
/// use std::sync::Arc;
/// use itly_runtime::{Attempt, Batch, Destination, Message, Outcome, Request, Transport, Unfit};
///
/// struct Example {
///     url: String,
///     transport: Arc<dyn Transport>,
/// }
///
/// impl Destination for Example {
///     fn name(&self) -> &str {
///         "example"
///     }
///
///     fn begin(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
///         body.extend_from_slice(b"{\"names\":[");
///     }
///
///     fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
///         let name = message.name.ok_or_else(|| Unfit::new("only events with a name can be sent"))?;
///         body.extend_from_slice(format!("{name:?}").as_bytes());
///         Ok(())
///     }
///
///     fn separator(&self) -> &[u8] {
///         b","
///     }
///
///     fn end(&self, body: &mut Vec<u8>, _attempt: &Attempt) {
///         body.extend_from_slice(b"]}");
///     }
///
///     fn deliver(&self, batch: &Batch<'_>) -> Outcome {
///         let request = Request::post(&self.url, batch.body).header("content-type", "application/json");
///         Outcome::of_exchange(&self.transport.send(&request, batch.attempt.timeout), &batch.attempt)
///     }
/// }
/// ```
pub trait Destination: Send + Sync {
    /// The name of the destination: the id of its plugin, and the name of its thread after `itly-`.
    fn name(&self) -> &str;

    /// What the destination takes at once, and how soon.
    fn limits(&self) -> Limits {
        Limits::new()
    }

    /// Writes what comes before the first message of a batch.
    fn begin(&self, _body: &mut Vec<u8>, _attempt: &Attempt) {}

    /// Writes one message.
    ///
    /// # Errors
    ///
    /// If the destination has no way to say the message: it is dropped as
    /// [`Invalid`](crate::DropReason::Invalid), and what was written of it is removed.
    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit>;

    /// What stands between two messages.
    fn separator(&self) -> &[u8] {
        b""
    }

    /// Writes what comes after the last message of a batch.
    fn end(&self, _body: &mut Vec<u8>, _attempt: &Attempt) {}

    /// Hands a batch over, and waits no longer than `batch.attempt.timeout` for the answer.
    fn deliver(&self, batch: &Batch<'_>) -> Outcome;
}

/// Why a message can't be said in the form of a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    cause: String,
}

impl Unfit {
    /// For the reason that `cause` gives.
    pub fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into() }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.cause)
    }
}

impl std::error::Error for Unfit {}

/// A batch, ready to be handed over.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Batch<'a> {
    /// All of it, from `begin` to `end`.
    pub body: &'a [u8],
    /// How many messages it has: at least one.
    pub events: usize,
    /// Which attempt this is.
    pub attempt: Attempt,
}

impl<'a> Batch<'a> {
    /// A batch for tests of destinations: the runtime makes its own.
    pub const fn new(body: &'a [u8], events: usize, attempt: Attempt) -> Self {
        Self { body, events, attempt }
    }
}

/// One attempt to deliver a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// Counted from 1 for each batch.
    pub number: u32,
    /// How long the attempt may take.
    pub timeout: Duration,
    /// When it is made.
    pub time: Timestamp,
}

/// What a destination takes at once, and how soon.
///
/// A batch is closed when it has `batch_events` messages or when one more would make it larger than `batch_bytes`,
/// `interval` after its first event came, at a flush and at the shutdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    pub(crate) batch_events: usize,
    pub(crate) batch_bytes: usize,
    pub(crate) event_bytes: usize,
    pub(crate) interval: Duration,
    pub(crate) timeout: Duration,
}

impl Limits {
    /// Batches of 1,000 events or a mebibyte, every 5 seconds; 30 seconds for an attempt; an event may fill a batch.
    pub const fn new() -> Self {
        Self {
            batch_events: 1000,
            batch_bytes: 1024 * 1024,
            event_bytes: usize::MAX,
            interval: Duration::from_secs(5),
            timeout: Duration::from_secs(30),
        }
    }

    /// Sets how many messages a batch may have; zero becomes one.
    #[must_use]
    pub const fn batch_events(mut self, events: usize) -> Self {
        self.batch_events = if events == 0 { 1 } else { events };
        self
    }

    /// Sets how large a batch may be in the form of the destination, from `begin` to `end`.
    #[must_use]
    pub const fn batch_bytes(mut self, bytes: usize) -> Self {
        self.batch_bytes = bytes;
        self
    }

    /// Sets how large a message may be in the form of the destination; a larger one is dropped as
    /// [`TooLarge`](crate::DropReason::TooLarge).
    #[must_use]
    pub const fn event_bytes(mut self, bytes: usize) -> Self {
        self.event_bytes = bytes;
        self
    }

    /// Sets how long the first event of a batch waits for others; with zero, for none that is not there yet.
    #[must_use]
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sets how long an attempt may take.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
