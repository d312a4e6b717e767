//! What is deleted with what is in it: by size, by age, and because its owner says so.

use std::io;
use std::path::PathBuf;

use super::disk::{Disk, unless_gone};
use super::error::SpoolError;
use super::index::Index;
use super::segment::Segment;
use super::writer::Writer;
use super::{Spool, unix_milliseconds};

impl<L> Index<L> {
    /// Takes out the oldest segment of which nothing is on its way.
    fn take_oldest(&mut self) -> Option<PathBuf> {
        let (folder, segment) = self.position(Segment::can_be_dropped)?;
        let (path, count) = self.drop_segment(folder, segment)?;
        self.counts.dropped_full += count;
        Some(path)
    }

    /// Takes out a segment that has nothing newer than `oldest`.
    fn take_expired(&mut self, oldest: u64) -> Option<PathBuf> {
        let (folder, segment) = self.position(|segment| {
            segment.can_be_dropped() && segment.newest < oldest && segment.unsettled > 0
        })?;
        let (path, count) = self.drop_segment(folder, segment)?;
        self.counts.dropped_expired += count;
        Some(path)
    }

    fn take_any(&mut self) -> Option<PathBuf> {
        let (folder, segment) = self.position(|_| true)?;
        let (path, count) = self.drop_segment(folder, segment)?;
        self.counts.purged += count;
        Some(path)
    }
}

impl<D: Disk> Spool<D> {
    /// Makes room for `bytes` more.
    ///
    /// What is dropped here is deleted at once, though the cursor file does not say so yet: if the power fails before
    /// it does, there is nothing left that could be delivered twice.
    pub(super) fn make_room(&self, writer: &mut Writer<D>, bytes: u64) -> Result<(), SpoolError> {
        loop {
            let oldest = {
                let mut index = self.index();
                if index.counts.bytes + bytes <= self.settings.max_bytes {
                    return Ok(());
                }
                index.take_oldest()
            };
            match oldest {
                Some(path) => unless_gone(self.disk.remove(&path))?,
                None if self.can_drop_open_segment(writer) => self.finish(writer),
                None => return Err(SpoolError::Full),
            }
        }
    }

    fn can_drop_open_segment(&self, writer: &Writer<D>) -> bool {
        let mut index = self.index();
        let open = index.folder(writer.folder).and_then(|folder| folder.open_segment());
        open.is_some_and(|segment| segment.in_flight == 0 && !segment.is_pinned)
    }

    /// Deletes the oldest segments until the quota is kept.
    pub(super) fn trim(&self) -> io::Result<()> {
        loop {
            let oldest = {
                let mut index = self.index();
                if index.counts.bytes <= self.settings.max_bytes {
                    return Ok(());
                }
                index.take_oldest()
            };
            let Some(path) = oldest else { return Ok(()) };
            unless_gone(self.disk.remove(&path))?;
        }
    }

    /// Deletes the segments in which everything is too old.
    pub(super) fn expire(&self) -> io::Result<()> {
        let oldest = unix_milliseconds(&*self.clock).saturating_sub(self.settings.most_milliseconds());
        {
            let mut writer = self.writer();
            let mut index = self.index();
            let open = index.folder(writer.folder).and_then(|folder| folder.open_segment());
            let is_expired = open.is_some_and(|segment| segment.newest < oldest);
            drop(index);
            if is_expired {
                self.finish(&mut writer);
            }
        }
        loop {
            let expired = self.index().take_expired(oldest);
            let Some(path) = expired else { return Ok(()) };
            unless_gone(self.disk.remove(&path))?;
        }
    }

    /// Deletes all segments.
    pub(super) fn delete_all(&self) -> io::Result<()> {
        let mut result = Ok(());
        loop {
            let segment = self.index().take_any();
            let Some(path) = segment else { return result };
            result = result.and(unless_gone(self.disk.remove(&path)));
        }
    }
}
