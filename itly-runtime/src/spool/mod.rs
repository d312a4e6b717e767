//! The events of one destination on disk, until they are delivered: nothing is lost with the process.
//!
//! ```text
//! <folder>/<destination>/<process>/lock       held by the process, or by the one that has adopted the folder
//!                                  cursor     what is settled
//!                                  *.open     the segment to which records are appended
//!                                  *.segment  segments that are full, and sealed
//! ```
//!
//! | file | what it knows |
//! |---|---|
//! | `frame`, `lines`, `segment_name`, `survey` | the form of a segment |
//! | `settled`, `cursor` | what is settled, and the file that says so |
//! | `segment`, `folder`, `index` | what is known in memory of all that |
//! | `writer`, `reader`, `progress` | appending, reading, settling |
//! | `adoption_state`, `adoption`, `quota`, `maintenance` | what processes have left that are gone; what is deleted; what is done from time to time |
//! | `disk`, `system_disk` | the file system, as a parameter |
//!
//! Two rules carry the rest. A folder is appended to by the process that made it and by no other, so that a number
//! is given once, and what a crash can leave is a torn end. And what is in a segment is never changed, only cut at
//! its end and deleted as a whole: whatever the order in which a disk makes things durable, a record is there or not.

mod adoption;
mod adoption_state;
mod checksum;
mod consumer;
mod cursor;
mod disk;
mod error;
mod folder;
mod frame;
mod hexadecimal;
mod index;
mod lines;
mod listing;
mod maintenance;
mod process_folder;
mod progress;
mod quota;
mod reader;
mod record;
mod segment;
mod segment_name;
mod settings;
mod settled;
mod stats;
mod survey;
mod system_disk;
#[cfg(test)]
mod tests;
mod writer;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) use self::adoption::Recovery;
use self::consumer::Consumer;
use self::disk::Disk;
pub(crate) use self::error::SpoolError;
use self::index::Index;
pub use self::listing::{Spooled, SpooledRecord, spooled};
pub(crate) use self::record::{Record, RecordId};
pub use self::settings::{Fsync, SpoolSettings};
pub(crate) use self::stats::SpoolChanges;
use self::system_disk::SystemDisk;
pub(crate) use self::writer::Appended;
use self::writer::Writer;
use crate::clock::Clock;

/// The disk queue of one destination in one process.
///
/// [`append`](Self::append) may be called by any thread. Everything else is for the destination's own: it waits for the
/// disk, and keeps no one from appending meanwhile. After a `fork`, the child must not use it: every call that would
/// touch the disk refuses, and [`reopen`](Self::reopen) gives the child one of its own.
pub(crate) struct Spool<D: Disk = SystemDisk> {
    settings: SpoolSettings,
    /// The folder of the destination.
    destination: PathBuf,
    clock: Arc<dyn Clock>,
    disk: D,
    /// The process that opened it.
    process: u32,
    // Locked in this order.
    consumer: Mutex<Consumer<D>>,
    writer: Mutex<Writer<D>>,
    index: Mutex<Index<D::Lock>>,
}

impl Spool {
    /// Makes a folder for this process and locks it. What other processes have left is found by
    /// [`recover`](Self::recover).
    ///
    /// Destinations that are not to deliver each other's events need different names.
    ///
    /// # Errors
    ///
    /// If the folder can't be made, or the system has no locks on files.
    pub(crate) fn open(
        settings: &SpoolSettings,
        destination: &str,
        clock: Arc<dyn Clock>,
    ) -> io::Result<Self> {
        let folder = settings.folder.join(process_folder::destination_name(destination));
        Self::open_on(SystemDisk, settings.clone(), folder, clock)
    }
}

impl<D: Disk> Spool<D> {
    fn open_on(
        disk: D,
        settings: SpoolSettings,
        destination: PathBuf,
        clock: Arc<dyn Clock>,
    ) -> io::Result<Self> {
        let made = process_folder::make(&disk, &settings.folder, &destination, clock.unix_time())?;
        let mut index = Index::new();
        let path = made.path.clone();
        let folder = index.use_folder(made.path, made.lock);
        Ok(Self {
            settings,
            destination,
            clock,
            disk,
            process: std::process::id(),
            consumer: Mutex::new(Consumer { reader: None, adoption: Default::default(), is_closed: false }),
            writer: Mutex::new(Writer::new(folder, path, made.unsynced)),
            index: Mutex::new(index),
        })
    }

    /// What happened that the owner has not counted yet: each record is told once.
    pub(crate) fn take_changes(&self) -> SpoolChanges {
        self.index().take_changes()
    }

    /// Refuses in a child of the process that opened it. It comes before any lock is taken: at the fork, another thread
    /// may have held it, which is not there to free it.
    fn check_process(&self) -> Result<(), SpoolError> {
        if self.process == std::process::id() { Ok(()) } else { Err(SpoolError::Forked) }
    }

    fn consumer(&self) -> MutexGuard<'_, Consumer<D>> {
        self.consumer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer<D>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn index(&self) -> MutexGuard<'_, Index<D::Lock>> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unix_milliseconds(clock: &dyn Clock) -> u64 {
    u64::try_from(clock.unix_time().as_millis()).unwrap_or(u64::MAX)
}
