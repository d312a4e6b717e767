//! Writes a batch in the form of its destination, from the frames at the head of the worker's blocks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use super::blocks::{Blocks, Entry, Look};
use super::destination::{Attempt, Destination, Limits};
use super::ledger::Settled;
use super::stats::DropReason;

/// A batch that is written.
#[derive(Default)]
pub(crate) struct Written {
    /// How many frames it covers, those of dropped events included.
    pub(crate) frames: usize,
    /// How many messages are in the body.
    pub(crate) events: usize,
    /// What these take of the queue's bound.
    pub(crate) bytes: usize,
    /// The events that turned out not to be sendable.
    pub(crate) dropped: Settled,
}

/// How much a batch may have.
pub(crate) struct Room {
    /// Frames.
    pub(crate) frames: usize,
    /// Whether the batch ends where its destination's limit of bytes is reached. One that is written again has the
    /// same events, though a digit more in its head may make it longer.
    pub(crate) is_limited_by_bytes: bool,
}

pub(crate) struct Writer<'a> {
    pub(crate) destination: &'a dyn Destination,
    pub(crate) limits: &'a Limits,
    pub(crate) max_age: Duration,
    pub(crate) now: Instant,
    pub(crate) attempt: Attempt,
}

impl Writer<'_> {
    /// Replaces `body` with a batch of the first frames of `blocks`.
    pub(crate) fn write(&self, blocks: &mut Blocks, room: &Room, body: &mut Vec<u8>) -> Written {
        let mut written = Written::default();
        body.clear();
        let Some(tail) = self.write_envelope(body) else {
            written.frames = blocks.walk(room.frames, |entry| {
                written.dropped.drop(DropReason::Panic, 1, entry.bytes() as u64);
                Look::Settle
            });
            return written;
        };
        let most_bytes = if room.is_limited_by_bytes { self.limits.batch_bytes } else { usize::MAX };
        written.frames = blocks.walk(room.frames, |entry| {
            let end = body.len();
            let is_first = written.events == 0;
            let reason = match self.write_message(entry, is_first, body) {
                Ok(()) if body.len() + tail.len() <= most_bytes => {
                    written.events += 1;
                    written.bytes += entry.bytes();
                    return Look::Keep;
                }
                Ok(()) if is_first => DropReason::TooLarge,
                Ok(()) => {
                    body.truncate(end);
                    return Look::Stop;
                }
                Err(reason) => reason,
            };
            body.truncate(end);
            written.dropped.drop(reason, 1, entry.bytes() as u64);
            Look::Settle
        });
        body.extend_from_slice(&tail);
        written
    }

    /// Writes what comes before the messages, and returns what comes after; nothing if the destination panics.
    fn write_envelope(&self, body: &mut Vec<u8>) -> Option<Vec<u8>> {
        catch_unwind(AssertUnwindSafe(|| {
            let mut tail = Vec::new();
            self.destination.begin(body, &self.attempt);
            self.destination.end(&mut tail, &self.attempt);
            tail
        }))
        .ok()
    }

    fn write_message(&self, entry: &Entry<'_>, is_first: bool, body: &mut Vec<u8>) -> Result<(), DropReason> {
        if self.now.saturating_duration_since(entry.came) > self.max_age {
            return Err(DropReason::Expired);
        }
        let message = entry.message();
        let encoded = catch_unwind(AssertUnwindSafe(|| {
            if !is_first {
                body.extend_from_slice(self.destination.separator());
            }
            let start = body.len();
            self.destination.encode(&message, body, &self.attempt).map(|()| body.len().saturating_sub(start))
        }));
        match encoded {
            Ok(Ok(length)) if length > self.limits.event_bytes => Err(DropReason::TooLarge),
            Ok(Ok(_)) => Ok(()),
            Ok(Err(_)) => Err(DropReason::Invalid),
            Err(_) => Err(DropReason::Panic),
        }
    }
}
