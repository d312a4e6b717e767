//! A file that lines are appended to.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::aside::set_aside;
use super::rotation::Rotation;
use crate::stamp::Timestamp;

#[derive(Debug)]
pub(super) struct LineFile {
    pub(super) path: PathBuf,
    pub(super) rotation: Rotation,
    open: Option<Open>,
    /// The file may end in the middle of a line.
    is_torn: bool,
}

#[derive(Debug)]
struct Open {
    file: File,
    length: u64,
    began: Timestamp,
}

/// Not all lines were written.
#[derive(Debug)]
pub(super) struct Unwritten {
    pub(super) error: io::Error,
    /// How many bytes of whole lines were written before.
    pub(super) written: usize,
}

impl LineFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, rotation: Rotation::new(), open: None, is_torn: false }
    }

    /// Appends `lines`, which are whole ones, and sets files aside where that is due.
    pub(super) fn append(&mut self, lines: &[u8], now: Timestamp) -> Result<(), Unwritten> {
        if self.open.as_ref().is_some_and(|open| !open.is_at(&self.path)) {
            self.open = None;
        }
        let mut written = 0;
        while written < lines.len() {
            match self.append_some(&lines[written..], now) {
                Ok(count) => written += count,
                Err(error) => {
                    // Opened anew next time: the folder may have been replaced, the disk mounted again.
                    self.open = None;
                    return Err(Unwritten { error, written });
                }
            }
        }
        Ok(())
    }

    /// Appends as many of the lines as go into the file, or sets it aside.
    fn append_some(&mut self, lines: &[u8], now: Timestamp) -> io::Result<usize> {
        let open = match &mut self.open {
            Some(open) => open,
            closed => closed.insert(Open::at(&self.path, now)?),
        };
        if self.is_torn {
            open.write(b"\n").map_err(|(error, _)| error)?;
            self.is_torn = false;
        }
        // Of a clock that was put back, the file is no older than it says.
        open.began = open.began.min(now);
        let room = self.rotation.room_for(lines, open.length, open.began, now);
        if room == 0 {
            // Some systems do not rename a file that is open.
            self.open = None;
            set_aside(&self.path, now, self.rotation.keep)?;
        } else if let Err((error, count)) = open.write(&lines[..room]) {
            self.is_torn = count > 0 && !cut_back(&open.file, count);
            return Err(error);
        }
        Ok(room)
    }
}

impl Open {
    fn at(path: &Path, now: Timestamp) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        let metadata = file.metadata()?;
        let made = metadata.created().or_else(|_| metadata.modified()).ok();
        let began = made.filter(|_| metadata.len() > 0).and_then(|made| made.duration_since(UNIX_EPOCH).ok());
        Ok(Self { file, length: metadata.len(), began: began.map_or(now, Timestamp::from) })
    }

    /// Whether the file is still the one at `path`.
    #[cfg(unix)]
    fn is_at(&self, path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        let this = self.file.metadata().map(identity);
        this.ok() == fs::metadata(path).map(identity).ok()
    }

    /// A file that is open can't be moved or deleted here.
    #[cfg(not(unix))]
    fn is_at(&self, _path: &Path) -> bool {
        true
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), (io::Error, usize)> {
        write_all(&mut self.file, bytes)?;
        self.length += bytes.len() as u64;
        Ok(())
    }
}

/// Writes all of `bytes`, at once unless the system takes less; an error says how many were written before it.
fn write_all(file: &mut impl Write, bytes: &[u8]) -> Result<(), (io::Error, usize)> {
    let mut count = 0;
    while count < bytes.len() {
        match file.write(&bytes[count..]) {
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
    use std::fs::{self, OpenOptions};
    use std::io::{self, Write};

    use super::{LineFile, cut_back, write_all};
    use crate::stamp::Timestamp;

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
        let (error, count) = write_all(&mut disk, b"{\"a\":1}\n{\"b\":2}\n").unwrap_err();
        assert_eq!((error.kind(), count), (io::ErrorKind::StorageFull, 8));
        assert_eq!(disk.taken, b"{\"a\":1}\n");
    }

    #[test]
    fn half_written_lines_are_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        fs::write(&path, "{\"a\":1}\n{\"b\":2}\n{\"c\"").unwrap();
        assert!(cut_back(&OpenOptions::new().append(true).open(&path).unwrap(), 12));
        assert_eq!(fs::read_to_string(&path).unwrap(), "{\"a\":1}\n");
    }

    #[test]
    fn a_line_that_could_not_be_cut_off_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        fs::write(&path, "{\"a\":").unwrap();
        let mut file = LineFile { is_torn: true, ..LineFile::new(path.clone()) };
        for line in ["{\"b\":2}\n", "{\"c\":3}\n"] {
            file.append(line.as_bytes(), Timestamp::from_unix_milliseconds(0)).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "{\"a\":\n{\"b\":2}\n{\"c\":3}\n");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_that_is_full_has_none_of_the_lines() {
        let mut file = LineFile::new("/dev/full".into());
        let unwritten = file.append(b"{}\n", Timestamp::from_unix_milliseconds(0)).unwrap_err();
        assert_eq!((unwritten.error.kind(), unwritten.written), (io::ErrorKind::StorageFull, 0));
    }
}
