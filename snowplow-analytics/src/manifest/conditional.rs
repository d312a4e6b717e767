//! Manifests wherever an entry can be written on a condition: that there is none, or that it is still the one that was
//! seen. The same for every store that can.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::clock::{Clock, SystemClock};
use super::record::{RunRecord, RunState, Stored};
use super::watch::Watch;
use super::{Claim, Lease, ManifestError, RunManifests};

/// A store whose entries can be written on a condition. Reading must see what has been written.
pub(crate) trait Entries: fmt::Debug + Send + Sync {
    /// How users know the store.
    fn place(&self) -> String;

    /// Makes the store, if it is not there.
    fn prepare(&self) -> io::Result<()>;

    fn read(&self, entry: Entry<'_>) -> io::Result<Option<Seen>>;

    /// Writes an entry if there is none.
    fn create(&self, entry: Entry<'_>, content: &Stored) -> io::Result<bool>;

    /// Writes an entry if it is still the one that was seen.
    fn replace(&self, entry: Entry<'_>, content: &Stored, seen: &Seen) -> io::Result<bool>;

    /// Removes an entry, if there is one.
    fn remove(&self, entry: Entry<'_>) -> io::Result<()>;

    /// All entries.
    fn list(&self) -> io::Result<Vec<(EntryKind, RunRecord)>>;
}

/// One of the two entries of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) kind: EntryKind,
    pub(crate) run: &'a str,
}

/// What an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EntryKind {
    /// Somebody has claimed the run.
    Claim,
    /// The run is processed.
    Mark,
}

/// An entry that was read.
#[derive(Debug)]
pub(crate) struct Seen {
    /// `None` if it is none of ours.
    pub(crate) content: Option<Stored>,
    /// What the store knows this state of the entry by.
    pub(crate) version: String,
}

/// The protocol: what is written when, and what it means.
#[derive(Debug)]
pub(crate) struct ConditionalManifests<E> {
    pub(crate) entries: E,
    pub(crate) clock: Arc<dyn Clock>,
    watch: Watch,
}

type Result<T> = std::result::Result<T, ManifestError>;

/// How often a claim is tried while others are faster. One of all that try is not, so that there is soon nothing to try for.
const ROUNDS: usize = 100;

impl<E: Entries> ConditionalManifests<E> {
    pub(crate) fn new(entries: E) -> Self {
        Self { entries, clock: Arc::new(SystemClock), watch: Watch::default() }
    }

    fn ask<T>(&self, answer: io::Result<T>) -> Result<T> {
        answer.map_err(|error| ManifestError::Io(self.entries.place(), error))
    }

    fn written(&self, lease: &mut Lease, state: RunState) -> Stored {
        lease.record(state, self.clock.now())
    }

    /// Makes an entry, if there is none.
    fn make(&self, entry: Entry<'_>, content: &Stored) -> Result<bool> {
        Ok(self.ask(self.entries.create(entry, content))? || self.is_there(entry, content)?)
    }

    /// Puts an entry in the place of the one that was seen.
    fn replace(&self, entry: Entry<'_>, content: &Stored, seen: &Seen) -> Result<bool> {
        Ok(self.ask(self.entries.replace(entry, content, seen))? || self.is_there(entry, content)?)
    }

    /// Whether an entry has been written although the store says no: where an answer gets lost the request is made again,
    /// and the condition that held the first time does so no more.
    fn is_there(&self, entry: Entry<'_>, content: &Stored) -> Result<bool> {
        let seen = self.ask(self.entries.read(entry))?;
        Ok(seen.and_then(|seen| seen.content).is_some_and(|there| there.version == content.version))
    }

    /// The claim, if it is the one of this lease.
    fn mine(&self, lease: &Lease) -> Result<Seen> {
        let seen = self.ask(self.entries.read(claim(&lease.run)))?;
        let is_mine = |seen: &Seen| seen.content.as_ref().is_some_and(|content| lease.has_written(content));
        seen.filter(is_mine).ok_or_else(|| ManifestError::LeaseLost(lease.run.clone()))
    }

    /// Puts another state in the place of the lease's own.
    fn move_on(&self, lease: &mut Lease, state: RunState) -> Result<()> {
        let seen = self.mine(lease)?;
        let content = self.written(lease, state);
        if self.replace(claim(&lease.run), &content, &seen)? {
            Ok(())
        } else {
            Err(ManifestError::LeaseLost(lease.run.clone()))
        }
    }

    /// The answer to a claim, or none if another worker was faster: what it has written is to be looked at in turn.
    fn claim_once(&self, run: &str, owner: &str, duration: Duration) -> Result<Option<Claim>> {
        if self.contains(run)? {
            self.watch.forget(run);
            return Ok(Some(Claim::Done));
        }
        let seen = self.ask(self.entries.read(claim(run)))?;
        let before = seen.as_ref().and_then(|seen| seen.content.as_ref());
        let attempt = before.map_or(1, |before| before.record.attempt.saturating_add(1));
        let mut lease = Lease::new(run, owner, duration, attempt);
        let content = self.written(&mut lease, RunState::Processing);
        let is_granted = match &seen {
            None => self.make(claim(run), &content)?,
            Some(seen) => {
                let wait = self.wait(run, seen, duration);
                if !wait.is_zero() {
                    let owner = before.map(|before| before.record.owner.clone()).unwrap_or_default();
                    return Ok(Some(Claim::Held { owner, wait }));
                }
                self.replace(claim(run), &content, seen)?
            }
        };
        // The mark comes before a claim is removed: if this claim could be made because of that, it is there now.
        if is_granted && self.contains(run)? {
            self.ask(self.entries.remove(claim(run)))?;
            return Ok(Some(Claim::Done));
        }
        Ok(is_granted.then_some(Claim::Granted(lease)))
    }

    /// How long the claim that was seen has still to be respected.
    fn wait(&self, run: &str, seen: &Seen, lease: Duration) -> Duration {
        let held_for = match &seen.content {
            Some(content) if matches!(content.record.state, RunState::Failed(_)) => return Duration::ZERO,
            Some(content) => content.lease,
            None => lease,
        };
        self.watch.left(run, seen.version.as_bytes(), held_for, self.clock.monotonic())
    }
}

impl<E: Entries> RunManifests for ConditionalManifests<E> {
    fn create(&self) -> Result<()> {
        self.ask(self.entries.prepare())
    }

    fn add(&self, run: &str) -> Result<()> {
        let content = self.written(&mut Lease::new(run, "", Duration::ZERO, 0), RunState::Processed);
        self.ask(self.entries.create(mark(run), &content)).map(|_| ())
    }

    fn contains(&self, run: &str) -> Result<bool> {
        Ok(self.ask(self.entries.read(mark(run)))?.is_some())
    }

    fn claim(&self, run: &str, owner: &str, duration: Duration) -> Result<Claim> {
        for _ in 0..ROUNDS {
            if let Some(answer) = self.claim_once(run, owner, duration)? {
                return Ok(answer);
            }
        }
        self.ask(Err(io::Error::other("what it says changes with every look at it")))
    }

    fn renew(&self, lease: &mut Lease) -> Result<()> {
        self.move_on(lease, RunState::Processing)
    }

    fn complete(&self, mut lease: Lease) -> Result<()> {
        self.mine(&lease)?;
        let content = self.written(&mut lease, RunState::Processed);
        if !self.make(mark(&lease.run), &content)? {
            return Err(ManifestError::LeaseLost(lease.run));
        }
        self.ask(self.entries.remove(claim(&lease.run)))
    }

    fn fail(&self, mut lease: Lease, reason: &str) -> Result<()> {
        self.move_on(&mut lease, RunState::Failed(reason.to_owned()))
    }

    fn list(&self) -> Result<Vec<RunRecord>> {
        let mut entries = self.ask(self.entries.list())?;
        // Of the two entries of a run the mark, which is the greater one, comes first.
        entries.sort_by(|(one, first), (other, second)| first.run.cmp(&second.run).then(other.cmp(one)));
        entries.dedup_by(|(_, next), (_, kept)| next.run == kept.run);
        Ok(entries.into_iter().map(|(_, record)| record).collect())
    }

    fn prune(&self, processed_before: SystemTime) -> Result<usize> {
        let mut pruned = 0;
        for (kind, record) in self.ask(self.entries.list())? {
            if kind == EntryKind::Mark {
                self.ask(self.entries.remove(claim(&record.run)))?;
                if record.is_before(processed_before) {
                    self.ask(self.entries.remove(mark(&record.run)))?;
                    pruned += 1;
                }
            }
        }
        Ok(pruned)
    }
}

const fn mark(run: &str) -> Entry<'_> {
    Entry { kind: EntryKind::Mark, run }
}

const fn claim(run: &str) -> Entry<'_> {
    Entry { kind: EntryKind::Claim, run }
}
