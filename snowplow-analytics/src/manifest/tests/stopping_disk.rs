//! A disk that stops working.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::manifest::local::disk::{Disk, SystemDisk};

/// A disk that works for some steps; at the step at which it stops, half of what is written gets there.
#[derive(Debug)]
pub(super) struct StoppingDisk {
    left: AtomicUsize,
    /// The first answer to a link gets lost, so that it is made again, as on a disk behind a network.
    stutters: bool,
}

impl StoppingDisk {
    pub(super) fn after(steps: usize, stutters: bool) -> Self {
        Self { left: AtomicUsize::new(steps), stutters }
    }

    fn step(&self) -> io::Result<SystemDisk> {
        step(&self.left).map(|()| SystemDisk)
    }
}

/// Takes a step, if one is left.
pub(super) fn step(left: &AtomicUsize) -> io::Result<()> {
    let taken = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
    taken.map(|_| ()).map_err(|_| io::Error::other("killed"))
}

impl Disk for StoppingDisk {
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?.create_folder(folder)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.step().map_or_else(
            |error| SystemDisk.write(path, &content[..content.len() / 2]).and(Err(error)),
            |disk| disk.write(path, content),
        )
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<bool> {
        let linked = self.step()?.link(from, to)?;
        if self.stutters { self.step()?.link(from, to) } else { Ok(linked) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?.rename(from, to)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.step()?.read(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?.remove(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.step()?.names(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?.sync_folder(folder)
    }
}
