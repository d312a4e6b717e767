//! Who waits for what: a flush ends with the last event that was queued before it.

use std::time::Instant;

use super::ledger::{Ledger, Settled};
use super::sync::{Thread, ThreadId};
use crate::flush::Flushed;

/// Threads that requested a flush and did not wait for it are forgotten when there are this many.
const MOST_REQUESTS: usize = 64;

/// A flush: what was queued when it was asked for, and what has become of it.
struct Wait {
    ticket: u64,
    /// The events whose number is below this one belong to it.
    mark: u64,
    flushed: Flushed,
    owner: ThreadId,
    waiter: Option<Waiter>,
}

/// The thread that waits, if one does.
struct Waiter {
    thread: Thread,
    deadline: Instant,
    /// Nothing can happen before the deadline any more.
    is_hopeless: bool,
}

impl Wait {
    fn is_over(&self) -> bool {
        self.flushed.pending == 0
    }

    fn wake(&self) {
        if let Some(waiter) = &self.waiter {
            waiter.thread.unpark();
        }
    }
}

/// The flushes that are being waited for, and those that are only wanted.
#[derive(Default)]
pub(crate) struct Waits {
    list: Vec<Wait>,
    last_ticket: u64,
    /// The events whose number is below this one go out without waiting for company.
    goal: u64,
    /// How many of them are still here.
    urgent: u64,
}

impl Waits {
    /// Everything that is queued now shall go out, and `thread` may come back to wait for it.
    pub(crate) fn request(&mut self, ledger: &Ledger, thread: ThreadId) {
        self.list.retain(|wait| wait.owner != thread || wait.waiter.is_some());
        if self.list.iter().filter(|wait| wait.waiter.is_none()).count() == MOST_REQUESTS
            && let Some(oldest) = self.list.iter().position(|wait| wait.waiter.is_none())
        {
            self.list.remove(oldest);
        }
        self.open(ledger, thread);
    }

    /// What was queued when `thread` requested a flush, or else everything that is queued now, shall go out, and `thread`
    /// waits for it.
    pub(crate) fn register(&mut self, ledger: &Ledger, thread: Thread, deadline: Instant) -> u64 {
        let owner = thread.id();
        let requested = self.list.iter().position(|wait| wait.owner == owner && wait.waiter.is_none());
        let index = requested.unwrap_or_else(|| self.open(ledger, owner));
        let wait = &mut self.list[index];
        wait.waiter = Some(Waiter { thread, deadline, is_hopeless: false });
        wait.ticket
    }

    fn open(&mut self, ledger: &Ledger, owner: ThreadId) -> usize {
        self.goal = ledger.entered();
        self.urgent = ledger.pending();
        self.last_ticket += 1;
        let flushed = Flushed { pending: self.urgent, ..Flushed::default() };
        self.list.push(Wait { ticket: self.last_ticket, mark: self.goal, flushed, owner, waiter: None });
        self.list.len() - 1
    }

    /// Whether a flush wants events out that are still here.
    pub(crate) fn is_urgent(&self) -> bool {
        self.urgent > 0
    }

    /// How many events from the number `first` on a batch may have so that it ends with the nearest mark: what becomes of
    /// a batch then concerns a flush as a whole or not at all.
    pub(crate) fn room(&self, first: u64) -> Option<u64> {
        let open = self.list.iter().filter(|wait| !wait.is_over());
        open.filter_map(|wait| wait.mark.checked_sub(first)).filter(|room| *room > 0).min()
    }

    /// Events left the queue, of one batch to which the event with the number `number` belongs: those who waited for the
    /// last of them are woken.
    pub(crate) fn settle(&mut self, number: u64, settled: &Settled) {
        let (sent, dropped) = (settled.sent, settled.dropped.total());
        if number < self.goal {
            self.urgent = self.urgent.saturating_sub(sent + dropped);
        }
        for wait in self.list.iter_mut().filter(|wait| number < wait.mark) {
            wait.flushed.sent += sent;
            wait.flushed.dropped += dropped;
            wait.flushed.pending = wait.flushed.pending.saturating_sub(sent + dropped);
            if wait.is_over() {
                wait.wake();
            }
        }
    }

    /// Everything that was pending is lost, but for `left` events.
    pub(crate) fn abandon(&mut self, left: u64) {
        self.urgent = 0;
        for wait in &mut self.list {
            let kept = wait.flushed.pending.min(left);
            wait.flushed.dropped += wait.flushed.pending - kept;
            wait.flushed.pending = kept;
            if let Some(waiter) = &mut wait.waiter {
                waiter.is_hopeless = true;
            }
            wait.wake();
        }
    }

    /// There may be news for those who wait.
    pub(crate) fn wake_all(&self) {
        self.list.iter().for_each(Wait::wake);
    }

    /// There is no one to send anything: the wait for `ticket` is over.
    pub(crate) fn give_up(&mut self, ticket: u64) {
        let waits = self.list.iter_mut().filter(|wait| wait.ticket == ticket);
        for waiter in waits.filter_map(|wait| wait.waiter.as_mut()) {
            waiter.is_hopeless = true;
        }
    }

    /// Nothing will be sent before `until`: those whose deadline is earlier need not wait for it.
    pub(crate) fn give_up_before(&mut self, until: Instant) {
        for wait in &mut self.list {
            if let Some(waiter) = &mut wait.waiter
                && waiter.deadline < until
            {
                waiter.is_hopeless = true;
                waiter.thread.unpark();
            }
        }
    }

    /// The outcome for `ticket` if there is one; with `give_up`, what it is as yet.
    pub(crate) fn take(&mut self, ticket: u64, give_up: bool) -> Option<Flushed> {
        let index = self.list.iter().position(|wait| wait.ticket == ticket)?;
        let wait = &self.list[index];
        let is_hopeless = wait.waiter.as_ref().is_some_and(|waiter| waiter.is_hopeless);
        let flushed = (wait.is_over() || is_hopeless || give_up).then_some(wait.flushed)?;
        self.list.swap_remove(index);
        Some(flushed)
    }
}
