//! What has to be done from time to time, by the destination's own thread.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::consumer::Consumer;
use super::disk::{Disk, DiskFile};
use super::folder::CursorFile;
use super::index::Index;
use super::segment::Form;
use super::settings::Fsync;
use super::writer::{FinishedSegment, sync_folders};
use super::{Spool, unix_milliseconds};

/// How long after an error nothing is sealed.
const PAUSE: Duration = Duration::from_secs(1);

/// The names that a segment has before and after it is sealed.
struct Sealing {
    folder: PathBuf,
    from: PathBuf,
    to: PathBuf,
}

impl<L> Index<L> {
    /// Pins a segment that is to be sealed. Nothing if there is no such segment any more.
    fn plan_sealing(&mut self, folder: u32, first: u64) -> Option<Sealing> {
        let folder = self.folder(folder)?;
        let segment = folder.segment(first)?;
        segment.is_pinned = true;
        let (from, to) = (segment.name().to_string(), segment.sealed_name().to_string());
        Some(Sealing { folder: folder.path.clone(), from: folder.path.join(from), to: folder.path.join(to) })
    }

    fn note_sealing(&mut self, folder: u32, first: u64, form: Form) {
        if let Some(segment) = self.segment(folder, first) {
            segment.form = form;
            segment.is_pinned = false;
        }
    }
}

impl<D: Disk> Spool<D> {
    /// When [`maintain`](Self::maintain) is to be called next: at once if a segment is to be sealed, or else when a
    /// sync is due or the oldest segment will be too old. Nothing if there is nothing to do.
    pub(crate) fn maintenance_due(&self) -> Option<Instant> {
        let writer = self.writer();
        let now = self.clock.now();
        let sealing_due = (!writer.finished.is_empty()).then(|| writer.not_sealed_before.unwrap_or(now));
        [sealing_due, self.sync_due(writer.unsynced_since), self.expiry_due(now)].into_iter().flatten().min()
    }

    fn sync_due(&self, unsynced_since: Option<Instant>) -> Option<Instant> {
        match self.settings.fsync {
            Fsync::Every(interval) => unsynced_since?.checked_add(interval),
            Fsync::Never | Fsync::Always => None,
        }
    }

    fn expiry_due(&self, now: Instant) -> Option<Instant> {
        let index = self.index();
        let waiting = index.folders.iter().flat_map(|folder| &folder.segments);
        let oldest = waiting
            .filter(|segment| segment.in_flight == 0 && segment.unsettled > 0)
            .map(|segment| segment.newest)
            .min()?;
        let expiry = oldest.saturating_add(self.settings.most_milliseconds()).saturating_add(1);
        now.checked_add(Duration::from_millis(expiry.saturating_sub(unix_milliseconds(&*self.clock))))
    }

    /// Seals segments that are full, syncs if it is time, deletes what is too old, and makes the folder anew if someone
    /// has deleted it.
    ///
    /// # Errors
    ///
    /// If the disk fails. What could not be done is done by the next call.
    pub(crate) fn maintain(&self) -> io::Result<()> {
        self.check_process()?;
        let consumer = self.consumer();
        if consumer.is_closed {
            return Ok(());
        }
        let is_due = self.sync_due(self.writer().unsynced_since).is_some_and(|due| due <= self.clock.now());
        self.notice_deleted_folder()
            .and(if is_due { self.sync_open(&consumer) } else { Ok(()) })
            .and(self.expire())
            .and(self.seal(&consumer))
            .and(self.make_progress(&consumer, CursorFile::Behind))
    }

    /// Seals the segments that are full: synced first, then under the name that says so.
    pub(super) fn seal(&self, _consumer: &Consumer<D>) -> io::Result<()> {
        let mut folders = BTreeSet::new();
        let mut result = Ok(());
        let finished = std::mem::take(&mut self.writer().finished);
        for segment in finished {
            let sealing = self.index().plan_sealing(segment.folder, segment.first);
            let Some(sealing) = sealing else { continue };
            match self.seal_segment(&segment, &sealing) {
                Ok(()) => {
                    self.index().note_sealing(segment.folder, segment.first, Form::Sealed);
                    folders.insert(sealing.folder);
                }
                Err(error) => {
                    self.index().note_sealing(segment.folder, segment.first, Form::Finished);
                    if error.kind() == io::ErrorKind::NotFound {
                        // Someone has deleted it.
                        self.index().lose_file(segment.folder, segment.first);
                    } else {
                        self.writer().finished.push_back(segment);
                        result = result.and(Err(error));
                    }
                }
            }
        }
        result = folders.iter().fold(result, |result, folder| result.and(self.disk.sync_folder(folder)));
        self.writer().not_sealed_before =
            result.as_ref().err().and_then(|_| self.clock.now().checked_add(PAUSE));
        result
    }

    fn seal_segment(&self, segment: &FinishedSegment<D::File>, sealing: &Sealing) -> io::Result<()> {
        segment.file.sync()?;
        self.disk.rename(&sealing.from, &sealing.to)
    }

    /// Syncs the open segment. Other threads go on appending meanwhile.
    pub(super) fn sync_open(&self, _consumer: &Consumer<D>) -> io::Result<()> {
        let (file, since, mut folders) = {
            let mut writer = self.writer();
            let file = writer.open.as_ref().map(|open| open.file.clone());
            (file, writer.unsynced_since.take(), std::mem::take(&mut writer.unsynced_folders))
        };
        let synced =
            file.map_or(Ok(()), |file| file.sync()).and_then(|()| sync_folders(&self.disk, &mut folders));
        if synced.is_err() {
            let mut writer = self.writer();
            // Whether the system still has the data that it could not write is unknown: records that come now are not
            // to stand behind a hole.
            self.finish(&mut writer);
            writer.unsynced_since = since.or(writer.unsynced_since).map(|_| self.clock.now());
            writer.unsynced_folders.append(&mut folders);
        }
        synced
    }

    /// Deletes everything that lies in the spool for this destination, what is on its way included: the records of this
    /// process, and those of processes that are gone. What belongs to other processes that run stays.
    ///
    /// # Errors
    ///
    /// If the disk fails; then files may be left.
    pub(crate) fn purge(&self) -> io::Result<()> {
        self.check_process()?;
        // What can't be adopted can't be deleted either, and is told of by the error.
        let adopted = self.adopt_all();
        let consumer = self.consumer();
        if consumer.is_closed {
            return Ok(());
        }
        self.finish(&mut self.writer());
        let deleted = self.delete_all();
        adopted.and(deleted).and(self.make_progress(&consumer, CursorFile::Written))
    }

    /// Ends the work with the spool: everything is synced, and what is left is free for the next process. Afterwards
    /// nothing can be appended or read. Without it the same happens as when the process is killed.
    ///
    /// # Errors
    ///
    /// If the disk fails. The spool is closed all the same.
    pub(crate) fn close(&self) -> io::Result<()> {
        self.check_process()?;
        let mut consumer = self.consumer();
        if consumer.is_closed {
            return Ok(());
        }
        {
            let mut writer = self.writer();
            writer.is_closed = true;
            self.finish(&mut writer);
            if let Some(folder) = self.index().folder(writer.folder) {
                folder.is_in_use = false;
            }
        }
        let result = self
            .sync_open(&consumer)
            .and(self.seal(&consumer))
            .and(self.make_progress(&consumer, CursorFile::Durable));
        consumer.is_closed = true;
        consumer.reader = None;
        consumer.adoption = Default::default();
        for folder in &mut self.index().folders {
            folder.lock = None;
        }
        result
    }
}
