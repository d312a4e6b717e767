//! The accounts of one queue. Every change happens under the queue's lock, so that they balance at every moment.

use super::stats::{DeliveryState, DropReason, Drops, Stats};
use crate::stamp::Timestamp;

/// What became of some events that were in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Settled {
    /// How many were sent.
    pub(crate) sent: u64,
    /// How many were not.
    pub(crate) dropped: Drops,
    /// What all of them took of the queue's bound.
    pub(crate) bytes: u64,
    /// How many of them lay on disk as well.
    pub(crate) on_disk: u64,
}

impl Settled {
    /// Events that were dropped.
    pub(crate) fn dropped(reason: DropReason, events: u64, bytes: u64) -> Self {
        let mut settled = Self::default();
        settled.drop(reason, events, bytes);
        settled
    }

    /// Adds dropped events.
    pub(crate) fn drop(&mut self, reason: DropReason, events: u64, bytes: u64) {
        self.dropped.add(reason, events);
        self.bytes += bytes;
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.events() == 0
    }

    pub(crate) fn events(&self) -> u64 {
        self.sent + self.dropped.total()
    }
}

/// An attempt that has ended.
pub(crate) struct Ended {
    /// Whether it was not the first one of its batch.
    pub(crate) is_retry: bool,
    /// How long the batch was.
    pub(crate) bytes: u64,
    /// When it was, if the destination took something.
    pub(crate) success: Option<Timestamp>,
    /// What went wrong.
    pub(crate) failure: Option<String>,
    /// What the delivery is doing now.
    pub(crate) state: DeliveryState,
}

#[derive(Default)]
pub(crate) struct Ledger {
    stats: Stats,
    /// Events that entered the queue, ever.
    entered: u64,
    /// Events that were refused since the worker last told of them.
    refused: Drops,
}

impl Ledger {
    /// A consistent snapshot.
    pub(crate) fn stats(&self) -> Stats {
        self.stats.clone()
    }

    pub(crate) fn pending(&self) -> u64 {
        self.stats.pending
    }

    /// How many of the pending events the queue alone has.
    pub(crate) fn in_memory(&self) -> u64 {
        self.stats.pending - self.stats.on_disk
    }

    pub(crate) fn pending_bytes(&self) -> u64 {
        self.stats.pending_bytes
    }

    pub(crate) fn entered(&self) -> u64 {
        self.entered
    }

    /// What was refused since the last time.
    pub(crate) fn take_refused(&mut self) -> Drops {
        std::mem::take(&mut self.refused)
    }

    /// An event came and was refused.
    pub(crate) fn refuse(&mut self, reason: DropReason) {
        self.stats.accepted += 1;
        self.stats.dropped.add(reason, 1);
        // To tell a callback of what it tracked itself would make it track again.
        if reason != DropReason::Reentrant {
            self.refused.add(reason, 1);
        }
    }

    /// An event came and was queued.
    pub(crate) fn enter(&mut self, bytes: usize) {
        self.stats.accepted += 1;
        self.stats.pending += 1;
        self.stats.pending_bytes += bytes as u64;
        self.entered += 1;
    }

    /// Events left the queue.
    pub(crate) fn settle(&mut self, settled: &Settled) {
        self.stats.sent += settled.sent;
        self.stats.dropped.add_all(&settled.dropped);
        self.stats.pending -= settled.events();
        self.stats.pending_bytes -= settled.bytes;
        self.stats.on_disk -= settled.on_disk;
    }

    /// Events left the queue on a thread that tracks others, which does not tell of it.
    pub(crate) fn evict(&mut self, settled: &Settled) {
        self.settle(settled);
        self.refused.add_all(&settled.dropped);
    }

    /// `events` came and lie on disk.
    #[cfg(feature = "spool")]
    pub(crate) fn enter_on_disk(&mut self, events: u64) {
        self.stats.accepted += events;
        self.stats.pending += events;
        self.stats.on_disk += events;
        self.entered += events;
    }

    /// Events that lie on disk were read: they take `bytes` of the queue's bound.
    #[cfg(feature = "spool")]
    pub(crate) fn read_from_disk(&mut self, bytes: u64) {
        self.stats.pending_bytes += bytes;
    }

    /// Everything that is still pending is lost, but for what lies on disk and waits for the next process. What was read
    /// from there takes none of the queue's bound any more. Returns how many were lost.
    pub(crate) fn abandon(&mut self) -> u64 {
        let lost = self.stats.pending - self.stats.on_disk;
        self.settle(&Settled::dropped(DropReason::Shutdown, lost, self.stats.pending_bytes));
        lost
    }

    /// An attempt has ended.
    pub(crate) fn attempt(&mut self, ended: Ended) {
        self.stats.attempts += 1;
        self.stats.retries += u64::from(ended.is_retry);
        self.stats.bytes += ended.bytes;
        self.stats.last_success = ended.success.or(self.stats.last_success);
        self.stats.state = ended.state;
        if let Some(cause) = ended.failure {
            self.failure(cause);
        }
    }

    /// What the delivery is doing.
    pub(crate) fn set_state(&mut self, state: DeliveryState) {
        self.stats.state = state;
    }

    /// Something went wrong.
    pub(crate) fn failure(&mut self, cause: String) {
        self.stats.last_error = Some(cause);
    }
}
