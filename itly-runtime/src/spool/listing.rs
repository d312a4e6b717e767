//! What lies in a spool, for people.

use std::io;
use std::path::{Path, PathBuf};

use super::cursor::{self, Progress};
use super::disk::{Disk, DiskFile};
use super::frame::Frame;
use super::lines::{Line, Lines};
use super::process_folder::{destination_of, is_name};
use super::segment_name::SegmentName;
use super::settled::Settled;
use super::system_disk::{SystemDisk, SystemFile};
use crate::stamp::Timestamp;

/// An event that waits in a spool.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SpooledRecord {
    /// The destination that it is for.
    pub destination: String,
    /// The folder of the process that appended it.
    pub folder: PathBuf,
    /// Its number among the records of that process, from 1.
    pub number: u64,
    /// When it was appended.
    pub appended: Timestamp,
    /// The event as it was appended: a line of JSON.
    pub payload: Vec<u8>,
}

/// Lists the events that wait in a spool: those of each destination in turn, in the order of their processes, and then
/// that in which they were appended. Events that are delivered and damaged ones are left out.
///
/// Nothing is changed or locked: it may be called while programs are at work, and shows what it finds then.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// # let folder = tempfile::tempdir()?;
/// // All that waits for `posthog`, as JSON lines.
/// let mut export = Vec::new();
/// for record in itly_runtime::spooled(folder.path())? {
///     let record = record?;
///     if record.destination == "posthog" {
///         export.extend_from_slice(&record.payload);
///         export.push(b'\n');
///     }
/// }
/// # assert!(export.is_empty());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If the folder can't be read. The iterator gives an error for each file that can't be, and goes on with the next.
pub fn spooled(folder: impl AsRef<Path>) -> io::Result<Spooled> {
    let folder = folder.as_ref();
    let mut names = SystemDisk.names(folder)?;
    names.sort_unstable();
    let destinations = names.iter().rev().map(|name| Waiting::Destination(folder.join(name))).collect();
    Ok(Spooled { waiting: destinations, current: None })
}

/// The iterator of [`spooled`].
#[derive(Debug)]
pub struct Spooled {
    /// What is still to be looked at, the next one last.
    waiting: Vec<Waiting>,
    current: Option<Current>,
}

#[derive(Debug)]
enum Waiting {
    Destination(PathBuf),
    Process { destination: String, folder: PathBuf },
    Segment { destination: String, folder: PathBuf, name: SegmentName, settled: Settled },
}

/// The segment that is being read.
#[derive(Debug)]
struct Current {
    destination: String,
    folder: PathBuf,
    settled: Settled,
    file: SystemFile,
    length: u64,
    lines: Lines,
}

impl Current {
    fn next(&mut self) -> io::Result<Option<SpooledRecord>> {
        loop {
            let line = match self.lines.next(&self.file, self.length)? {
                Line::Whole(line) => line,
                Line::TooLong => continue,
                Line::End { .. } => return Ok(None),
            };
            if let Some(frame) = Frame::read(line).filter(|frame| !self.settled.contains(frame.number)) {
                return Ok(Some(SpooledRecord {
                    destination: self.destination.clone(),
                    folder: self.folder.clone(),
                    number: frame.number,
                    appended: Timestamp::from_unix_milliseconds(frame.appended),
                    payload: frame.payload.to_vec(),
                }));
            }
        }
    }
}

impl Spooled {
    /// Looks into what comes next. What is gone by now is no error, a program has delivered it.
    fn enter(&mut self, next: Waiting) -> io::Result<()> {
        let entered = match next {
            Waiting::Destination(folder) => self.enter_destination(&folder),
            Waiting::Process { destination, folder } => self.enter_process(&destination, &folder),
            Waiting::Segment { destination, folder, name, settled } => {
                SystemDisk.open(&folder.join(name.to_string())).and_then(|file| {
                    let length = file.length()?;
                    self.current =
                        Some(Current { destination, folder, settled, file, length, lines: Lines::default() });
                    Ok(())
                })
            }
        };
        super::disk::unless_gone(entered)
    }

    fn enter_destination(&mut self, folder: &Path) -> io::Result<()> {
        let mut processes = match SystemDisk.names(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Vec::new(),
            names => names?,
        };
        processes.retain(|name| is_name(name));
        processes.sort_unstable();
        let destination =
            folder.file_name().and_then(|name| name.to_str()).map(destination_of).unwrap_or_default();
        self.waiting.extend(
            processes
                .iter()
                .rev()
                .map(|name| Waiting::Process { destination: destination.clone(), folder: folder.join(name) }),
        );
        Ok(())
    }

    fn enter_process(&mut self, destination: &str, folder: &Path) -> io::Result<()> {
        let mut names: Vec<_> =
            SystemDisk.names(folder)?.iter().filter_map(|name| SegmentName::parse(name)).collect();
        names.sort_unstable_by_key(|name| name.first());
        let settled = match cursor::read(&SystemDisk, folder)? {
            Progress::Settled(settled) => settled,
            Progress::None | Progress::Damaged => Settled::default(),
        };
        self.waiting.extend(names.iter().rev().map(|name| Waiting::Segment {
            destination: destination.to_owned(),
            folder: folder.to_owned(),
            name: *name,
            settled: settled.clone(),
        }));
        Ok(())
    }
}

impl Iterator for Spooled {
    type Item = io::Result<SpooledRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.current.as_mut().map(Current::next) {
                Some(Ok(Some(record))) => return Some(Ok(record)),
                Some(Err(error)) => {
                    self.current = None;
                    return Some(Err(error));
                }
                Some(Ok(None)) => self.current = None,
                None => {
                    let next = self.waiting.pop()?;
                    if let Err(error) = self.enter(next) {
                        return Some(Err(error));
                    }
                }
            }
        }
    }
}
