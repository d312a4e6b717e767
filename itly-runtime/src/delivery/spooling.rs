//! The spool beside the queue: what is written there, and how it comes back.

use std::cell::RefCell;
use std::io;
use std::num::NonZeroU32;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::blocks::Blocks;
use super::frame::Place;
use super::message::Message;
use super::queue::{Pushed, Queue};
use super::record::{self, Recorded};
use super::stats::DropReason;
use crate::clock::Clock;
use crate::spool::{Appended, Record, RecordId, Recovery, Spool, SpoolError, SpoolSettings};

/// How long a disk that fails is left alone.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// How long after a search for what dead processes have left the next one begins.
const PAUSE_BETWEEN_SEARCHES: Duration = Duration::from_secs(60);

/// How much is read at once.
const READ_BYTES: usize = 512 * 1024;

thread_local! {
    static LINE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// What is written to disk, and where.
#[derive(Debug, Clone)]
pub(crate) struct DiskUse {
    pub(crate) settings: SpoolSettings,
    /// Every event, or those alone for which the queue has no room.
    pub(crate) is_for_all: bool,
}

/// The spool of one delivery in this process, opened when it is first needed.
pub(crate) struct Spooling {
    usage: DiskUse,
    destination: String,
    clock: Arc<dyn Clock>,
    spool: OnceLock<Option<Arc<Spool>>>,
}

impl Spooling {
    pub(crate) fn new(usage: DiskUse, destination: &str, clock: Arc<dyn Clock>) -> Self {
        Self { usage, destination: destination.to_owned(), clock, spool: OnceLock::new() }
    }

    /// Takes `message`, to disk or into the queue. A disk that fails is noted, and the queue takes what it can.
    pub(crate) fn push(&self, queue: &Queue, message: &Message<'_>) -> Pushed {
        if !queue.is_open() {
            return queue.push(message);
        }
        if !self.usage.is_for_all {
            return match queue.push_unless_full(message) {
                Some(pushed) => pushed,
                None => self.write(queue, message).unwrap_or_else(|| queue.refuse(DropReason::QueueFull)),
            };
        }
        self.write(queue, message).unwrap_or_else(|| queue.push(message))
    }

    /// Writes `message` to disk; nothing if the disk fails.
    fn write(&self, queue: &Queue, message: &Message<'_>) -> Option<Pushed> {
        let spool = self.spool(queue)?;
        let appended = LINE.try_with(|line| match line.try_borrow_mut() {
            Ok(mut line) => append(spool, message, &mut line),
            Err(_) => append(spool, message, &mut Vec::new()),
        });
        match appended.unwrap_or_else(|_| append(spool, message, &mut Vec::new())) {
            Ok(appended) => Some(queue.enter_on_disk(1, appended.brings_maintenance_forward)),
            Err(SpoolError::Full) => Some(queue.refuse(DropReason::SpoolFull)),
            Err(SpoolError::TooLarge) => Some(queue.refuse(DropReason::TooLarge)),
            Err(error) => {
                queue.note_failure(error.to_string());
                None
            }
        }
    }

    /// The worker's side of the spool, if the disk lets there be one.
    pub(crate) fn backlog(&self, queue: &Queue) -> Option<Backlog> {
        self.spool(queue).map(|spool| Backlog::new(Arc::clone(spool), Arc::clone(&self.clock)))
    }

    fn spool(&self, queue: &Queue) -> Option<&Arc<Spool>> {
        let open = || match Spool::open(&self.usage.settings, &self.destination, Arc::clone(&self.clock)) {
            Ok(spool) => Some(Arc::new(spool)),
            Err(error) => {
                queue.note_failure(format!("the spool can't be opened, events are kept in memory: {error}"));
                None
            }
        };
        self.spool.get_or_init(open).as_ref()
    }
}

fn append(spool: &Spool, message: &Message<'_>, line: &mut Vec<u8>) -> Result<Appended, SpoolError> {
    line.clear();
    record::write(message, line);
    spool.append(line)
}

/// What lies on disk, for the destination's own thread.
pub(crate) struct Backlog {
    spool: Arc<Spool>,
    clock: Arc<dyn Clock>,
    /// Read and not handed out yet, the last one first.
    records: Vec<Record>,
    /// Where those lie that were handed out.
    places: Vec<Option<RecordId>>,
    free: Vec<Place>,
    /// Losses that are not counted yet: of events that their threads have written, but not told the queue of.
    lost: Vec<(DropReason, u64)>,
    /// Nothing is asked of the disk before then.
    quiet_until: Option<Instant>,
    /// When what dead processes have left is looked for again.
    search_at: Instant,
}

impl Backlog {
    fn new(spool: Arc<Spool>, clock: Arc<dyn Clock>) -> Self {
        let search_at = clock.now();
        let (records, places, free, lost) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { spool, clock, records, places, free, lost, quiet_until: None, search_at }
    }

    /// Whether the disk is left alone for a while.
    pub(crate) fn is_resting(&self) -> bool {
        self.quiet_until.is_some()
    }

    /// Does a step of what is to be done beside sending, and says when to come again; nothing if it need not be before
    /// something is written.
    pub(crate) fn tend(&mut self, queue: &Queue) -> Option<Instant> {
        let now = self.clock.now();
        if let Some(until) = self.quiet_until.filter(|until| now < *until) {
            return Some(until);
        }
        self.quiet_until = None;
        let recovered = if self.search_at <= now { self.search(now) } else { Ok(()) };
        let maintained = match self.spool.maintenance_due() {
            Some(due) if due <= now => self.spool.maintain(),
            _ => Ok(()),
        };
        self.count_changes(queue);
        if let Err(error) = recovered.and(maintained) {
            return Some(self.fail(queue, &error));
        }
        Some(self.spool.maintenance_due().map_or(self.search_at, |due| due.min(self.search_at)))
    }

    /// Takes a step of the search for what dead processes have left.
    fn search(&mut self, now: Instant) -> io::Result<()> {
        if self.spool.recover()? == Recovery::Done {
            self.search_at = now.checked_add(PAUSE_BETWEEN_SEARCHES).unwrap_or(now);
        }
        Ok(())
    }

    /// Moves `most` events from disk into `into` at most; returns the number of the first one.
    pub(crate) fn read(&mut self, queue: &Queue, most: usize, into: &mut Blocks) -> u64 {
        if self.records.is_empty() {
            let read = self.spool.read(READ_BYTES, &mut self.records);
            self.records.reverse();
            self.count_changes(queue);
            match read {
                Err(error) => _ = self.fail(queue, &error),
                // What the queue knows of is not there, or not yet: this turn may not come at once again.
                Ok(()) if self.records.is_empty() => _ = self.rest(),
                Ok(()) => {}
            }
        }
        let (mut events, mut unreadable, now) = (0, Vec::new(), self.clock.now());
        let bytes = into.bytes();
        while events < most as u64
            && let Some(record) = self.records.pop()
        {
            match Recorded::read(record.payload()).message() {
                Some(message) => {
                    let place = self.place(record.id());
                    into.push_from_disk(&message, place, now);
                    events += 1;
                }
                None => unreadable.push(record.id()),
            }
        }
        let number = queue.read_from_disk(events, (into.bytes() - bytes) as u64);
        if !unreadable.is_empty() {
            self.lost.push((DropReason::SpoolCorrupt, unreadable.len() as u64));
            self.settle_records(queue, &unreadable);
        }
        number
    }

    /// The messages that lay at `places` are sent or dropped.
    pub(crate) fn settle(&mut self, queue: &Queue, places: &[Place]) {
        let taken = places.iter().filter_map(|place| {
            self.free.push(*place);
            self.places.get_mut(place.get() as usize - 1)?.take()
        });
        let ids: Vec<RecordId> = taken.collect();
        self.settle_records(queue, &ids);
    }

    /// Drops everything that lies on disk, but what belongs to other processes that run.
    pub(crate) fn purge(&mut self, queue: &Queue) {
        let buffered: Vec<RecordId> = self.records.drain(..).map(|record| record.id()).collect();
        self.lost.push((DropReason::OptOut, buffered.len() as u64));
        self.settle_records(queue, &buffered);
        let purged = self.spool.purge();
        self.count_changes(queue);
        if let Err(error) = purged {
            self.fail(queue, &error);
        }
    }

    /// No more is to be read: what is left is for the next process.
    pub(crate) fn close(&self, queue: &Queue) {
        if let Err(error) = self.spool.close() {
            queue.note_failure(format!("the spool: {error}"));
        }
    }

    fn settle_records(&mut self, queue: &Queue, ids: &[RecordId]) {
        if !ids.is_empty()
            && let Err(error) = self.spool.settle(ids)
        {
            self.fail(queue, &error);
        }
    }

    fn place(&mut self, id: RecordId) -> Place {
        if let Some(place) = self.free.pop() {
            self.places[place.get() as usize - 1] = Some(id);
            return place;
        }
        self.places.push(Some(id));
        let length = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        NonZeroU32::new(length).unwrap_or(NonZeroU32::MAX)
    }

    /// What the spool has lost or found by itself.
    fn count_changes(&mut self, queue: &Queue) {
        let changes = self.spool.take_changes();
        if changes.adopted > 0 {
            queue.enter_on_disk(changes.adopted, false);
        }
        self.lost.extend([
            (DropReason::SpoolFull, changes.dropped_full),
            (DropReason::Expired, changes.dropped_expired),
            (DropReason::SpoolCorrupt, changes.dropped_corrupt),
            (DropReason::OptOut, changes.purged),
        ]);
        self.lost.retain(|(_, events)| *events > 0);
        for (reason, events) in &mut self.lost {
            *events -= queue.lose_on_disk(*reason, *events);
        }
    }

    fn fail(&mut self, queue: &Queue, error: &io::Error) -> Instant {
        queue.note_failure(format!("the spool: {error}"));
        self.rest()
    }

    fn rest(&mut self) -> Instant {
        let now = self.clock.now();
        let until = now.checked_add(PAUSE_AFTER_FAILURE).unwrap_or(now);
        self.quiet_until = Some(until);
        until
    }
}
