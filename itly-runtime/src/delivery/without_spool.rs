//! In the place of `spooling.rs` when the feature `spool` is off: there is none of these.

use std::sync::Arc;
use std::time::Instant;

use super::blocks::Blocks;
use super::frame::Place;
use super::message::Message;
use super::queue::{Pushed, Queue};
use crate::clock::Clock;

/// Nothing is written to disk.
#[derive(Debug, Clone)]
pub(crate) enum DiskUse {}

/// There is no spool.
pub(crate) enum Spooling {}

impl Spooling {
    pub(crate) fn new(usage: DiskUse, _destination: &str, _clock: Arc<dyn Clock>) -> Self {
        match usage {}
    }

    pub(crate) fn push(&self, _queue: &Queue, _message: &Message<'_>) -> Pushed {
        match *self {}
    }

    pub(crate) fn backlog(&self, _queue: &Queue) -> Option<Backlog> {
        match *self {}
    }
}

/// Nothing lies on disk.
pub(crate) enum Backlog {}

impl Backlog {
    pub(crate) fn is_resting(&self) -> bool {
        match *self {}
    }

    pub(crate) fn tend(&mut self, _queue: &Queue) -> Option<Instant> {
        match *self {}
    }

    pub(crate) fn read(&mut self, _queue: &Queue, _most: usize, _into: &mut Blocks) -> u64 {
        match *self {}
    }

    pub(crate) fn settle(&mut self, _queue: &Queue, _places: &[Place]) {
        match *self {}
    }

    pub(crate) fn purge(&mut self, _queue: &Queue) {
        match *self {}
    }

    pub(crate) fn close(&self, _queue: &Queue) {
        match *self {}
    }
}
