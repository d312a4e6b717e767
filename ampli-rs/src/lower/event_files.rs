use std::collections::btree_map::{self, BTreeMap};

use super::event;
use super::files;
use super::node::Nodes;
use super::read::ReadEvent;
use super::sharing::SharedNames;
use crate::module::TypeFile;

/// The files of a module's events, sorted by name. Each is made when it is asked for, and what was read of its events goes away
/// with it: together they are larger than the plan.
pub struct EventFiles<'p> {
    files: btree_map::IntoIter<String, Vec<ReadEvent<'p>>>,
    nodes: Nodes,
    shared: SharedNames,
    events: usize,
}

impl<'p> EventFiles<'p> {
    pub(super) fn new(events: Vec<ReadEvent<'p>>, nodes: Nodes, shared: SharedNames) -> Self {
        let count = events.len();
        let files: BTreeMap<_, _> = files::of(events, |read| &read.handle.file);
        Self { files: files.into_iter(), nodes, shared, events: count }
    }

    /// How many events are in the files that were not made yet.
    pub fn events(&self) -> usize {
        self.events
    }
}

impl Iterator for EventFiles<'_> {
    type Item = TypeFile;

    fn next(&mut self) -> Option<TypeFile> {
        let (stem, events) = self.files.next()?;
        self.events -= events.len();
        Some(event::file(&stem, events, &self.nodes, &self.shared))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.files.size_hint()
    }
}
