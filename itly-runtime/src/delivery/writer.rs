//! Writes a batch in the form of its destination, from the frames at the head of a list of blocks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use super::attempt::{Attempt, Entry};
use super::blocks::{Blocks, Look, Queued};
use super::destination::{Destination, Unfit};
use super::limits::Limits;
use super::losses::Losses;
use super::stats::DropReason;

/// A batch in the form of its destination.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) body: Vec<u8>,
    pub(crate) entries: Vec<Entry>,
}

/// What was written.
#[derive(Default)]
pub(crate) struct Written {
    /// How many frames the batch covers, those of dropped events and of other endpoints included.
    pub(crate) frames: usize,
    /// What the batch's messages take of the queue's bound.
    pub(crate) bytes: u64,
    /// Whether there are messages of other endpoints among the frames.
    pub(crate) has_others: bool,
}

/// How much a batch may have.
pub(crate) struct Room {
    /// Frames.
    pub(crate) frames: usize,
    /// How long the body may become before the batch ends, unless it has one message only.
    pub(crate) bytes: usize,
}

pub(crate) struct Writer<'a> {
    pub(crate) destination: &'a dyn Destination,
    pub(crate) limits: &'a Limits,
    pub(crate) max_age: Duration,
    pub(crate) now: Instant,
    pub(crate) attempt: Attempt,
}

impl Writer<'_> {
    /// Replaces `draft` with a batch of the first frames of `blocks`, those for the attempt's endpoint.
    pub(crate) fn write(
        &self,
        blocks: &mut Blocks,
        room: &Room,
        draft: &mut Draft,
        losses: &mut Losses,
    ) -> Written {
        let mut written = Written::default();
        let Draft { body, entries } = draft;
        body.clear();
        entries.clear();
        let Some(tail) = self.write_envelope(body) else {
            written.frames = blocks.walk(room.frames, |queued| {
                losses.lose(queued, DropReason::Panic, "the destination panicked over the head of a batch");
                Look::Settle
            });
            return written;
        };
        let mut items_left = self.limits.batch_events;
        written.frames = blocks.walk(room.frames, |queued| {
            let end = body.len();
            let is_first = entries.is_empty();
            let (reason, cause) = match self.write_message(queued, is_first, body) {
                Ok(None) => {
                    written.has_others = true;
                    return Look::Keep;
                }
                Ok(Some(entry)) => {
                    let length = body.len() + tail.len();
                    if !is_first && (length > room.bytes || entry.items > items_left) {
                        body.truncate(end);
                        return Look::Stop;
                    }
                    if !is_first || length <= self.limits.batch_bytes {
                        items_left = items_left.saturating_sub(entry.items);
                        written.bytes += queued.bytes() as u64;
                        entries.push(entry);
                        return Look::Keep;
                    }
                    (DropReason::TooLarge, "the event is larger than a batch may be".into())
                }
                Err(lost) => lost,
            };
            body.truncate(end);
            losses.lose(queued, reason, &cause);
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

    /// Appends a message; nothing if it is for another endpoint.
    fn write_message(
        &self,
        queued: &Queued<'_>,
        is_first: bool,
        body: &mut Vec<u8>,
    ) -> Result<Option<Entry>, (DropReason, String)> {
        // How long events may lie on disk, the spool decides.
        if queued.place().is_none() && self.now.saturating_duration_since(queued.came()) > self.max_age {
            return Err((DropReason::Expired, "the event waited too long".into()));
        }
        let message = queued.message();
        let encoded = catch_unwind(AssertUnwindSafe(|| {
            if self.destination.endpoint(&message) != self.attempt.endpoint {
                return Ok(None);
            }
            if !is_first {
                body.extend_from_slice(self.destination.separator());
            }
            let start = body.len();
            self.destination.encode(&message, body, &self.attempt)?;
            let length = body.len().saturating_sub(start);
            if length > self.limits.event_bytes {
                return Err(Unfit::too_large(length, self.limits.event_bytes));
            }
            let items = self.destination.items(&message);
            Ok(Some(Entry { message_id: message.stamp.message_id, items }))
        }));
        match encoded {
            Ok(Ok(entry)) => Ok(entry),
            Ok(Err(unfit)) => Err((unfit.reason(), unfit.to_string())),
            Err(_) => Err((DropReason::Panic, "the destination panicked over an event".into())),
        }
    }
}
