//! A file that has its name only with all that is in it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// How the names of files end that are not whole yet.
pub(crate) const ENDING: &str = "partial";

/// Writes all of a file, in place of one that is there.
pub(crate) fn write(target: &Path, content: &[u8]) -> io::Result<()> {
    let mut partial = PartialFile::create(target)?;
    partial.write_all(content)?;
    partial.finish()
}

/// A file that has yet another name. It is removed unless it gets its own.
///
/// What is left of a run that was cut off is not written into: it may be readable by others, or a link to elsewhere.
#[derive(Debug)]
pub(crate) struct PartialFile {
    file: File,
    path: PathBuf,
    target: PathBuf,
    is_whole: bool,
}

impl PartialFile {
    /// One that takes the place of the file at `target`.
    pub(crate) fn create(target: &Path) -> io::Result<Self> {
        Self::open(target, File::options().write(true).create_new(true))
    }

    /// The same that only the user can read: for tokens, and plans with keys in them.
    pub(crate) fn create_private(target: &Path) -> io::Result<Self> {
        let mut options = File::options();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Self::open(target, options.write(true).create_new(true))
    }

    fn open(target: &Path, options: &fs::OpenOptions) -> io::Result<Self> {
        let mut name = OsString::from(target.file_name().unwrap_or_default());
        name.push(format!(".{}.{ENDING}", std::process::id()));
        let path = target.with_file_name(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let file = options.open(&path)?;
        Ok(Self { file, path, target: target.to_owned(), is_whole: false })
    }

    /// Says that all has been written.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        // A name that is forced to the disk before the content would be one of an empty file after a power cut.
        self.file.sync_all()?;
        fs::rename(&self.path, &self.target)?;
        self.is_whole = true;
        Ok(())
    }
}

impl Write for PartialFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if !self.is_whole {
            // What is left behind says by its name that it is not whole.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::path::Path;

    use super::PartialFile;

    fn files(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_file_that_is_not_finished_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("events.ndjson");
        fs::write(&target, "old").unwrap();
        let mut partial = PartialFile::create(&target).unwrap();
        partial.write_all(b"new").unwrap();
        drop(partial);
        assert_eq!((files(folder.path()).len(), fs::read_to_string(&target).unwrap().as_str()), (1, "old"));

        let mut partial = PartialFile::create(&target).unwrap();
        partial.write_all(b"new").unwrap();
        partial.finish().unwrap();
        assert_eq!((files(folder.path()).len(), fs::read_to_string(&target).unwrap().as_str()), (1, "new"));
    }

    #[cfg(unix)]
    #[test]
    fn what_was_left_behind_is_neither_followed_nor_kept_readable() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (target, elsewhere) = (folder.path().join("tokens"), folder.path().join("elsewhere"));
        let left = folder.path().join(format!("tokens.{}.partial", std::process::id()));
        fs::write(&elsewhere, "mine").unwrap();
        symlink(&elsewhere, &left).unwrap();
        let replace = |content: &[u8]| {
            let mut partial = PartialFile::create_private(&target).unwrap();
            partial.write_all(content).unwrap();
            partial.finish().unwrap();
        };
        replace(b"a");
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "mine");

        fs::write(&left, "old").unwrap();
        fs::set_permissions(&left, fs::Permissions::from_mode(0o644)).unwrap();
        replace(b"b");
        assert_eq!(fs::read_to_string(&target).unwrap(), "b");
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!left.exists());
    }
}
