//! Whether the queue has room, and what is done if it has none.

use std::time::Duration;

use super::super::blocks::{Blocks, Look};
use super::super::bounds::Overflow;
use super::super::frame::MOST_TEXT_BYTES;
use super::super::ledger::Settled;
use super::super::stats::DropReason;
use super::super::sync::{MutexGuard, current};
use super::{Phase, Queue, State};

impl Queue {
    /// Makes room if the queue's overflow says so.
    pub(super) fn admit(&self, state: &mut State, text_bytes: usize) -> Result<(), DropReason> {
        let cost = Blocks::cost(text_bytes) as u64;
        if state.phase != Phase::Open {
            return Err(DropReason::Shutdown);
        }
        if text_bytes > MOST_TEXT_BYTES || cost > self.bounds.bytes {
            return Err(DropReason::TooLarge);
        }
        while !self.has_room(state, cost) {
            if self.bounds.overflow != Overflow::DropOldest || !state.evict(DropReason::QueueFull) {
                return Err(DropReason::QueueFull);
            }
        }
        Ok(())
    }

    pub(super) fn has_room(&self, state: &State, cost: u64) -> bool {
        state.ledger.in_memory() < self.bounds.events
            && state.ledger.pending_bytes() + cost <= self.bounds.bytes
    }

    /// Parks until there is room, or for `longest`.
    pub(super) fn wait_for_room<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        text_bytes: usize,
        longest: Duration,
    ) -> (MutexGuard<'a, State>, Result<(), DropReason>) {
        let deadline = self.clock.now().checked_add(longest);
        loop {
            let admitted = self.admit(&mut state, text_bytes);
            let is_late = deadline.is_some_and(|deadline| self.clock.now() >= deadline);
            if admitted != Err(DropReason::QueueFull) || is_late {
                return (state, admitted);
            }
            state.blocked.push(current());
            drop(state);
            self.clock.park_until(deadline);
            state = self.state();
        }
    }
}

impl State {
    /// Drops the oldest event that the worker has not taken yet; there may be none.
    pub(super) fn evict(&mut self, reason: DropReason) -> bool {
        let Some(number) = self.blocks.first() else { return false };
        let mut settled = Settled::default();
        self.blocks.walk(1, |queued| {
            settled.drop(reason, 1, queued.bytes() as u64);
            Look::Settle
        });
        self.blocks.release(1);
        self.ledger.evict(&settled);
        self.waits.settle(number, &settled);
        true
    }

    /// Wakes the threads that wait for room.
    pub(super) fn wake_blocked(&mut self) {
        for thread in self.blocked.drain(..) {
            thread.unpark();
        }
    }
}
