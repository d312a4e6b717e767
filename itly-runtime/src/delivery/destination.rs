use std::any::Any;
use std::fmt;

use super::attempt::{Attempt, Batch};
use super::limits::Limits;
use super::message::Message;
use super::outcome::Outcome;
use super::stats::DropReason;
use crate::properties::Properties;

/// Where events go: what one has to write to send them somewhere.
///
/// [`Delivery`](crate::Delivery) gives every destination a queue, a thread, batches, retries, accounts, `flush` and
/// `shutdown`, and on demand a spool on disk and a file for dead letters. What is left is to say a message in the
/// destination's own form and to hand over a batch of them. Everything runs on the destination's thread, which may take its
/// time; a panic is contained and counted, and the events it concerns are dropped.
///
/// A batch is `begin`, its messages with `separator` between them, and `end`. An attempt that failed is made again
/// with the same messages, written anew, so that what belongs to the attempt and not to the event may differ.
///
/// Most destinations need no more than [`name`](Self::name), [`encode`](Self::encode) and [`deliver`](Self::deliver). This
/// one sends lines over TCP; it is `examples/own_destination` of the repository:
///
/// ```
#[doc = include_str!("../../examples/own_destination/tcp_lines.rs")]
///
/// # fn main() {
/// # let address = SocketAddr::from(([127, 0, 0, 1], 9));
/// let plugin = itly_runtime::Delivery::new(TcpLines { address });
/// let options: itly_runtime::Options = itly_runtime::Options::new().plugin(plugin);
/// # }
/// ```
///
/// Over HTTP, [`Outcome::of_exchange`] knows what replies mean:
///
/// ```
/// # use itly_runtime::{Batch, Outcome, Request, Transport};
/// fn deliver(url: &str, transport: &dyn Transport, batch: &Batch<'_>) -> Outcome {
///     let request = Request::post(url, batch.body).header("content-type", "application/json");
///     Outcome::of_exchange(&transport.send(&request, batch.attempt.timeout), &batch.attempt)
/// }
/// ```
pub trait Destination: Send + Sync {
    /// The name of the destination: the id of its plugin, and the name of its thread after `itly-`.
    fn name(&self) -> &str;

    /// What the destination takes at once, and how soon.
    fn limits(&self) -> Limits {
        Limits::new()
    }

    /// Which of the destination's endpoints takes `message`, for those that have several: a batch holds messages of one
    /// endpoint alone, and [`Attempt::endpoint`] says which.
    fn endpoint(&self, _message: &Message<'_>) -> usize {
        0
    }

    /// How many items of the wire form `message` becomes, for receivers whose limits and replies count those.
    fn items(&self, _message: &Message<'_>) -> usize {
        1
    }

    /// What the program says to this destination alone with one call, as the members of a JSON object: it becomes
    /// [`Message::options`].
    ///
    /// `options` is the destination's entry of [`CallOptions`](crate::CallOptions). By default [`Properties`] are
    /// understood, and every other type is ignored.
    fn options_json(&self, options: &(dyn Any + Send + Sync)) -> Option<String> {
        options.downcast_ref::<Properties<'static>>().map(|properties| properties.members_json().to_owned())
    }

    /// Writes what comes before the first message of a batch.
    fn begin(&self, _body: &mut Vec<u8>, _attempt: &Attempt) {}

    /// Writes one message.
    ///
    /// # Errors
    ///
    /// If the destination has no way to say the message: it is dropped as
    /// [`Invalid`](crate::DropReason::Invalid), or as [`TooLarge`](crate::DropReason::TooLarge) if that is the reason, and
    /// what was written of it is removed.
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
    is_too_large: bool,
}

impl Unfit {
    /// For the reason that `cause` gives.
    pub fn new(cause: impl Into<String>) -> Self {
        Self { cause: cause.into(), is_too_large: false }
    }

    /// Because it has `bytes` bytes in that form, where the destination takes `most`: for destinations that do not take the
    /// same of every message, which [`Limits::event_bytes`] can't say.
    pub fn too_large(bytes: usize, most: usize) -> Self {
        let cause = format!("the event has {bytes} bytes; the destination takes {most}");
        Self { cause, is_too_large: true }
    }

    pub(crate) fn reason(&self) -> DropReason {
        if self.is_too_large { DropReason::TooLarge } else { DropReason::Invalid }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.cause)
    }
}

impl std::error::Error for Unfit {}
