//! What became of the messages of a batch, and why some were lost.

use super::blocks::Queued;
use super::dead_letters::DeadLetters;
use super::frame::Place;
use super::ledger::Settled;
use super::stats::DropReason;

/// Notes what is lost while a batch is written and after an attempt, until the accounts take it over.
#[derive(Default)]
pub(crate) struct Losses {
    dead_letters: Option<DeadLetters>,
    settled: Settled,
    places: Vec<Place>,
    cause: Option<String>,
}

impl Losses {
    /// Losses whose messages are written to `dead_letters`, if there are any.
    pub(crate) fn new(dead_letters: Option<DeadLetters>) -> Self {
        Self { dead_letters, ..Self::default() }
    }

    /// The message of `queued` is dropped.
    pub(crate) fn lose(&mut self, queued: &Queued<'_>, reason: DropReason, cause: &str) {
        self.settled.drop(reason, 1, queued.bytes() as u64);
        self.leave_disk(queued);
        if self.cause.is_none() {
            self.cause = Some(cause.to_owned());
        }
        if !matches!(reason, DropReason::Disabled | DropReason::OptOut)
            && let Some(dead_letters) = &mut self.dead_letters
            && let Err(error) = dead_letters.append(&queued.message(), reason, cause)
        {
            self.cause = Some(format!("{cause}; the dead letter could not be written: {error}"));
        }
    }

    /// The message of `queued` was sent.
    pub(crate) fn send(&mut self, queued: &Queued<'_>) {
        self.settled.sent += 1;
        self.settled.bytes += queued.bytes() as u64;
        self.leave_disk(queued);
    }

    fn leave_disk(&mut self, queued: &Queued<'_>) {
        if let Some(place) = queued.place() {
            self.settled.on_disk += 1;
            self.places.push(place);
        }
    }

    /// Where the messages lay on disk that were noted since the last time.
    pub(crate) fn take_places(&mut self) -> Vec<Place> {
        std::mem::take(&mut self.places)
    }

    /// All messages of a batch were sent, which took `bytes` of the queue's bound.
    pub(crate) fn send_all(&mut self, events: u64, bytes: u64) {
        self.settled.sent += events;
        self.settled.bytes += bytes;
    }

    /// What was noted since the last time, and why something was lost.
    pub(crate) fn take(&mut self) -> (Settled, Option<String>) {
        (std::mem::take(&mut self.settled), self.cause.take())
    }
}
