use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;

use super::disk::{Disk, DiskFile};

/// The operating system's file system. Files are their owner's alone: mode 0600, folders 0700 on Unix. Errors name
/// the file.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemDisk;

/// An open file.
#[derive(Debug)]
pub(crate) struct SystemFile {
    file: File,
    path: Arc<Path>,
}

/// A locked file.
///
/// The lock belongs to the open file, of which every child of the process has a copy until it becomes another program:
/// closing it does not free the lock while there is one. So it is unlocked by a call, but only by the process that took
/// it: a forked child that drops its copy must not free the parent's.
#[derive(Debug)]
pub(crate) struct SystemLock {
    file: File,
    process: u32,
}

impl Drop for SystemLock {
    fn drop(&mut self) {
        if self.process == std::process::id() {
            // If that fails, closing the file frees it.
            let _ = self.file.unlock();
        }
    }
}

impl Disk for SystemDisk {
    type File = SystemFile;
    type Lock = SystemLock;

    /// The standard library's hash maps get theirs from the operating system.
    fn chance(&self) -> u32 {
        (RandomState::new().build_hasher().finish() & u64::from(u32::MAX)) as u32
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        builder.mode(0o700);
        named(path, builder.create(path))
    }

    fn exists(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok()
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = named(folder, fs::read_dir(folder))?;
        Ok(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect())
    }

    fn create(&self, path: &Path) -> io::Result<SystemFile> {
        open(path, private().append(true).create_new(true))
    }

    fn open(&self, path: &Path) -> io::Result<SystemFile> {
        open(path, private().read(true))
    }

    fn open_to_cut(&self, path: &Path) -> io::Result<SystemFile> {
        open(path, private().read(true).write(true))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        named(from, fs::rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        named(path, fs::remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        named(path, fs::remove_dir(path))
    }

    #[cfg(unix)]
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        match File::open(path) {
            // A folder above the spool that is someone else's, where names may be made but not read: there is no way.
            Err(error) if error.kind() == ErrorKind::PermissionDenied => Ok(()),
            opened => named(path, opened.and_then(|folder| folder.sync_all())),
        }
    }

    /// Elsewhere a folder can't be opened as a file; the file system keeps names in its own journal.
    #[cfg(not(unix))]
    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        Ok(())
    }

    fn create_lock(&self, path: &Path) -> io::Result<Option<SystemLock>> {
        lock(path, private().write(true).create_new(true))
    }

    fn take_lock(&self, path: &Path) -> io::Result<Option<SystemLock>> {
        lock(path, private().write(true))
    }
}

impl DiskFile for SystemFile {
    fn append(&self, bytes: &[u8]) -> io::Result<usize> {
        named(&self.path, (&self.file).write(bytes))
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = &self.file;
        named(&self.path, file.seek(SeekFrom::Start(offset)).and_then(|_| file.read(buffer)))
    }

    fn length(&self) -> io::Result<u64> {
        named(&self.path, self.file.metadata().map(|metadata| metadata.len()))
    }

    fn cut(&self, length: u64) -> io::Result<()> {
        named(&self.path, self.file.set_len(length))
    }

    fn sync(&self) -> io::Result<()> {
        named(&self.path, self.file.sync_data())
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    options.mode(0o600);
    options
}

fn open(path: &Path, options: &OpenOptions) -> io::Result<SystemFile> {
    Ok(SystemFile { file: named(path, options.open(path))?, path: path.into() })
}

fn lock(path: &Path, options: &OpenOptions) -> io::Result<Option<SystemLock>> {
    let file = match options.open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists) => {
            return Ok(None);
        }
        Err(error) => return named(path, Err(error)),
    };
    match file.try_lock() {
        // Between opening and locking, the holder of the lock may have removed the file: then this is a lock on nothing.
        Ok(()) if is_still(path, &file) => Ok(Some(SystemLock { file, process: std::process::id() })),
        Ok(()) | Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => named(path, Err(error)),
    }
}

#[cfg(unix)]
fn is_still(path: &Path, file: &File) -> bool {
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match (fs::metadata(path), file.metadata()) {
        (Ok(named), Ok(open)) => identity(named) == identity(open),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(path: &Path, _file: &File) -> bool {
    path.exists()
}

fn named<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("`{}`: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs::{self, File};

    use super::{Disk, DiskFile, SystemDisk, SystemLock, is_still};

    #[test]
    fn chance_gives_each_name_another_number() {
        let numbers: BTreeSet<u32> = (0..100).map(|_| SystemDisk.chance()).collect();
        assert!(numbers.len() > 90, "{numbers:?}");
    }

    #[test]
    fn what_is_cut_off_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("segment");
        let file = SystemDisk.create(&path).unwrap();
        file.append(b"abc").unwrap();
        file.cut(1).unwrap();
        file.append(b"d").unwrap();
        assert_eq!((file.length().unwrap(), fs::read(&path).unwrap()), (2, b"ad".to_vec()));
    }

    #[test]
    fn one_has_the_lock_while_it_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        assert!(SystemDisk.take_lock(&path).unwrap().is_none());
        let lock = SystemDisk.create_lock(&path).unwrap();
        assert!(lock.is_some());
        assert!(SystemDisk.create_lock(&path).unwrap().is_none());
        assert!(SystemDisk.take_lock(&path).unwrap().is_none());
        drop(lock);
        assert!(SystemDisk.take_lock(&path).unwrap().is_some());
        assert!(SystemDisk.take_lock(folder.path()).is_err());
    }

    #[test]
    fn a_lock_is_free_though_a_child_has_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let lock = SystemDisk.create_lock(&path).unwrap().unwrap();
        let _copy = lock.file.try_clone().unwrap();
        drop(lock);
        assert!(SystemDisk.take_lock(&path).unwrap().is_some());
    }

    #[test]
    fn a_child_does_not_free_the_lock_of_its_parent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let lock = SystemDisk.create_lock(&path).unwrap().unwrap();
        drop(SystemLock { file: lock.file.try_clone().unwrap(), process: 0 });
        assert!(SystemDisk.take_lock(&path).unwrap().is_none());
    }

    #[test]
    fn a_lock_that_was_removed_is_a_lock_on_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = File::create(&path).unwrap();
        assert!(is_still(&path, &file));
        fs::remove_file(&path).unwrap();
        assert!(!is_still(&path, &file));
    }

    #[cfg(unix)]
    #[test]
    fn another_file_of_the_name_is_not_the_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let file = File::create(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, "").unwrap();
        assert!(!is_still(&path, &file));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_not_there_can_not_be_synced() {
        let folder = tempfile::tempdir().unwrap();
        SystemDisk.sync_folder(folder.path()).unwrap();
        assert!(SystemDisk.sync_folder(&folder.path().join("missing")).is_err());
    }
}
