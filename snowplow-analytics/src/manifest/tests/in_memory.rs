//! Entries in memory, whose store stops answering.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex};

use super::stopping_disk::step;
use crate::manifest::RunRecord;
use crate::manifest::conditional::{Entries, Entry, EntryKind, Seen};
use crate::manifest::record::Stored;

type Written = BTreeMap<(EntryKind, String), Stored>;

/// A store that some workers share. The steps that it takes are one worker's.
#[derive(Debug, Default)]
pub(super) struct InMemory {
    written: Arc<Mutex<Written>>,
    left: AtomicUsize,
    /// The first answer to a write gets lost, so that it is made again.
    stutters: bool,
}

impl InMemory {
    /// The same store, to another worker.
    pub(super) fn stopping_after(&self, steps: usize, stutters: bool) -> Self {
        Self { written: Arc::clone(&self.written), left: AtomicUsize::new(steps), stutters }
    }

    /// Writes, and writes again if it stutters.
    fn write(&self, write: impl Fn(&mut Written) -> bool) -> io::Result<bool> {
        let answer = self.step(&write)?;
        if self.stutters { self.step(&write) } else { Ok(answer) }
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.written.lock().unwrap().keys().map(|(kind, run)| format!("{kind:?} {run}")).collect()
    }

    /// Does something at once, if it is not too late. A step is done before the worker is killed, or not at all: half of
    /// the steps are done, and their answers get lost.
    fn step<T>(&self, work: impl FnOnce(&mut Written) -> T) -> io::Result<T> {
        step(&self.left)?;
        let done = work(&mut self.written.lock().unwrap());
        step(&self.left)?;
        Ok(done)
    }
}

fn key(entry: Entry<'_>) -> (EntryKind, String) {
    (entry.kind, entry.run.to_owned())
}

impl Entries for InMemory {
    fn place(&self) -> String {
        "memory".to_owned()
    }

    fn prepare(&self) -> io::Result<()> {
        Ok(())
    }

    fn read(&self, entry: Entry<'_>) -> io::Result<Option<Seen>> {
        self.step(|written| {
            let content = written.get(&key(entry))?.clone();
            Some(Seen { version: content.version.clone(), content: Some(content) })
        })
    }

    fn create(&self, entry: Entry<'_>, content: &Stored) -> io::Result<bool> {
        self.write(|written| match written.contains_key(&key(entry)) {
            true => false,
            false => written.insert(key(entry), content.clone()).is_none(),
        })
    }

    fn replace(&self, entry: Entry<'_>, content: &Stored, seen: &Seen) -> io::Result<bool> {
        self.write(|written| match written.get_mut(&key(entry)) {
            Some(stored) if stored.version == seen.version => {
                *stored = content.clone();
                true
            }
            _ => false,
        })
    }

    fn remove(&self, entry: Entry<'_>) -> io::Result<()> {
        self.step(|written| drop(written.remove(&key(entry))))
    }

    fn list(&self) -> io::Result<Vec<(EntryKind, RunRecord)>> {
        self.step(|written| {
            written.iter().map(|((kind, _), stored)| (*kind, stored.record.clone())).collect()
        })
    }
}
