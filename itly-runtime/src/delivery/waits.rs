//! Who waits for what: a flush ends with the last event that was queued before it.

use std::collections::VecDeque;
use std::thread::{Thread, ThreadId};

use super::ledger::Ledger;
use crate::flush::Flushed;

/// Threads that requested a flush and did not wait for it are forgotten when there are this many.
const MOST_REQUESTS: usize = 64;

/// Where a flush starts to count.
#[derive(Clone, Copy)]
struct Baseline {
    finished: u64,
    sent: u64,
}

impl Baseline {
    fn of(ledger: &Ledger) -> Self {
        Self { finished: ledger.finished(), sent: ledger.sent() }
    }

    /// What has become of the events up to `mark` since then.
    fn flushed(self, mark: u64, ledger: &Ledger) -> Flushed {
        // A shutdown that gives up finishes later events too: those are not counted here.
        let finished = ledger.finished().min(mark);
        let sent = ledger.sent() - self.sent;
        Flushed { sent, dropped: finished - self.finished - sent, pending: mark - finished }
    }
}

struct Wait {
    ticket: u64,
    baseline: Baseline,
    /// How many events must have left the queue.
    mark: u64,
    thread: Thread,
    outcome: Option<Flushed>,
}

/// The flushes that are being waited for, and those that are only wanted.
#[derive(Default)]
pub(crate) struct Waits {
    list: Vec<Wait>,
    last_ticket: u64,
    /// A thread that waits for the flush it has requested counts from the request on.
    requests: VecDeque<(ThreadId, Baseline)>,
    /// How many events must have left the queue before batches wait for more company again.
    goal: u64,
}

impl Waits {
    /// Everything that is queued now shall go out, and `thread` may come back to wait for it.
    pub(crate) fn request(&mut self, ledger: &Ledger, thread: ThreadId) {
        self.take_request(thread);
        if self.requests.len() == MOST_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back((thread, Baseline::of(ledger)));
        self.goal = ledger.entered();
    }

    /// Everything that is queued now shall go out, and `thread` waits for it.
    pub(crate) fn register(&mut self, ledger: &Ledger, thread: Thread) -> u64 {
        let baseline = self.take_request(thread.id()).unwrap_or_else(|| Baseline::of(ledger));
        self.goal = ledger.entered();
        self.last_ticket += 1;
        self.list.push(Wait { ticket: self.last_ticket, baseline, mark: self.goal, thread, outcome: None });
        self.last_ticket
    }

    /// What has become of the flush that `thread` requested, for which it need not wait.
    pub(crate) fn conclude(&mut self, ledger: &Ledger, thread: ThreadId) -> Flushed {
        let baseline = self.take_request(thread).unwrap_or_else(|| Baseline::of(ledger));
        baseline.flushed(ledger.entered(), ledger)
    }

    fn take_request(&mut self, thread: ThreadId) -> Option<Baseline> {
        let index = self.requests.iter().position(|(other, _)| *other == thread)?;
        self.requests.remove(index).map(|(_, baseline)| baseline)
    }

    /// Whether a flush wants events out that are still here.
    pub(crate) fn is_urgent(&self, ledger: &Ledger) -> bool {
        self.goal > ledger.finished()
    }

    /// How many events a batch may have so that it ends with the nearest mark, at which someone counts.
    pub(crate) fn room(&self, ledger: &Ledger) -> Option<u64> {
        let open = self.list.iter().filter(|wait| wait.outcome.is_none());
        open.map(|wait| wait.mark - ledger.finished()).min()
    }

    /// Notes the outcome of those whose last event has left, and wakes them.
    pub(crate) fn complete(&mut self, ledger: &Ledger) {
        for wait in self.list.iter_mut().filter(|wait| wait.outcome.is_none()) {
            if wait.mark <= ledger.finished() {
                wait.outcome = Some(wait.baseline.flushed(wait.mark, ledger));
                wait.thread.unpark();
            }
        }
    }

    /// The outcome for `ticket` if there is one; with `give_up`, what it is as yet.
    pub(crate) fn take(&mut self, ticket: u64, ledger: &Ledger, give_up: bool) -> Option<Flushed> {
        let index = self.list.iter().position(|wait| wait.ticket == ticket)?;
        let wait = &self.list[index];
        let outcome = wait.outcome.or_else(|| give_up.then(|| wait.baseline.flushed(wait.mark, ledger)))?;
        self.list.swap_remove(index);
        Some(outcome)
    }
}
