//! The thread of one destination.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use super::batch::{Room, Writer, Written};
use super::blocks::Blocks;
use super::destination::{Attempt, Batch, Destination, Limits};
use super::ledger::Settled;
use super::outcome::Outcome;
use super::queue::{Abandoned, Next, Queue};
use super::random::Random;
use super::retry::{Attempts, RetryPolicy, Step};
use super::stats::DropReason;
use crate::clock::Clock;
use crate::stamp::Timestamp;

thread_local! {
    static IS_WORKER: Cell<bool> = const { Cell::new(false) };
}

/// Whether the calling thread is one that sends: it must not wait for events to be sent.
pub(crate) fn is_worker_thread() -> bool {
    IS_WORKER.try_with(Cell::get).unwrap_or(false)
}

/// What a worker is made of.
#[derive(Clone)]
pub(crate) struct Equipment {
    pub(crate) queue: Arc<Queue>,
    pub(crate) destination: Arc<dyn Destination>,
    pub(crate) limits: Limits,
    pub(crate) retry: RetryPolicy,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Equipment {
    /// Starts the thread. It ends by itself when its queue is closed and empty, or abandoned.
    pub(crate) fn start(self, name: &str) -> io::Result<()> {
        let name: String = format!("itly-{name}").replace('\0', "");
        thread::Builder::new().name(name).spawn(move || {
            IS_WORKER.set(true);
            Worker::new(self).run();
        })?;
        Ok(())
    }
}

struct Worker {
    equipment: Equipment,
    random: Random,
    /// What was taken from the queue; the batch being sent is at its head.
    taken: Blocks,
    body: Vec<u8>,
}

impl Worker {
    fn new(equipment: Equipment) -> Self {
        Self { equipment, random: Random::new(), taken: Blocks::default(), body: Vec::new() }
    }

    fn run(mut self) {
        self.equipment.queue.attach_worker();
        loop {
            match self.equipment.queue.next(&mut self.taken) {
                Next::Wait(until) => self.equipment.clock.park_until(until),
                Next::End => return,
                Next::Send(most_events) => match self.send(most_events) {
                    Ok(frames) => self.taken.release(frames),
                    Err(Abandoned) => return,
                },
            }
        }
    }

    /// Sends one batch, as often as it takes, and returns how many frames it covered.
    fn send(&mut self, most_events: usize) -> Result<usize, Abandoned> {
        let mut attempts = Attempts::default();
        let mut room = Room { frames: most_events, is_limited_by_bytes: true };
        loop {
            let number = attempts.next_number();
            let attempt = self.attempt(number)?;
            let written = self.write(attempt, &room);
            room = Room { frames: written.frames, is_limited_by_bytes: false };
            self.settle(&written.dropped)?;
            if written.events == 0 {
                return Ok(written.frames);
            }
            match self.step(&written, attempt, &mut attempts) {
                Step::WaitUntil(until) => self.equipment.queue.pause(until)?,
                Step::Sent => {
                    self.settle(&Settled::sent(written.events as u64, written.bytes as u64))?;
                    return Ok(written.frames);
                }
                Step::Drop(reason) => {
                    self.settle(&Settled::dropped(reason, written.events as u64, written.bytes as u64))?;
                    return Ok(written.frames);
                }
            }
        }
    }

    fn attempt(&self, number: u32) -> Result<Attempt, Abandoned> {
        let timeout = self.equipment.queue.attempt_timeout()?;
        Ok(Attempt { number, timeout, time: Timestamp::from(self.equipment.clock.unix_time()) })
    }

    fn write(&mut self, attempt: Attempt, room: &Room) -> Written {
        let writer = Writer {
            destination: &*self.equipment.destination,
            limits: &self.equipment.limits,
            max_age: self.equipment.retry.max_age,
            now: self.equipment.clock.now(),
            attempt,
        };
        writer.write(&mut self.taken, room, &mut self.body)
    }

    fn step(&mut self, written: &Written, attempt: Attempt, attempts: &mut Attempts) -> Step {
        let batch = Batch::new(&self.body, written.events, attempt);
        let outcome = catch_unwind(AssertUnwindSafe(|| self.equipment.destination.deliver(&batch)));
        let failure = match &outcome {
            Ok(Outcome::Delivered) => None,
            Ok(Outcome::Failed { cause, .. } | Outcome::Rejected { cause }) => Some(cause.clone()),
            Err(_) => Some("the destination panicked".to_owned()),
        };
        self.equipment.queue.note_attempt(attempt.number > 1, failure);
        let Ok(outcome) = outcome else { return Step::Drop(DropReason::Panic) };
        attempts.step(&outcome, &self.equipment.retry, self.equipment.clock.now(), &mut self.random)
    }

    fn settle(&mut self, settled: &Settled) -> Result<(), Abandoned> {
        if *settled == Settled::default() {
            return Ok(());
        }
        self.equipment.queue.settle(settled, &mut self.taken)
    }
}
