//! The accounts of one queue. Every change happens under the queue's lock, so that they balance at every moment.

use super::stats::{DropReason, Drops, Stats};

/// What became of some events that were in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Settled {
    /// How many were sent.
    pub(crate) sent: u64,
    /// How many were not.
    pub(crate) dropped: Drops,
    /// What all of them took of the queue's bound.
    pub(crate) bytes: u64,
}

impl Settled {
    /// Events that were sent.
    pub(crate) fn sent(events: u64, bytes: u64) -> Self {
        Self { sent: events, dropped: Drops::default(), bytes }
    }

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

    fn events(&self) -> u64 {
        self.sent + self.dropped.total()
    }
}

#[derive(Default)]
pub(crate) struct Ledger {
    stats: Stats,
    /// Events that entered the queue, ever.
    entered: u64,
    /// Events that left it, ever.
    finished: u64,
}

impl Ledger {
    /// A consistent snapshot.
    pub(crate) fn stats(&self) -> Stats {
        self.stats.clone()
    }

    pub(crate) fn pending(&self) -> u64 {
        self.stats.pending
    }

    pub(crate) fn pending_bytes(&self) -> u64 {
        self.stats.pending_bytes
    }

    pub(crate) fn entered(&self) -> u64 {
        self.entered
    }

    pub(crate) fn finished(&self) -> u64 {
        self.finished
    }

    pub(crate) fn sent(&self) -> u64 {
        self.stats.sent
    }

    /// An event came and was refused.
    pub(crate) fn refuse(&mut self, reason: DropReason) {
        self.stats.accepted += 1;
        self.stats.dropped.add(reason, 1);
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
        self.finished += settled.events();
    }

    /// Everything that is still pending is lost.
    pub(crate) fn abandon(&mut self) {
        self.settle(&Settled::dropped(DropReason::Shutdown, self.stats.pending, self.stats.pending_bytes));
    }

    /// An attempt has ended, the first one of its batch or a later one.
    pub(crate) fn attempt(&mut self, is_retry: bool) {
        self.stats.attempts += 1;
        self.stats.retries += u64::from(is_retry);
    }

    /// Something went wrong.
    pub(crate) fn failure(&mut self, cause: String) {
        self.stats.last_error = Some(cause);
    }
}
