//! Events that will never arrive, kept for people to look at.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::event_object;
use super::message::Message;
use super::stats::DropReason;
use crate::clock::Clock;
use crate::json::escape::escaped;
use crate::stamp::Timestamp;

/// A file of JSON lines, opened with the first one.
pub(crate) struct DeadLetters {
    path: PathBuf,
    destination: String,
    clock: Arc<dyn Clock>,
    file: Option<File>,
}

impl DeadLetters {
    pub(crate) fn new(path: PathBuf, destination: &str, clock: Arc<dyn Clock>) -> Self {
        Self { path, destination: destination.to_owned(), clock, file: None }
    }

    /// Appends a line, with one call to the system, so that several destinations may share a file.
    pub(crate) fn append(
        &mut self,
        message: &Message<'_>,
        reason: DropReason,
        cause: &str,
    ) -> io::Result<()> {
        let time = Timestamp::from(self.clock.unix_time());
        let mut line = Vec::new();
        line.extend_from_slice(b"{\"destination\":\"");
        escaped(&self.destination, |piece| line.extend_from_slice(piece.as_bytes()));
        line.extend_from_slice(b"\",\"droppedAt\":\"");
        line.extend_from_slice(&time.to_rfc3339());
        line.extend_from_slice(b"\",\"reason\":\"");
        line.extend_from_slice(reason.name().as_bytes());
        line.extend_from_slice(b"\",\"cause\":\"");
        escaped(cause, |piece| line.extend_from_slice(piece.as_bytes()));
        line.extend_from_slice(b"\",\"event\":");
        event_object::write(message, &mut line);
        line.extend_from_slice(b"}\n");
        let written = self.file()?.write_all(&line);
        if written.is_err() {
            self.file = None;
        }
        written
    }

    fn file(&mut self) -> io::Result<&mut File> {
        if self.file.is_none() {
            self.file = Some(open(&self.path)?);
        }
        self.file.as_mut().ok_or_else(|| io::Error::other("the file was not opened"))
    }
}

/// For the user's eyes alone: events hold personal data.
fn open(path: &PathBuf) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
