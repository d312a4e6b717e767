//! Messages that were taken out of the row: those of a batch that is to be sent again, as a whole or in part.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Instant;

use super::attempt::Attempt;
use super::blocks::{Blocks, Queued};
use super::retry::Attempts;
use crate::stamp::{MessageId, Timestamp};

/// How many requests may be made to find the messages that spoil a batch: enough to find three in a thousand.
const MOST_SEARCHES: u32 = 64;

/// Messages that wait for their next attempt.
pub(crate) struct Parcel {
    pub(crate) blocks: Blocks,
    pub(crate) history: History,
    /// When it may be sent.
    pub(crate) due: Instant,
}

/// What is known of a batch from its earlier attempts.
#[derive(Clone)]
pub(crate) struct History {
    /// The number of one of its messages; all of them concern the same flushes.
    pub(crate) number: u64,
    pub(crate) attempts: Attempts,
    /// What the receiver knows the batch by, once an attempt has been made.
    identity: Option<(MessageId, Timestamp)>,
    /// How many more requests may be made to find the messages that spoil the batch, shared by all parts of it.
    searches: Option<Rc<Cell<u32>>>,
}

impl History {
    /// Of messages that are sent for the first time, the one numbered `number` among them.
    pub(crate) fn new(number: u64) -> Self {
        Self { number, attempts: Attempts::default(), identity: None, searches: None }
    }

    /// Of a part of the batch, which the receiver sees as a batch of its own.
    pub(crate) fn of_part(&self) -> Self {
        Self { attempts: self.attempts.of_part(), identity: None, ..self.clone() }
    }

    /// Whether an attempt has been made at exactly these messages.
    pub(crate) fn is_tried(&self) -> bool {
        self.identity.is_some()
    }

    /// What the receiver knows the batch by; `new` makes it.
    pub(crate) fn identity(
        &mut self,
        new: impl FnOnce() -> (MessageId, Timestamp),
    ) -> (MessageId, Timestamp) {
        *self.identity.get_or_insert_with(new)
    }

    /// Whether the messages that spoil the batch may be looked for with two more requests.
    pub(crate) fn search(&mut self) -> bool {
        let searches = self.searches.get_or_insert_with(|| Rc::new(Cell::new(MOST_SEARCHES)));
        let left = searches.get().checked_sub(2);
        searches.set(left.unwrap_or(0));
        left.is_some()
    }
}

/// Takes the first `frames` frames out of `blocks`, shows those that were part of the attempt, counted from zero, and
/// returns the others, which are for other endpoints.
pub(crate) fn unpack(
    blocks: &mut Blocks,
    frames: usize,
    attempt: &Attempt,
    endpoint: impl Fn(&Queued<'_>) -> usize,
    mut look: impl FnMut(usize, &Queued<'_>),
) -> Blocks {
    let mut others = Blocks::default();
    let mut index = 0;
    blocks.drain(frames, |queued| {
        if endpoint(queued) == attempt.endpoint {
            look(index, queued);
            index += 1;
        } else {
            others.append(queued);
        }
    });
    others
}
