//! A disk that fails at a chosen operation.

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};

use super::{Disk, FileSystem};

/// The machine's disk until the chosen operation; that one fails, and after it either none or all.
pub(super) struct FailingDisk {
    left: Cell<usize>,
    for_good: bool,
    failed: Cell<bool>,
}

impl FailingDisk {
    /// One operation fails, as when the device is full for a moment.
    pub(super) fn once(operation: usize) -> Self {
        Self { left: Cell::new(operation), for_good: false, failed: Cell::new(false) }
    }

    /// That operation and all after it fail, as when the program is killed.
    pub(super) fn for_good(operation: usize) -> Self {
        Self { for_good: true, ..Self::once(operation) }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.get()
    }

    fn step(&self) -> io::Result<()> {
        if self.failed.get() {
            return if self.for_good { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) };
        }
        match self.left.get().checked_sub(1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                self.failed.set(true);
                Err(io::ErrorKind::StorageFull.into())
            }
        }
    }
}

impl FileSystem for FailingDisk {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.step().and_then(|()| Disk.read(path))
    }

    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.step().and_then(|()| Disk.files(folder))
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Disk.create_folder(path))
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.step().inspect_err(|_| {
            // A full device takes the first part of a file.
            let _ = Disk.write(path, &content[..content.len() / 2]);
        })?;
        Disk.write(path, content)
    }

    fn force(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Disk.force(path))
    }

    fn keep(&self, path: &Path, second: &Path) -> io::Result<()> {
        self.step().and_then(|()| Disk.keep(path, second))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Disk.rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Disk.remove(path))
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Disk.remove_empty_folder(path))
    }
}
