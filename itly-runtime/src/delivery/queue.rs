//! The queue of one destination: where the threads of the program and the destination's own thread meet.
//!
//! One lock guards the blocks, the accounts and who waits for what. It is held for a copy of a few hundred bytes or
//! for less; no code of others ever runs under it. The worker parks, and is unparked when it has reason to look:
//! for the first event after it ran dry, for the event that completes a batch, for a flush, for the shutdown.

mod on_disk;
mod room;

use std::sync::Arc;
use std::time::{Duration, Instant};

use self::on_disk::{OnDisk, OnDiskNext};
use super::blocks::Blocks;
use super::bounds::{Bounds, Overflow};
use super::destination::Destination;
use super::frame;
use super::ledger::{Ended, Ledger, Settled};
use super::limits::Limits;
use super::message::Message;
use super::stats::{DeliveryState, DropReason, Drops, Stats};
use super::sync::{Mutex, MutexGuard, PoisonError, Thread, current};
use super::waits::Waits;
use crate::clock::Clock;
use crate::flush::Flushed;

pub(crate) struct Queue {
    state: Mutex<State>,
    bounds: Bounds,
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
    /// The threads that wait for room.
    blocked: Vec<Thread>,
    /// What lies on disk and was not read yet.
    disk: OnDisk,
    /// Nothing is sent before then, whoever asks.
    shut_until: Option<Instant>,
    /// How often the worker was told to drop what it holds, and how often of those it has.
    purges: u64,
    purged: u64,
    /// What the worker is to send to from now on.
    replacement: Option<Arc<dyn Destination>>,
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
        events_on_disk: u64,
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
    /// Read this many events from disk at most, and send them.
    Read(usize),
    /// Park.
    Wait(Option<Instant>),
}

/// The worker's work is done, or the deadline of a shutdown has passed and everything is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End;

impl Queue {
    pub(crate) fn new(bounds: Bounds, limits: Limits, clock: Arc<dyn Clock>) -> Self {
        Self { state: Mutex::default(), bounds, limits, clock }
    }

    /// Takes `message` or counts it as dropped. Waits for nothing but the lock, and for room if the queue's overflow says
    /// so.
    pub(crate) fn push(&self, message: &Message<'_>) -> Pushed {
        let text_bytes = frame::text_bytes(message);
        let mut state = self.state();
        let mut admitted = self.admit(&mut state, text_bytes);
        if admitted == Err(DropReason::QueueFull)
            && let Overflow::Block(longest) = self.bounds.overflow
        {
            (state, admitted) = self.wait_for_room(state, text_bytes, longest);
        }
        if let Err(reason) = admitted {
            return state.refuse(reason);
        }
        self.enter(state, message, text_bytes)
    }

    fn enter(&self, mut state: MutexGuard<'_, State>, message: &Message<'_>, text_bytes: usize) -> Pushed {
        let number = state.ledger.entered();
        state.blocks.push(message, text_bytes, number, || self.clock.now());
        state.ledger.enter(Blocks::cost(text_bytes));
        let worker_is_absent = state.claim_worker();
        let sleeper = state.sleeper_if_due();
        drop(state);
        if let Some(sleeper) = sleeper {
            sleeper.unpark();
        }
        Pushed { outcome: Ok(()), worker_is_absent }
    }

    /// Counts an event that is not taken for a reason outside the queue.
    pub(crate) fn refuse(&self, reason: DropReason) -> Pushed {
        self.state().refuse(reason)
    }

    /// Whether the caller must start the worker: no one else will.
    pub(crate) fn claim_worker(&self) -> bool {
        self.state().claim_worker()
    }

    /// The accounts, all taken at one moment.
    pub(crate) fn stats(&self) -> Stats {
        self.state().ledger.stats()
    }

    /// Sends off what is queued now, without waiting for it.
    pub(crate) fn request_flush(&self) {
        let mut state = self.state();
        let state = &mut *state;
        state.waits.request(&state.ledger, current().id());
        state.wake_worker();
    }

    /// Whether there is something to send and no one to do it; then the caller must start the worker.
    pub(crate) fn needs_worker(&self) -> bool {
        let mut state = self.state();
        state.ledger.pending() > 0 && state.claim_worker()
    }

    /// Waits until what is queued now is sent or dropped, but not beyond `deadline`.
    pub(crate) fn flush(&self, deadline: Instant) -> Flushed {
        let ticket = self.register(deadline);
        loop {
            let is_late = self.clock.now() >= deadline;
            let mut state = self.state();
            if (state.purged == state.purges || is_late)
                && let Some(flushed) = state.waits.take(ticket, is_late)
            {
                return flushed;
            }
            drop(state);
            self.clock.park_until(Some(deadline));
        }
    }

    /// Enters the calling thread among those who wait. It is told at once that it need not if there is no thread to send
    /// anything, or if that will send nothing before the deadline.
    fn register(&self, deadline: Instant) -> u64 {
        let mut state = self.state();
        let state = &mut *state;
        let ticket = state.waits.register(&state.ledger, current(), deadline);
        if matches!(state.worker, Worker::Absent) {
            state.waits.give_up(ticket);
        }
        if let Some(until) = state.shut_until {
            state.waits.give_up_before(until);
        }
        state.wake_worker();
        ticket
    }

    /// Takes no more events.
    pub(crate) fn close(&self, deadline: Option<Instant>) {
        let mut state = self.state();
        if state.phase == Phase::Open {
            state.phase = Phase::Draining(deadline);
        }
        state.wake_blocked();
        state.wake_worker();
    }

    /// Waits until the closed queue is empty; what is left at `deadline` is counted as lost.
    pub(crate) fn drain(&self, deadline: Instant) -> Flushed {
        let mut flushed = self.flush(deadline);
        if flushed.pending > 0 {
            let left = self.abandon().min(flushed.pending);
            flushed.dropped += flushed.pending - left;
            flushed.pending = left;
        }
        flushed
    }

    /// Counts everything that is pending as lost, and ends the worker as soon as it looks. Returns how many events are
    /// left: those on disk.
    fn abandon(&self) -> u64 {
        let mut state = self.state();
        let state = &mut *state;
        state.phase = Phase::Abandoned;
        state.ledger.abandon();
        let left = state.ledger.pending();
        state.blocks.clear();
        state.waits.abandon(left);
        state.wake_worker();
        left
    }

    /// The worker that was claimed could not be started: the next event tries again.
    pub(crate) fn worker_failed(&self, cause: String) {
        let mut state = self.state();
        state.worker = Worker::Absent;
        state.ledger.failure(cause);
    }

    /// The calling thread is the worker.
    pub(crate) fn attach_worker(&self) {
        self.state().worker = Worker::Running(current());
    }

    /// What the worker does next; if it is to send, `taken` has what it sends. It has something else to do at `due`.
    /// What lies on disk is left there with `disk_rests`.
    pub(crate) fn next(
        &self,
        taken: &mut Blocks,
        due: Option<Instant>,
        disk_rests: bool,
    ) -> Result<Next, End> {
        let mut state = self.state();
        let state = &mut *state;
        state.shut_until = None;
        if state.phase == Phase::Abandoned {
            return Err(End);
        }
        let due = match self.next_on_disk(state, disk_rests) {
            OnDiskNext::Read(most) => {
                state.wake = Wake::Never;
                return Ok(Next::Read(most));
            }
            OnDiskNext::Wait(until) => earlier(due, until),
        };
        let events = state.blocks.frames() + taken.frames();
        let bytes = state.blocks.bytes() + taken.bytes();
        let Some(oldest) = taken.oldest().or_else(|| state.blocks.oldest()).filter(|_| events > 0) else {
            if state.phase != Phase::Open && state.ledger.pending() == 0 {
                return Err(End);
            }
            let events_on_disk = self.wake_on_disk(state, disk_rests);
            state.wake = Wake::At { events: 1, bytes: 1, events_on_disk };
            return Ok(Next::Wait(due));
        };
        let ripe_at = oldest.checked_add(self.limits.interval);
        let is_full = events >= self.limits.batch_events || bytes >= self.limits.batch_bytes;
        let is_ripe = || ripe_at.is_some_and(|at| self.clock.now() >= at);
        let is_due = is_full || state.phase != Phase::Open || state.waits.is_urgent() || is_ripe();
        if !is_due {
            state.wake = Wake::At {
                events: self.limits.batch_events.saturating_sub(taken.frames()),
                bytes: self.limits.batch_bytes.saturating_sub(taken.bytes()),
                events_on_disk: self.wake_on_disk(state, disk_rests),
            };
            return Ok(Next::Wait(earlier(ripe_at, due)));
        }
        state.wake = Wake::Never;
        state.blocks.move_to(taken, self.limits.batch_events, self.limits.batch_bytes);
        let room = taken.first().and_then(|first| state.waits.room(first));
        let room = room.and_then(|room| usize::try_from(room).ok());
        Ok(Next::Send(self.limits.batch_events.min(room.unwrap_or(usize::MAX))))
    }

    /// How long an attempt that starts now may take.
    pub(crate) fn attempt_timeout(&self) -> Result<Duration, End> {
        match self.state().phase {
            Phase::Abandoned => Err(End),
            Phase::Draining(Some(deadline)) => {
                let left = deadline.saturating_duration_since(self.clock.now());
                Ok(self.limits.timeout.min(left).max(Duration::from_millis(1)))
            }
            Phase::Open | Phase::Draining(None) => Ok(self.limits.timeout),
        }
    }

    /// The worker has begun something else.
    pub(crate) fn note_state(&self, delivery: DeliveryState) {
        self.state().ledger.set_state(delivery);
    }

    /// An attempt has ended.
    pub(crate) fn note_attempt(&self, ended: Ended) {
        self.state().ledger.attempt(ended);
    }

    /// From now on the worker sends to `destination`, at once.
    pub(crate) fn replace_destination(&self, destination: Arc<dyn Destination>) {
        let mut state = self.state();
        state.replacement = Some(destination);
        state.shut_until = None;
        state.wake_worker();
    }

    /// Drops what waits here, and has the worker drop what it holds and what lies on disk.
    pub(crate) fn purge(&self) {
        let mut state = self.state();
        while state.evict(DropReason::OptOut) {}
        state.purges += 1;
        state.wake_blocked();
        state.wake_worker();
    }

    /// The number of the purge that the worker is to carry out, if there is one.
    pub(crate) fn wanted_purge(&self) -> Option<u64> {
        let state = self.state();
        (state.purged < state.purges).then_some(state.purges)
    }

    /// The purge of this number is done: a flush waits for that, too.
    pub(crate) fn note_purge(&self, number: u64) {
        let mut state = self.state();
        state.purged = number;
        state.waits.wake_all();
    }

    /// What the worker is to send to from now on, if that has changed.
    pub(crate) fn take_replacement(&self) -> Option<Arc<dyn Destination>> {
        self.state().replacement.take()
    }

    /// What was refused since the last time.
    pub(crate) fn take_refused(&self) -> Drops {
        self.state().ledger.take_refused()
    }

    /// Parks the worker until `until`, or until something new is asked of it. With `shut_until`, nothing at all is sent
    /// before then, so that a flush whose deadline is earlier need not wait.
    pub(crate) fn rest(&self, until: Instant, shut_until: Option<Instant>) -> Result<(), End> {
        let mut state = self.state();
        if state.phase == Phase::Abandoned || (state.phase != Phase::Open && state.ledger.pending() == 0) {
            return Err(End);
        }
        if let Some(until) = shut_until {
            state.shut_until = Some(until);
            state.waits.give_up_before(until);
        }
        state.wake = Wake::Never;
        drop(state);
        self.clock.park_until(Some(until));
        Ok(())
    }

    /// Events of one batch left the queue, the one numbered `number` among them; the blocks that they emptied are filled
    /// again.
    pub(crate) fn settle(&self, number: u64, settled: &Settled, taken: &mut Blocks) -> Result<(), End> {
        let mut state = self.state();
        let state = &mut *state;
        if state.phase == Phase::Abandoned {
            // What lies on disk is pending all the same. It takes none of the bound any more.
            if settled.on_disk == settled.events() {
                state.ledger.settle(&Settled { bytes: 0, ..*settled });
            }
            return Err(End);
        }
        state.ledger.settle(settled);
        state.waits.settle(number, settled);
        state.wake_blocked();
        taken.return_spare_to(&mut state.blocks);
        Ok(())
    }

    /// Nothing panics under the lock, so that a poisoned one guards consistent accounts all the same.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl State {
    fn refuse(&mut self, reason: DropReason) -> Pushed {
        self.ledger.refuse(reason);
        Pushed { outcome: Err(reason), worker_is_absent: false }
    }

    fn claim_worker(&mut self) -> bool {
        let is_absent = matches!(self.worker, Worker::Absent);
        if is_absent {
            self.worker = Worker::Starting;
        }
        is_absent
    }

    fn sleeper_if_due(&mut self) -> Option<Thread> {
        let Wake::At { events, bytes, events_on_disk } = self.wake else { return None };
        let is_due = self.blocks.frames() >= events
            || self.blocks.bytes() >= bytes
            || self.disk.events() >= events_on_disk;
        if is_due { self.sleeper() } else { None }
    }

    /// The worker, to be woken.
    fn sleeper(&mut self) -> Option<Thread> {
        self.wake = Wake::Never;
        match &self.worker {
            Worker::Running(thread) => Some(thread.clone()),
            Worker::Absent | Worker::Starting => None,
        }
    }

    fn wake_worker(&mut self) {
        if let Some(sleeper) = self.sleeper() {
            sleeper.unpark();
        }
    }
}
