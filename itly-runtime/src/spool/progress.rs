//! Settling: the cursor files, and the deletion of what lies behind them.

use std::io;
use std::path::PathBuf;

use super::Spool;
use super::consumer::Consumer;
use super::cursor;
use super::disk::{Disk, unless_gone};
use super::folder::{CursorFile, Folder};
use super::index::Index;
use super::process_folder::LOCK;
use super::record::RecordId;
use super::settings::Fsync;

/// What is to be done in a folder so that its files say what is settled.
struct Step {
    folder: u32,
    path: PathBuf,
    /// What the cursor file is to say, if it does not.
    cursor: Option<Vec<u8>>,
    is_durable: bool,
    /// Segments with nothing left in them, which are pinned.
    done: Vec<(u64, PathBuf)>,
}

impl<L> Index<L> {
    /// What is to be done, with cursor files `at_least` so up to date. They count as that from now on: what is settled
    /// meanwhile makes them out of date again.
    fn plan_progress(&mut self, at_least: CursorFile) -> Vec<Step> {
        self.folders.iter_mut().filter_map(|folder| folder.plan_progress(at_least)).collect()
    }

    /// The cursor file could not be written.
    fn note_failed_cursor(&mut self, folder: u32) {
        if let Some(folder) = self.folder(folder) {
            folder.cursor = CursorFile::Behind;
        }
    }

    /// The file of a segment is deleted, or could not be.
    fn note_deletion(&mut self, folder: u32, first: u64, is_deleted: bool) {
        let Some(folder) = self.folder(folder) else { return };
        if !is_deleted {
            if let Some(segment) = folder.segment(first) {
                segment.is_pinned = false;
            }
            return;
        }
        let Some(place) = folder.segments.iter().position(|segment| segment.first == first) else { return };
        if let Some(segment) = folder.segments.remove(place) {
            self.counts.bytes -= segment.bytes;
        }
    }
}

impl<L> Folder<L> {
    fn plan_progress(&mut self, at_least: CursorFile) -> Option<Step> {
        self.lock.as_ref()?;
        let mut done = Vec::new();
        for segment in self.segments.iter_mut().filter(|segment| segment.is_done()) {
            segment.is_pinned = true;
            done.push((segment.first, self.path.join(segment.name().to_string())));
        }
        let needed = if done.is_empty() { at_least } else { CursorFile::Durable };
        let cursor = (self.cursor < needed).then(|| cursor::text(&self.settled));
        self.cursor = self.cursor.max(needed);
        let is_durable = needed == CursorFile::Durable;
        let is_needed = cursor.is_some() || !done.is_empty();
        is_needed.then(|| Step { folder: self.number, path: self.path.clone(), cursor, is_durable, done })
    }
}

impl<D: Disk> Spool<D> {
    /// Nobody waits any more for the records `ids`, in any order: they are delivered or dropped. When it returns, a
    /// process that takes over does not see them again; after a power failure it does not with [`Fsync::Always`], and
    /// may otherwise.
    ///
    /// # Errors
    ///
    /// If the disk fails. The records are settled for this process all the same, and the files follow with the next
    /// call.
    pub(crate) fn settle(&self, ids: &[RecordId]) -> io::Result<()> {
        self.check_process()?;
        let consumer = self.consumer();
        self.index().settle(ids);
        if consumer.is_closed { Ok(()) } else { self.make_progress(&consumer, self.least_cursor()) }
    }

    fn least_cursor(&self) -> CursorFile {
        if self.settings.fsync == Fsync::Always { CursorFile::Durable } else { CursorFile::Written }
    }

    /// Writes cursor files, and deletes what has nothing left in it. Goes on after an error, and returns the first.
    pub(super) fn make_progress(&self, _consumer: &Consumer<D>, at_least: CursorFile) -> io::Result<()> {
        let steps = self.index().plan_progress(at_least);
        let mut result = Ok(());
        for step in steps {
            result = result.and(self.take_step(&step));
        }
        result.and(self.remove_done_folders())
    }

    fn take_step(&self, step: &Step) -> io::Result<()> {
        let mut result = Ok(());
        if let Some(text) = &step.cursor {
            // Where someone has deleted the folder, there is nothing that could be delivered again.
            result = unless_gone(cursor::replace(&self.disk, &step.path, text, step.is_durable));
            if result.is_err() {
                self.index().note_failed_cursor(step.folder);
            }
        }
        // On a full disk the cursor can't be written before something is deleted. A segment in which everything is
        // settled may go first: what it had can't be delivered again from anywhere.
        for (first, path) in &step.done {
            let deletion = unless_gone(self.disk.remove(path));
            self.index().note_deletion(step.folder, *first, deletion.is_ok());
            result = result.and(deletion);
        }
        result
    }

    /// Removes the folders of other processes of which nothing is left.
    pub(super) fn remove_done_folders(&self) -> io::Result<()> {
        loop {
            let done = {
                let mut index = self.index();
                let place = index.folders.iter().position(|folder| folder.is_done());
                place.map(|place| index.folders.remove(place))
            };
            let Some(folder) = done else { return Ok(()) };
            if !folder.has_leftovers {
                // While a deleted segment can come back, so must the cursor file.
                unless_gone(self.disk.sync_folder(&folder.path))?;
                cursor::remove(&self.disk, &folder.path)?;
                unless_gone(self.disk.remove(&folder.path.join(LOCK)))?;
                // Something of someone else may lie in it.
                let _ = self.disk.remove_folder(&folder.path);
            }
            drop(folder.lock);
        }
    }
}
