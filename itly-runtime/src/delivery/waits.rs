//! Who waits for what: a flush ends with the last event that was queued before it.

use std::thread::Thread;

use super::ledger::Ledger;
use crate::flush::Flushed;

struct Wait {
    ticket: u64,
    /// How many events must have left the queue.
    mark: u64,
    finished_before: u64,
    sent_before: u64,
    thread: Thread,
    outcome: Option<Flushed>,
}

impl Wait {
    fn flushed(&self, ledger: &Ledger) -> Flushed {
        // A shutdown that gives up finishes later events too: those are not counted here.
        let finished = ledger.finished().min(self.mark);
        let sent = ledger.sent() - self.sent_before;
        Flushed { sent, dropped: finished - self.finished_before - sent, pending: self.mark - finished }
    }
}

/// The flushes that are being waited for, and those that are only wanted.
#[derive(Default)]
pub(crate) struct Waits {
    list: Vec<Wait>,
    last_ticket: u64,
    /// How many events must have left the queue before batches wait for more company again.
    goal: u64,
}

impl Waits {
    /// Everything that is queued now shall go out.
    pub(crate) fn request(&mut self, ledger: &Ledger) {
        self.goal = ledger.entered();
    }

    /// The same, and `thread` wants to know when it has.
    pub(crate) fn register(&mut self, ledger: &Ledger, thread: Thread) -> u64 {
        self.request(ledger);
        self.last_ticket += 1;
        self.list.push(Wait {
            ticket: self.last_ticket,
            mark: ledger.entered(),
            finished_before: ledger.finished(),
            sent_before: ledger.sent(),
            thread,
            outcome: None,
        });
        self.last_ticket
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
                wait.outcome = Some(wait.flushed(ledger));
                wait.thread.unpark();
            }
        }
    }

    /// The outcome for `ticket` if there is one; with `give_up`, what it is as yet.
    pub(crate) fn take(&mut self, ticket: u64, ledger: &Ledger, give_up: bool) -> Option<Flushed> {
        let index = self.list.iter().position(|wait| wait.ticket == ticket)?;
        let wait = &self.list[index];
        let outcome = wait.outcome.or_else(|| give_up.then(|| wait.flushed(ledger)))?;
        self.list.swap_remove(index);
        Some(outcome)
    }
}
