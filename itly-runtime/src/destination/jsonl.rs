use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::delivery::{Attempt, Batch, Destination, Limits, Message, Outcome, Unfit, event_object};

/// Events in a file, one JSON object a line ([JSON Lines](https://jsonlines.org)).
///
/// The file is appended to; it and its folder are made if they are not there. Each line is an object with these
/// members, in this order; those that a call does not have are left out:
///
/// | member | of | what |
/// |---|---|---|
/// | `type` | all | `track`, `identify`, `group`, `page`, `screen`, `alias` |
/// | `messageId` | all | the id of the call, a UUID |
/// | `timestamp` | all | when the call was made, RFC 3339 in UTC |
/// | `userId` | all | the user |
/// | `groupId` | `group` | the group |
/// | `previousId` | `alias` | the user's former id |
/// | `category` | `page` | |
/// | `event` | `track` | the event's name |
/// | `name` | `page`, `screen` | |
/// | `eventId`, `eventVersion` | `track` | the event's id and version in the plan |
/// | `properties` | `track`, `page`, `screen` | an object |
/// | `traits` | `identify`, `group` | an object |
///
/// Lines reach the operating system within a second, and by the end of a `flush`; a batch is one write of whole
/// lines. If a write fails half way, the file is cut back to where it began and the batch is written again later; if
/// that fails too, the broken line is ended, so that the next one stands alone.
#[derive(Debug)]
pub struct JsonLines {
    path: PathBuf,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    file: Option<File>,
    /// The file may end in the middle of a line.
    is_torn: bool,
}

impl JsonLines {
    /// Events to the file at `path`, which is opened when the first of them comes.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), open: Mutex::default() }
    }
}

impl Destination for JsonLines {
    fn name(&self) -> &str {
        "jsonl"
    }

    fn limits(&self) -> Limits {
        Limits::new().interval(Duration::from_secs(1))
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        event_object::write(message, body);
        body.push(b'\n');
        Ok(())
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.append(&self.path, batch.body) {
            Ok(()) => Outcome::Delivered,
            Err(error) => {
                // Opened anew next time: the folder may have been replaced, the disk mounted again.
                open.file = None;
                let cause = format!("`{}` can't be written: {error}", self.path.display());
                Outcome::Failed { cause, retry_after: None }
            }
        }
    }
}

impl Open {
    fn append(&mut self, path: &Path, lines: &[u8]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            closed => closed.insert(open(path)?),
        };
        if self.is_torn {
            file.write_all(b"\n")?;
            self.is_torn = false;
        }
        let written = write_lines(file, lines);
        if let Err((error, count)) = written {
            self.is_torn = count > 0 && !cut_back(file, count);
            return Err(error);
        }
        Ok(())
    }
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().append(true).create(true).open(path)
}

/// Writes all of `lines`, at once unless the system takes less; an error says how many bytes were written before it.
fn write_lines(file: &mut impl Write, lines: &[u8]) -> Result<(), (io::Error, usize)> {
    let mut count = 0;
    while count < lines.len() {
        match file.write(&lines[count..]) {
            Ok(0) => return Err((io::ErrorKind::WriteZero.into(), count)),
            Ok(more) => count += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err((error, count)),
        }
    }
    Ok(())
}

/// Removes the last `count` bytes, if the file can be cut; no one else may write to it meanwhile.
fn cut_back(file: &File, count: usize) -> bool {
    let length = file.metadata().map(|metadata| metadata.len());
    length.is_ok_and(|length| file.set_len(length.saturating_sub(count as u64)).is_ok())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{self, Write};

    use super::{Open, cut_back, open, write_lines};

    /// Takes some bytes and then fails, as a full disk does.
    struct Full {
        room: usize,
        taken: Vec<u8>,
    }

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let count = bytes.len().min(self.room).min(3);
            if count == 0 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.room -= count;
            self.taken.extend_from_slice(&bytes[..count]);
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_error_says_how_much_was_written() {
        let mut disk = Full { room: 8, taken: Vec::new() };
        let (error, count) = write_lines(&mut disk, b"{\"a\":1}\n{\"b\":2}\n").unwrap_err();
        assert_eq!((error.kind(), count), (io::ErrorKind::StorageFull, 8));
        assert_eq!(disk.taken, b"{\"a\":1}\n");
    }

    #[test]
    fn a_half_written_batch_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        fs::write(&path, "{\"a\":1}\n{\"b\":2}\n{\"c\"").unwrap();
        assert!(cut_back(&open(&path).unwrap(), 12));
        assert_eq!(fs::read_to_string(&path).unwrap(), "{\"a\":1}\n");
    }

    #[test]
    fn a_line_that_could_not_be_cut_off_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        fs::write(&path, "{\"a\":").unwrap();
        let mut open = Open { file: None, is_torn: true };
        open.append(&path, b"{\"b\":2}\n").unwrap();
        open.append(&path, b"{\"c\":3}\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "{\"a\":\n{\"b\":2}\n{\"c\":3}\n");
    }
}
