//! The queue of one destination: where the threads of the program and the destination's own thread meet.
//!
//! One lock guards the blocks, the accounts and who waits for what. It is held for a copy of a few hundred bytes or
//! for less; no code of others ever runs under it. The worker parks, and is unparked when it has reason to look:
//! for the first event after it ran dry, for the event that completes a batch, for a flush, for the shutdown.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::blocks::Blocks;
use super::destination::Limits;
use super::frame::{self, MOST_TEXT_BYTES};
use super::ledger::{Ledger, Settled};
use super::message::Message;
use super::stats::{DropReason, Stats};
use super::waits::Waits;
use crate::clock::Clock;
use crate::flush::Flushed;

pub(crate) struct Queue {
    state: Mutex<State>,
    most_events: u64,
    most_bytes: u64,
    limits: Limits,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct State {
    blocks: Blocks,
    ledger: Ledger,
    waits: Waits,
    phase: Phase,
    worker: Worker,
    wake: Wake,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Events are taken.
    #[default]
    Open,
    /// No more events are taken; those that are here go out, by the deadline if there is one.
    Draining(Option<Instant>),
    /// The deadline has passed: what was left is counted as lost, whatever becomes of it.
    Abandoned,
}

#[derive(Default)]
enum Worker {
    #[default]
    Absent,
    Starting,
    Running(Thread),
}

/// How much must wait for the parked worker to be unparked.
#[derive(Clone, Copy, Default)]
enum Wake {
    /// It runs, or it was unparked already.
    #[default]
    Never,
    At {
        events: usize,
        bytes: usize,
    },
}

/// What became of an event that was handed over.
pub(crate) struct Pushed {
    pub(crate) outcome: Result<(), DropReason>,
    /// The caller must start the worker: no one else will.
    pub(crate) worker_is_absent: bool,
}

/// What the worker does next.
pub(crate) enum Next {
    /// Send the first events of its own blocks, this many at most.
    Send(usize),
    /// Park.
    Wait(Option<Instant>),
    /// End.
    End,
}

/// The deadline of a shutdown has passed, and everything is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Abandoned;

impl Queue {
    pub(crate) fn new(events: usize, bytes: usize, limits: Limits, clock: Arc<dyn Clock>) -> Self {
        let (most_events, most_bytes) = (events as u64, bytes as u64);
        Self { state: Mutex::default(), most_events, most_bytes, limits, clock }
    }

    /// Takes `message` or counts it as dropped. Never waits for anything but the lock.
    pub(crate) fn push(&self, message: &Message<'_>) -> Pushed {
        let text_bytes = frame::text_bytes(message);
        let mut state = self.state();
        if let Err(reason) = self.admit(&state, text_bytes) {
            state.ledger.refuse(reason);
            return Pushed { outcome: Err(reason), worker_is_absent: false };
        }
        state.blocks.push(message, text_bytes, || self.clock.now());
        state.ledger.enter(Blocks::cost(text_bytes));
        let worker_is_absent = state.claim_worker();
        let sleeper = state.sleeper_if_due();
        drop(state);
        if let Some(sleeper) = sleeper {
            sleeper.unpark();
        }
        Pushed { outcome: Ok(()), worker_is_absent }
    }

    fn admit(&self, state: &State, text_bytes: usize) -> Result<(), DropReason> {
        let cost = Blocks::cost(text_bytes) as u64;
        if state.phase != Phase::Open {
            return Err(DropReason::Shutdown);
        }
        if text_bytes > MOST_TEXT_BYTES || cost > self.most_bytes {
            return Err(DropReason::TooLarge);
        }
        let full = state.ledger.pending() >= self.most_events
            || state.ledger.pending_bytes() + cost > self.most_bytes;
        if full { Err(DropReason::QueueFull) } else { Ok(()) }
    }

    /// The accounts, all taken at one moment.
    pub(crate) fn stats(&self) -> Stats {
        self.state().ledger.stats()
    }

    /// Sends off what is queued now, without waiting for it.
    pub(crate) fn request_flush(&self) {
        let mut state = self.state();
        let state = &mut *state;
        state.waits.request(&state.ledger, thread::current().id());
        state.wake_worker();
    }

    /// Whether there is something to send and no one to do it; then the caller must start the worker.
    pub(crate) fn needs_worker(&self) -> bool {
        let mut state = self.state();
        state.ledger.pending() > 0 && state.claim_worker()
    }

    /// Waits until what is queued now is sent or dropped, but not beyond `deadline`.
    pub(crate) fn flush(&self, deadline: Instant) -> Flushed {
        match self.register() {
            Ok(ticket) => self.wait(ticket, deadline),
            Err(flushed) => flushed,
        }
    }

    /// Takes no more events.
    pub(crate) fn close(&self, deadline: Option<Instant>) {
        let mut state = self.state();
        if state.phase == Phase::Open {
            state.phase = Phase::Draining(deadline);
        }
        state.wake_worker();
    }

    /// Waits until the closed queue is empty; what is left at `deadline` is counted as lost.
    pub(crate) fn drain(&self, deadline: Instant) -> Flushed {
        let mut flushed = self.flush(deadline);
        if flushed.pending > 0 {
            self.abandon();
            flushed.dropped += flushed.pending;
            flushed.pending = 0;
        }
        flushed
    }

    /// Counts everything that is pending as lost, and ends the worker as soon as it looks.
    pub(crate) fn abandon(&self) {
        let mut state = self.state();
        let state = &mut *state;
        state.phase = Phase::Abandoned;
        state.ledger.abandon();
        state.blocks.clear();
        state.waits.complete(&state.ledger);
        state.wake_worker();
    }

    /// The worker that was claimed could not be started: the next event tries again.
    pub(crate) fn worker_failed(&self, cause: String) {
        let mut state = self.state();
        state.worker = Worker::Absent;
        state.ledger.failure(cause);
    }

    /// The calling thread is the worker.
    pub(crate) fn attach_worker(&self) {
        self.state().worker = Worker::Running(thread::current());
    }

    /// What the worker does next; if it is to send, `taken` has what it sends.
    pub(crate) fn next(&self, taken: &mut Blocks) -> Next {
        let mut state = self.state();
        let state = &mut *state;
        if state.phase == Phase::Abandoned {
            return Next::End;
        }
        let events = state.blocks.frames() + taken.frames();
        let bytes = state.blocks.bytes() + taken.bytes();
        let Some(oldest) = taken.oldest().or_else(|| state.blocks.oldest()).filter(|_| events > 0) else {
            if state.phase != Phase::Open {
                return Next::End;
            }
            state.wake = Wake::At { events: 1, bytes: 0 };
            return Next::Wait(None);
        };
        let ripe_at = oldest.checked_add(self.limits.interval);
        let is_full = events >= self.limits.batch_events || bytes >= self.limits.batch_bytes;
        let is_ripe = || ripe_at.is_some_and(|at| self.clock.now() >= at);
        let is_due =
            is_full || state.phase != Phase::Open || state.waits.is_urgent(&state.ledger) || is_ripe();
        if !is_due {
            state.wake = Wake::At {
                events: self.limits.batch_events - taken.frames(),
                bytes: self.limits.batch_bytes - taken.bytes(),
            };
            return Next::Wait(ripe_at);
        }
        state.wake = Wake::Never;
        state.blocks.move_to(taken, self.limits.batch_events, self.limits.batch_bytes);
        let room = state.waits.room(&state.ledger).and_then(|room| usize::try_from(room).ok());
        Next::Send(self.limits.batch_events.min(room.unwrap_or(usize::MAX)))
    }

    /// How long an attempt that starts now may take.
    pub(crate) fn attempt_timeout(&self) -> Result<Duration, Abandoned> {
        match self.state().phase {
            Phase::Abandoned => Err(Abandoned),
            Phase::Draining(Some(deadline)) => {
                let left = deadline.saturating_duration_since(self.clock.now());
                Ok(self.limits.timeout.min(left).max(Duration::from_millis(1)))
            }
            Phase::Open | Phase::Draining(None) => Ok(self.limits.timeout),
        }
    }

    /// An attempt has ended, with a failure if there is a cause of one.
    pub(crate) fn note_attempt(&self, is_retry: bool, failure: Option<String>) {
        let mut state = self.state();
        state.ledger.attempt(is_retry);
        if let Some(cause) = failure {
            state.ledger.failure(cause);
        }
    }

    /// Parks the worker until `until`.
    pub(crate) fn pause(&self, until: Instant) -> Result<(), Abandoned> {
        while self.clock.now() < until {
            if self.state().phase == Phase::Abandoned {
                return Err(Abandoned);
            }
            self.clock.park_until(Some(until));
        }
        Ok(())
    }

    /// Events of the worker left the queue; the blocks that they emptied are filled again.
    pub(crate) fn settle(&self, settled: &Settled, taken: &mut Blocks) -> Result<(), Abandoned> {
        let mut state = self.state();
        let state = &mut *state;
        if state.phase == Phase::Abandoned {
            return Err(Abandoned);
        }
        state.ledger.settle(settled);
        state.waits.complete(&state.ledger);
        taken.return_spare_to(&mut state.blocks);
        Ok(())
    }

    /// Enters the calling thread among those who wait, or says at once what there is to say: that nothing is
    /// pending, or that there is no thread to send it.
    fn register(&self) -> Result<u64, Flushed> {
        let mut state = self.state();
        let state = &mut *state;
        let thread = thread::current();
        if state.ledger.pending() == 0 || matches!(state.worker, Worker::Absent) {
            return Err(state.waits.conclude(&state.ledger, thread.id()));
        }
        let ticket = state.waits.register(&state.ledger, thread);
        state.wake_worker();
        Ok(ticket)
    }

    fn wait(&self, ticket: u64, deadline: Instant) -> Flushed {
        loop {
            let is_late = self.clock.now() >= deadline;
            if let Some(flushed) = self.state().take_outcome(ticket, is_late) {
                return flushed;
            }
            self.clock.park_until(Some(deadline));
        }
    }

    /// Nothing panics under the lock, so that a poisoned one guards consistent accounts all the same.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take_outcome(&mut self, ticket: u64, give_up: bool) -> Option<Flushed> {
        self.waits.take(ticket, &self.ledger, give_up)
    }

    fn claim_worker(&mut self) -> bool {
        let is_absent = matches!(self.worker, Worker::Absent);
        if is_absent {
            self.worker = Worker::Starting;
        }
        is_absent
    }

    fn sleeper_if_due(&mut self) -> Option<Thread> {
        let Wake::At { events, bytes } = self.wake else { return None };
        if self.blocks.frames() < events && self.blocks.bytes() < bytes {
            return None;
        }
        self.wake = Wake::Never;
        match &self.worker {
            Worker::Running(thread) => Some(thread.clone()),
            Worker::Absent | Worker::Starting => None,
        }
    }

    fn wake_worker(&mut self) {
        self.wake = Wake::Never;
        if let Worker::Running(thread) = &self.worker {
            thread.unpark();
        }
    }
}
