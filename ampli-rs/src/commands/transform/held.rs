//! What a file has given before its turn has come.

use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use snowplow_analytics::{BadLine, BytesCounter, Sink};

use super::super::console::Console;
use super::super::destination::Destination;
use super::locked;
use crate::collected::{FileProgress, Turn};
use crate::diagnostic::visible;

/// So many bytes are held before the file waits for its turn.
const LIMIT: usize = 8 << 20;

/// Hands on what a file gives, when it is its turn.
pub(super) struct Held<'a> {
    turn: &'a Turn<'a>,
    destination: &'a Mutex<Destination>,
    console: &'a Console,
    held: Mutex<Parts>,
    passed: Mutex<Passed<'a>>,
}

/// How far the reading of the file has come.
pub(super) struct Passed<'a> {
    progress: FileProgress<'a>,
    read: Option<BytesCounter>,
    events: u64,
}

impl<'a> Passed<'a> {
    pub(super) fn new(progress: FileProgress<'a>, read: Option<BytesCounter>) -> Self {
        Self { progress, read, events: 0 }
    }

    fn add(&mut self, lines: &[u8]) {
        self.events += memchr::memchr_iter(b'\n', lines).count() as u64;
        self.progress.tell(self.read.as_ref().map_or(0, BytesCounter::bytes_read), self.events);
    }
}

#[derive(Default)]
struct Parts {
    events: Vec<u8>,
    bad_lines: String,
}

impl<'a> Held<'a> {
    pub(super) fn new(
        turn: &'a Turn<'a>,
        destination: &'a Mutex<Destination>,
        console: &'a Console,
        passed: Passed<'a>,
    ) -> Self {
        Self { turn, destination, console, held: Mutex::default(), passed: Mutex::new(passed) }
    }

    /// Waits for the turn, and hands everything on.
    pub(super) fn finish(&self) -> io::Result<()> {
        if !self.turn.wait() {
            return Err(io::Error::other("another file has ended the run"));
        }
        locked(&self.passed).add(&[]);
        self.hand_on(&mut self.parts(), &[])
    }

    fn parts(&self) -> MutexGuard<'_, Parts> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hand_on(&self, parts: &mut Parts, more: &[u8]) -> io::Result<()> {
        if !parts.bad_lines.is_empty() {
            self.console.tell_lines(&parts.bad_lines);
            parts.bad_lines.clear();
        }
        let mut destination = locked(self.destination);
        if !parts.events.is_empty() {
            destination.write(&parts.events)?;
            parts.events = Vec::new();
        }
        destination.write(more)
    }
}

impl Sink for Held<'_> {
    fn events(&self, _: &Path, lines: &[u8]) -> io::Result<()> {
        locked(&self.passed).add(lines);
        let mut parts = self.parts();
        let fits = parts.events.len() + parts.bad_lines.len() + lines.len() <= LIMIT;
        if fits && !self.turn.has_come() {
            parts.events.extend_from_slice(lines);
            return Ok(());
        }
        if !self.turn.wait() {
            return Err(io::Error::other("another file has ended the run"));
        }
        self.hand_on(&mut parts, lines)
    }

    fn bad_line(&self, line: &BadLine<'_>) -> io::Result<()> {
        let mut parts = self.parts();
        parts.bad_lines.push_str(&visible(&line.to_string()));
        parts.bad_lines.push('\n');
        if parts.bad_lines.len() > LIMIT {
            drop(parts);
            return self.events(line.file, &[]);
        }
        Ok(())
    }
}
