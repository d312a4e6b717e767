//! The thread of one destination.

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::attempt::{Attempt, Batch};
use super::blocks::{Blocks, Look, Queued};
use super::circuit::{Circuit, Gate, Verdict};
use super::dead_letters::DeadLetters;
use super::destination::Destination;
use super::ledger::Ended;
use super::limits::Limits;
use super::losses::Losses;
use super::outcome::Outcome;
use super::parcel::{History, Parcel, unpack};
use super::queue::{End, Next, Queue};
use super::random::Random;
use super::report::Reporter;
use super::ruling::{Lot, Ruling, rule};
use super::settings::Conduct;
use super::spooling::{Backlog, Spooling};
use super::stats::DropReason;
use super::writer::{Draft, Room, Writer, Written};
use crate::clock::Clock;
use crate::stamp::{Timestamp, next_message_id};

/// How many events a batch has that is to find out whether the destination is back.
const PROBE_EVENTS: usize = 10;

/// Parcels that may wait for their next attempt before the events behind them wait as well.
const MOST_PARCELS: usize = 16;

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
    pub(crate) conduct: Conduct,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) reporter: Arc<Reporter>,
    pub(crate) spooling: Option<Arc<Spooling>>,
}

impl Equipment {
    /// Starts the thread. It ends by itself when its queue is closed and empty, or abandoned.
    pub(crate) fn start(self, name: &str) -> io::Result<()> {
        let thread_name: String = format!("itly-{name}").replace('\0', "");
        thread::Builder::new().name(thread_name).spawn(move || {
            IS_WORKER.set(true);
            Worker::new(self).run();
        })?;
        Ok(())
    }
}

struct Worker {
    equipment: Equipment,
    /// How long a body may be: as the destination says, or less by what it has refused.
    longest_body: usize,
    random: Random,
    circuit: Circuit,
    /// What was taken from the queue and not sent yet.
    taken: Blocks,
    parcels: Vec<Parcel>,
    /// What lies on disk, if there is a spool.
    backlog: Option<Backlog>,
    draft: Draft,
    losses: Losses,
}

impl Worker {
    fn new(equipment: Equipment) -> Self {
        let dead_letters =
            equipment.conduct.dead_letters.clone().map(|path| {
                DeadLetters::new(path, equipment.destination.name(), Arc::clone(&equipment.clock))
            });
        Self {
            longest_body: equipment.limits.batch_bytes,
            random: Random::new(),
            circuit: Circuit::default(),
            taken: Blocks::default(),
            parcels: Vec::new(),
            backlog: equipment.spooling.as_ref().and_then(|spooling| spooling.backlog(&equipment.queue)),
            draft: Draft::default(),
            losses: Losses::new(dead_letters),
            equipment,
        }
    }

    fn run(mut self) {
        self.equipment.queue.attach_worker();
        while self.turn().is_ok() {}
        if let Some(backlog) = &self.backlog {
            backlog.close(&self.equipment.queue);
        }
        self.circuit.close();
        self.equipment.queue.note_state(self.circuit.state());
    }

    /// Sends one batch, or waits for a reason to.
    fn turn(&mut self) -> Result<(), End> {
        self.equipment.reporter.report_refused(&self.equipment.queue);
        if let Some(destination) = self.equipment.queue.take_replacement() {
            self.equipment.destination = destination;
            self.circuit.reset();
        }
        if let Some(number) = self.equipment.queue.wanted_purge() {
            self.purge()?;
            self.equipment.queue.note_purge(number);
        }
        let tend_at = self.backlog.as_mut().and_then(|backlog| backlog.tend(&self.equipment.queue));
        let now = self.equipment.clock.now();
        let most_events = match self.circuit.gate(now) {
            Gate::Shut(until) => {
                let wake_at = tend_at.map_or(until, |at| at.min(until));
                return self.equipment.queue.rest(wake_at, Some(until));
            }
            Gate::Probe => PROBE_EVENTS.min(self.equipment.limits.batch_events),
            Gate::Pass => self.equipment.limits.batch_events,
        };
        let due = self.parcels.iter().map(|parcel| parcel.due).chain(tend_at).min();
        if let Some(parcel) = self.due_parcel(now) {
            return self.send_parcel(parcel, most_events);
        }
        if let Some(due) = due
            && self.parcels.len() >= MOST_PARCELS
        {
            return self.equipment.queue.rest(due, None);
        }
        let disk_rests = self.backlog.as_ref().is_none_or(Backlog::is_resting);
        match self.equipment.queue.next(&mut self.taken, due, disk_rests)? {
            Next::Wait(until) => {
                self.equipment.clock.park_until(until);
                Ok(())
            }
            Next::Send(room) => self.send_fresh(room.min(most_events)),
            Next::Read(room) => self.send_from_disk(room.min(most_events)),
        }
    }

    /// Drops everything that waits.
    fn purge(&mut self) -> Result<(), End> {
        for Parcel { mut blocks, history, .. } in std::mem::take(&mut self.parcels) {
            self.purge_blocks(&mut blocks, usize::MAX, history.number)?;
        }
        let mut taken = std::mem::take(&mut self.taken);
        // One by one, since a flush may concern some of them and not the others.
        while let Some(number) = taken.first() {
            self.purge_blocks(&mut taken, 1, number)?;
        }
        if let Some(backlog) = &mut self.backlog {
            backlog.purge(&self.equipment.queue);
        }
        Ok(())
    }

    fn purge_blocks(&mut self, blocks: &mut Blocks, most: usize, number: u64) -> Result<(), End> {
        blocks.drain(most, |queued| self.losses.lose(queued, DropReason::OptOut, "purged"));
        self.settle(number)
    }

    /// The parcel that has been due for the longest time.
    fn due_parcel(&mut self, now: Instant) -> Option<Parcel> {
        let due = (0..self.parcels.len()).filter(|index| self.parcels[*index].due <= now);
        let first = due.min_by_key(|index| self.parcels[*index].due)?;
        Some(self.parcels.remove(first))
    }

    fn send_fresh(&mut self, most_events: usize) -> Result<(), End> {
        let mut blocks = std::mem::take(&mut self.taken);
        let history = History::new(blocks.first().unwrap_or_default());
        let sent = self.send(&mut blocks, history, most_events);
        self.taken = blocks;
        sent
    }

    fn send_from_disk(&mut self, most_events: usize) -> Result<(), End> {
        let Some(backlog) = &mut self.backlog else { return Ok(()) };
        let mut blocks = Blocks::default();
        let number = backlog.read(&self.equipment.queue, most_events, &mut blocks);
        if blocks.frames() == 0 {
            return Ok(());
        }
        let due = self.equipment.clock.now();
        self.send_parcel(Parcel { blocks, history: History::new(number), due }, most_events)
    }

    fn send_parcel(&mut self, parcel: Parcel, most_events: usize) -> Result<(), End> {
        let Parcel { mut blocks, mut history, due } = parcel;
        if blocks.frames() > most_events && history.is_tried() {
            history = history.of_part();
        }
        self.send(&mut blocks, history.clone(), most_events)?;
        if blocks.frames() > 0 {
            self.parcels.push(Parcel { blocks, history: history.of_part(), due });
        }
        Ok(())
    }

    /// Makes one attempt at a batch from the head of `blocks`, and takes it out.
    fn send(&mut self, blocks: &mut Blocks, mut history: History, most_events: usize) -> Result<(), End> {
        // A batch that is sent again has the same events, though a digit more in its head may make it longer.
        let bytes = if history.is_tried() { usize::MAX } else { self.longest_body };
        let room = Room { frames: most_events, bytes };
        let attempt = self.attempt(blocks, &mut history)?;
        let written = self.write(blocks, &room, attempt);
        let ruling = self.attempt_delivery(attempt, &mut history);
        let is_on_disk = self.backlog.is_some();
        if matches!(ruling, Ruling::Delivered) && !written.has_others && !is_on_disk {
            self.losses.send_all(self.draft.entries.len() as u64, written.bytes);
            self.settle(history.number)?;
            blocks.release(written.frames);
            blocks.return_spare_to(&mut self.taken);
            return Ok(());
        }
        self.sort(blocks, written.frames, attempt, &history, &ruling);
        self.settle(history.number)
    }

    fn attempt(&mut self, blocks: &mut Blocks, history: &mut History) -> Result<Attempt, End> {
        let timeout = self.equipment.queue.attempt_timeout()?;
        let unix_time = self.equipment.clock.unix_time();
        let time = Timestamp::from(unix_time);
        let (batch_id, batch_time) = history.identity(|| (next_message_id(unix_time), time));
        let number = history.attempts.begin();
        let mut endpoint = 0;
        blocks.walk(usize::MAX, |queued| {
            endpoint = self.endpoint(queued);
            Look::Stop
        });
        Ok(Attempt { number, timeout, time, batch_id, batch_time, endpoint })
    }

    /// A message over which the destination panics is for no endpoint in particular; the writer will drop it.
    fn endpoint(&self, queued: &Queued<'_>) -> usize {
        let message = queued.message();
        catch_unwind(AssertUnwindSafe(|| self.equipment.destination.endpoint(&message))).unwrap_or(0)
    }

    fn write(&mut self, blocks: &mut Blocks, room: &Room, attempt: Attempt) -> Written {
        let writer = Writer {
            destination: &*self.equipment.destination,
            limits: &self.equipment.limits,
            max_age: self.equipment.conduct.retry.max_age,
            now: self.equipment.clock.now(),
            attempt,
        };
        writer.write(blocks, room, &mut self.draft, &mut self.losses)
    }

    /// Hands the batch over, and says what is to become of it.
    fn attempt_delivery(&mut self, attempt: Attempt, history: &mut History) -> Ruling {
        if self.draft.entries.is_empty() {
            return Ruling::Delivered;
        }
        if self.equipment.conduct.only_prints {
            self.equipment.reporter.print(&self.draft.body);
            return Ruling::Lost { reason: DropReason::Disabled, cause: "only printed".to_owned() };
        }
        self.circuit.send();
        self.equipment.queue.note_state(self.circuit.state());
        let batch = Batch::new(&self.draft.body, &self.draft.entries, attempt);
        let outcome = catch_unwind(AssertUnwindSafe(|| self.equipment.destination.deliver(&batch))).ok();
        self.judge(outcome, attempt, history)
    }

    /// What is to become of the batch, and of the destination as a whole.
    fn judge(&mut self, outcome: Option<Outcome>, attempt: Attempt, history: &mut History) -> Ruling {
        let retry = &self.equipment.conduct.retry;
        let failure = match &outcome {
            Some(outcome) => outcome.cause().map(str::to_owned),
            None => Some("the destination panicked".to_owned()),
        };
        let events = self.draft.entries.len();
        let (verdict, ruling) =
            rule(outcome, events, self.circuit.is_probing(), history, retry, &mut self.random);
        let now = self.equipment.clock.now();
        self.circuit.conclude(verdict, now, retry, &mut self.random);
        if self.equipment.conduct.is_ordered
            && let Some(until) = ruling.pause().and_then(|pause| now.checked_add(pause))
        {
            self.circuit.back_off(until);
        }
        if ruling == (Ruling::Halves { is_too_large: true }) {
            // Halves have an envelope each: a little more than half of it must fit.
            self.longest_body = self.draft.body.len() / 3 * 2;
        }
        if verdict == Verdict::Unauthorized {
            let cause = failure.as_deref().unwrap_or_default();
            self.equipment.reporter.unauthorized(cause, self.circuit.last_pause());
        }
        self.equipment.queue.note_attempt(Ended {
            is_retry: attempt.number > 1,
            bytes: self.draft.body.len() as u64,
            success: matches!(ruling, Ruling::Delivered | Ruling::Each { .. }).then_some(attempt.time),
            failure,
            state: self.circuit.state(),
        });
        ruling
    }

    /// Takes a batch that was not simply delivered out of `blocks`, message by message, and makes parcels of what is to
    /// be sent again.
    fn sort(
        &mut self,
        blocks: &mut Blocks,
        frames: usize,
        attempt: Attempt,
        history: &History,
        ruling: &Ruling,
    ) {
        let now = self.equipment.clock.now();
        let events = self.draft.entries.len();
        let mut losses = std::mem::take(&mut self.losses);
        let mut parcels: Vec<(Lot<'_>, Blocks)> = Vec::new();
        let others = unpack(
            blocks,
            frames,
            &attempt,
            |queued| self.endpoint(queued),
            |index, queued| match ruling.lot(index, events) {
                Lot::Sent => losses.send(queued),
                Lot::Lost(reason, cause) => losses.lose(queued, reason, cause),
                lot => {
                    let known = parcels.iter().position(|(other, _)| *other == lot);
                    let place = known.unwrap_or_else(|| {
                        parcels.push((lot, Blocks::default()));
                        parcels.len() - 1
                    });
                    parcels[place].1.append(queued);
                }
            },
        );
        self.losses = losses;
        for (lot, blocks) in parcels {
            let (history, pause) = match lot {
                Lot::Again(pause) => (history.clone(), pause),
                _ => (history.of_part(), Duration::ZERO),
            };
            let due = now.checked_add(pause).unwrap_or(now);
            self.parcels.push(Parcel { blocks, history, due });
        }
        if others.frames() > 0 {
            self.parcels.push(Parcel { blocks: others, history: History::new(history.number), due: now });
        }
    }

    fn settle(&mut self, number: u64) -> Result<(), End> {
        let (settled, cause) = self.losses.take();
        if settled.is_empty() {
            return Ok(());
        }
        let places = self.losses.take_places();
        if let Some(backlog) = &mut self.backlog
            && !places.is_empty()
        {
            backlog.settle(&self.equipment.queue, &places);
        }
        self.equipment.queue.settle(number, &settled, &mut self.taken)?;
        self.equipment.reporter.report(&settled, cause.as_deref());
        Ok(())
    }
}
