//! Manifests wherever an entry can be written on a condition: that there is none, or that it is still the one that was
//! seen. The same for every store that can.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::clock::{Clock, SystemClock};
use super::record::{RunRecord, RunState, Stored, random};
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

impl<E: Entries> ConditionalManifests<E> {
    pub(crate) fn new(entries: E) -> Self {
        Self { entries, clock: Arc::new(SystemClock), watch: Watch::default() }
    }

    fn ask<T>(&self, answer: io::Result<T>) -> Result<T> {
        answer.map_err(|error| ManifestError::Io(self.entries.place(), error))
    }

    fn stored(&self, lease: &Lease, state: RunState) -> Stored {
        let (run, owner) = (lease.run.clone(), lease.owner.clone());
        let record = RunRecord { run, state, owner, attempt: lease.attempt, at: self.clock.now() };
        Stored { record, version: lease.version.clone(), lease: lease.duration }
    }

    /// The claim, if it is the one of this lease.
    fn mine(&self, lease: &Lease) -> Result<Seen> {
        let seen = self.ask(self.entries.read(claim(&lease.run)))?;
        let is_mine =
            |seen: &Seen| seen.content.as_ref().is_some_and(|content| content.version == lease.version);
        seen.filter(is_mine).ok_or_else(|| ManifestError::LeaseLost(lease.run.clone()))
    }

    /// Puts another state in the place of the lease's own.
    fn replace(&self, lease: &Lease, seen: &Seen, state: RunState) -> Result<()> {
        let replaced = self.entries.replace(claim(&lease.run), &self.stored(lease, state), seen);
        if self.ask(replaced)? { Ok(()) } else { Err(ManifestError::LeaseLost(lease.run.clone())) }
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
        let lease = Lease::new(run, "", Duration::ZERO, 0);
        self.ask(self.entries.create(mark(run), &self.stored(&lease, RunState::Processed))).map(|_| ())
    }

    fn contains(&self, run: &str) -> Result<bool> {
        Ok(self.ask(self.entries.read(mark(run)))?.is_some())
    }

    fn claim(&self, run: &str, owner: &str, duration: Duration) -> Result<Claim> {
        loop {
            if self.contains(run)? {
                self.watch.forget(run);
                return Ok(Claim::Done);
            }
            let seen = self.ask(self.entries.read(claim(run)))?;
            let before = seen.as_ref().and_then(|seen| seen.content.as_ref());
            let lease =
                Lease::new(run, owner, duration, before.map_or(1, |before| before.record.attempt + 1));
            let content = self.stored(&lease, RunState::Processing);
            let granted = match &seen {
                None => self.entries.create(claim(run), &content),
                Some(seen) => {
                    let wait = self.wait(run, seen, duration);
                    if !wait.is_zero() {
                        let owner = before.map(|before| before.record.owner.clone()).unwrap_or_default();
                        return Ok(Claim::Held { owner, wait });
                    }
                    self.entries.replace(claim(run), &content, seen)
                }
            };
            if !self.ask(granted)? {
                // Another worker was faster; its claim is looked at in turn.
                continue;
            }
            // The mark comes before a claim is removed: if this claim could be made because of that, it is there now.
            if self.contains(run)? {
                self.ask(self.entries.remove(claim(run)))?;
                continue;
            }
            return Ok(Claim::Granted(lease));
        }
    }

    fn renew(&self, lease: &mut Lease) -> Result<()> {
        let seen = self.mine(lease)?;
        lease.version = random();
        self.replace(lease, &seen, RunState::Processing)
    }

    fn complete(&self, lease: Lease) -> Result<()> {
        self.mine(&lease)?;
        let marked = self.entries.create(mark(&lease.run), &self.stored(&lease, RunState::Processed));
        if !self.ask(marked)? {
            return Err(ManifestError::LeaseLost(lease.run));
        }
        self.ask(self.entries.remove(claim(&lease.run)))
    }

    fn fail(&self, lease: Lease, reason: &str) -> Result<()> {
        let seen = self.mine(&lease)?;
        self.replace(&lease, &seen, RunState::Failed(reason.to_owned()))
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
                if record.at < processed_before {
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
