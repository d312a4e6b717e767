//! The events that lie on disk, as the queue knows them: how many, since when, and under which numbers.

use std::collections::VecDeque;
use std::time::Instant;

#[cfg(feature = "spool")]
use super::super::{blocks::Blocks, frame, ledger::Settled, message::Message, stats::DropReason};
#[cfg(feature = "spool")]
use super::Pushed;
use super::{Phase, Queue, State};

/// Which events lie on disk and were not read yet, by their numbers: runs of them, in the order in which the events are read.
///
/// Events of other processes are read first but numbered when they are found, so that a flush may count one of those for one
/// of its own: its sums are right, and no event is forgotten.
#[derive(Default)]
pub(super) struct OnDisk {
    /// First number and length of each run.
    runs: VecDeque<(u64, u64)>,
    events: u64,
    since: Option<Instant>,
}

impl OnDisk {
    /// How many events there are.
    pub(super) fn events(&self) -> u64 {
        self.events
    }

    /// Since when there are some that wait for a batch.
    fn since(&self) -> Option<Instant> {
        self.since
    }

    /// Number and length of the run that is read next.
    fn front(&self) -> Option<(u64, u64)> {
        self.runs.front().copied()
    }

    /// `events` are written, from the number `first` on.
    #[cfg(feature = "spool")]
    fn add(&mut self, first: u64, events: u64, now: impl FnOnce() -> Instant) {
        if events == 0 {
            return;
        }
        self.events += events;
        self.since.get_or_insert_with(now);
        match self.runs.back_mut() {
            Some((start, length)) if *start + *length == first => *length += events,
            _ => self.runs.push_back((first, events)),
        }
    }

    /// `events` are read, or lost; returns the number of the first one.
    #[cfg(feature = "spool")]
    fn take(&mut self, events: u64, now: impl FnOnce() -> Instant) -> u64 {
        let number = self.runs.front().map_or(0, |(first, _)| *first);
        let mut left = events.min(self.events);
        self.events -= left;
        while let Some((first, length)) = self.runs.front_mut() {
            let taken = left.min(*length);
            *first += taken;
            *length -= taken;
            left -= taken;
            if *length > 0 {
                break;
            }
            self.runs.pop_front();
        }
        if events > 0 {
            self.since = (self.events > 0).then(now);
        }
        number
    }
}

/// What is to be done about the events on disk.
pub(super) enum OnDiskNext {
    /// Read this many at most.
    Read(usize),
    /// Nothing before then.
    Wait(Option<Instant>),
}

impl Queue {
    pub(super) fn next_on_disk(&self, state: &State, disk_rests: bool) -> OnDiskNext {
        let (Some(since), Some((first, count))) = (state.disk.since(), state.disk.front()) else {
            return OnDiskNext::Wait(None);
        };
        if disk_rests {
            return OnDiskNext::Wait(None);
        }
        let ripe_at = since.checked_add(self.limits.interval);
        let is_due = state.disk.events() >= self.limits.batch_events as u64
            || state.phase != Phase::Open
            || state.waits.is_urgent()
            || ripe_at.is_some_and(|at| self.clock.now() >= at);
        if !is_due {
            return OnDiskNext::Wait(ripe_at);
        }
        let room = count.min(state.waits.room(first).unwrap_or(u64::MAX));
        OnDiskNext::Read(self.limits.batch_events.min(usize::try_from(room).unwrap_or(usize::MAX)))
    }

    /// How many events on disk are reason enough to wake the worker, who is about to sleep.
    pub(super) fn wake_on_disk(&self, state: &State, disk_rests: bool) -> u64 {
        match state.disk.events() {
            _ if disk_rests => u64::MAX,
            // The first one tells the worker when the next batch is ripe.
            0 => 1,
            _ => self.limits.batch_events as u64,
        }
    }
}

#[cfg(feature = "spool")]
impl Queue {
    /// As [`push`](Self::push), but leaves it to the caller what becomes of a message for which there is no room.
    pub(crate) fn push_unless_full(&self, message: &Message<'_>) -> Option<Pushed> {
        let text_bytes = frame::text_bytes(message);
        let mut state = self.state();
        if state.phase == Phase::Open && !self.has_room(&state, Blocks::cost(text_bytes) as u64) {
            return None;
        }
        Some(match self.admit(&mut state, text_bytes) {
            Err(reason) => state.refuse(reason),
            Ok(()) => self.enter(state, message, text_bytes),
        })
    }

    /// Whether events are taken.
    pub(crate) fn is_open(&self) -> bool {
        self.state().phase == Phase::Open
    }

    /// `events` lie on disk now: they were written there, or left there by a process that is gone. The worker is woken if
    /// they are reason enough, or if the disk `needs_care` soon.
    pub(crate) fn enter_on_disk(&self, events: u64, needs_care: bool) -> Pushed {
        let mut state = self.state();
        let first = state.ledger.entered();
        state.ledger.enter_on_disk(events);
        state.disk.add(first, events, || self.clock.now());
        let worker_is_absent = state.claim_worker();
        let sleeper = if needs_care { state.sleeper() } else { state.sleeper_if_due() };
        drop(state);
        if let Some(sleeper) = sleeper {
            sleeper.unpark();
        }
        Pushed { outcome: Ok(()), worker_is_absent }
    }

    /// `events` were read from disk, and take `bytes` of the bound; returns the number of the first one.
    pub(crate) fn read_from_disk(&self, events: u64, bytes: u64) -> u64 {
        let mut state = self.state();
        state.ledger.read_from_disk(bytes);
        state.disk.take(events, || self.clock.now())
    }

    /// `events` were lost on disk before they were read. Returns how many of them the queue knows of.
    pub(crate) fn lose_on_disk(&self, reason: DropReason, events: u64) -> u64 {
        let mut state = self.state();
        let state = &mut *state;
        let events = events.min(state.disk.events());
        let mut settled = Settled::dropped(reason, events, 0);
        settled.on_disk = events;
        let number = state.disk.take(events, || self.clock.now());
        state.ledger.evict(&settled);
        state.waits.settle(number, &settled);
        events
    }

    /// Something went wrong beside an attempt.
    pub(crate) fn note_failure(&self, cause: String) {
        self.state().ledger.failure(cause);
    }
}

#[cfg(all(test, feature = "spool"))]
mod tests {
    use std::time::Instant;

    use super::OnDisk;

    #[test]
    fn runs_are_taken_in_their_order() {
        let mut disk = OnDisk::default();
        for (first, events) in [(3, 2), (5, 1), (10, 4)] {
            disk.add(first, events, Instant::now);
        }
        assert_eq!((disk.events(), disk.front()), (7, Some((3, 3))));
        let since = disk.since();
        disk.take(0, Instant::now);
        assert_eq!(disk.since(), since);
        assert_eq!(disk.take(2, Instant::now), 3);
        assert_eq!(disk.front(), Some((5, 1)));
        assert_eq!(disk.take(3, Instant::now), 5);
        assert_eq!((disk.events(), disk.front()), (2, Some((12, 2))));
        assert_eq!(disk.take(9, Instant::now), 12);
        assert_eq!((disk.events(), disk.front(), disk.since()), (0, None, None));
    }
}
