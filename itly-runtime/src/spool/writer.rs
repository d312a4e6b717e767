//! Appending, from any thread.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::disk::{Disk, DiskFile, append_all};
use super::error::SpoolError;
use super::frame::{Frame, LONGEST_PAYLOAD, SHORTEST_LINE};
use super::process_folder::{self, LOCK};
use super::record::RecordId;
use super::segment::{Form, Segment};
use super::segment_name::HEADER;
use super::settings::Fsync;
use super::{Spool, unix_milliseconds};

/// What appending works with. It is locked while a record is written.
pub(super) struct Writer<D: Disk> {
    /// The number of the folder of this process.
    pub(super) folder: u32,
    pub(super) path: PathBuf,
    /// The number of the next record.
    next: u64,
    pub(super) open: Option<OpenSegment<D::File>>,
    /// Segments that are full, and not sealed yet.
    pub(super) finished: VecDeque<FinishedSegment<D::File>>,
    /// When sealing is tried again after an error.
    pub(super) not_sealed_before: Option<Instant>,
    /// What is written, kept for the next time.
    text: Vec<u8>,
    /// Since when something is appended that is not synced.
    pub(super) unsynced_since: Option<Instant>,
    /// Folders with names in them that are not synced.
    pub(super) unsynced_folders: Vec<PathBuf>,
    pub(super) is_closed: bool,
}

/// The segment to which records are appended.
pub(super) struct OpenSegment<F> {
    pub(super) first: u64,
    pub(super) file: Arc<F>,
    /// How long the file is, as far as it is whole; zero if it has no record yet.
    length: u64,
}

/// A segment that is to be sealed.
pub(super) struct FinishedSegment<F> {
    pub(super) folder: u32,
    pub(super) first: u64,
    pub(super) file: Arc<F>,
}

/// A record was appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Appended {
    /// Which record it is.
    pub(crate) id: RecordId,
    /// [`Spool::maintenance_due`] is earlier than it was before: whoever waits for it is to be woken.
    pub(crate) brings_maintenance_forward: bool,
}

impl<D: Disk> Writer<D> {
    /// Appends to the folder that has the number `folder`.
    pub(super) fn new(folder: u32, path: PathBuf, unsynced_folders: Vec<PathBuf>) -> Self {
        Self {
            folder,
            path,
            next: 1,
            open: None,
            finished: VecDeque::new(),
            not_sealed_before: None,
            text: Vec::new(),
            unsynced_since: None,
            unsynced_folders,
            is_closed: false,
        }
    }
}

impl<D: Disk> Spool<D> {
    /// Appends a record: one write to the file. When it returns, the record survives the end of the process, and a
    /// power failure as [`Fsync`] says.
    ///
    /// # Errors
    ///
    /// See [`SpoolError`]. What was written before an error is cut off again.
    pub(crate) fn append(&self, payload: &[u8]) -> Result<Appended, SpoolError> {
        let line = SHORTEST_LINE + payload.len() as u64;
        if payload.len() > LONGEST_PAYLOAD || HEADER.len() as u64 + line > self.settings.max_bytes {
            return Err(SpoolError::TooLarge);
        }
        if payload.contains(&b'\n') {
            return Err(SpoolError::NotOneLine);
        }
        self.check_process()?;
        let mut writer = self.writer();
        if writer.is_closed {
            return Err(SpoolError::Closed);
        }
        let had_finished = !writer.finished.is_empty();
        if writer.open.as_ref().is_some_and(|open| open.length + line > self.settings.segment_limit()) {
            self.finish(&mut writer);
        }
        self.make_room(&mut writer, HEADER.len() as u64 + line)?;
        let id = self.write(&mut writer, payload)?;
        let starts_interval = self.note_unsynced(&mut writer);
        let brings_maintenance_forward = starts_interval || (!had_finished && !writer.finished.is_empty());
        Ok(Appended { id, brings_maintenance_forward })
    }

    /// Ends the open segment.
    pub(super) fn finish(&self, writer: &mut Writer<D>) {
        if let Some(OpenSegment { first, file, .. }) = writer.open.take() {
            writer.finished.push_back(FinishedSegment { folder: writer.folder, first, file });
            self.index().finish(writer.folder);
        }
    }

    /// Remembers that something is not synced, and returns whether that makes a sync due.
    fn note_unsynced(&self, writer: &mut Writer<D>) -> bool {
        if self.settings.fsync == Fsync::Always || writer.unsynced_since.is_some() {
            return false;
        }
        writer.unsynced_since = Some(self.clock.now());
        self.settings.fsync != Fsync::Never
    }

    fn write(&self, writer: &mut Writer<D>, payload: &[u8]) -> io::Result<RecordId> {
        if writer.open.is_none() {
            writer.open = Some(self.create_segment(writer)?);
        }
        let frame = Frame { number: writer.next, appended: unix_milliseconds(&*self.clock), payload };
        let Some(open) = &mut writer.open else { return Err(io::ErrorKind::NotFound.into()) };
        writer.text.clear();
        if open.length == 0 {
            writer.text.extend_from_slice(HEADER);
        }
        frame.write(&mut writer.text);
        let length = open.length + writer.text.len() as u64;
        if let Err(error) = append_all(&*open.file, &writer.text) {
            let is_whole = open.file.cut(open.length).is_ok();
            self.recover_from_failure(writer, is_whole);
            return Err(error);
        }
        if self.settings.fsync == Fsync::Always
            && let Err(error) = sync_record(&self.disk, &*open.file, &mut writer.unsynced_folders)
        {
            // Whether the system still has the data that it could not write is unknown: nothing more comes into this file.
            let _ = open.file.cut(open.length);
            self.recover_from_failure(writer, false);
            return Err(error);
        }
        open.length = length;
        let id = RecordId { folder: writer.folder, number: frame.number };
        self.index().append(id, open.first, length, frame.appended);
        writer.next += 1;
        Ok(id)
    }

    /// Goes on after an error: in the same segment if it `is_whole`, or else in the next one.
    fn recover_from_failure(&self, writer: &mut Writer<D>, is_whole: bool) {
        match writer.open.take() {
            Some(open) if open.length == 0 => {
                // If that fails too, the next segment of this name takes its place.
                let _ = self.disk.remove(&self.open_path(writer, open.first));
            }
            Some(open) => {
                writer.open = Some(open);
                if !is_whole {
                    self.finish(writer);
                    // What was refused may still lie there under its number, which is not given again.
                    self.index().skip(RecordId { folder: writer.folder, number: writer.next });
                    writer.next += 1;
                }
            }
            None => {}
        }
    }

    fn create_segment(&self, writer: &mut Writer<D>) -> io::Result<OpenSegment<D::File>> {
        let mut made = self.disk.create(&self.open_path(writer, writer.next));
        for _ in 0..2 {
            match made.as_ref().map_err(io::Error::kind) {
                // It was left by a record that could not be appended.
                Err(io::ErrorKind::AlreadyExists) => {
                    self.disk.remove(&self.open_path(writer, writer.next))?
                }
                Err(io::ErrorKind::NotFound) => self.replace_folder(writer)?,
                _ => break,
            }
            made = self.disk.create(&self.open_path(writer, writer.next));
        }
        let file = Arc::new(made?);
        if !writer.unsynced_folders.contains(&writer.path) {
            writer.unsynced_folders.push(writer.path.clone());
        }
        Ok(OpenSegment { first: writer.next, file, length: 0 })
    }

    fn open_path(&self, writer: &Writer<D>, first: u64) -> PathBuf {
        writer.path.join(Segment::new(first, Form::Open).name().to_string())
    }

    /// Makes a folder anew in place of one that someone has deleted.
    pub(super) fn replace_folder(&self, writer: &mut Writer<D>) -> io::Result<()> {
        self.finish(writer);
        let mut made = process_folder::make(
            &self.disk,
            &self.settings.folder,
            &self.destination,
            self.clock.unix_time(),
        )?;
        writer.path = made.path.clone();
        writer.next = 1;
        writer.unsynced_folders = std::mem::take(&mut made.unsynced);
        writer.folder = self.index().use_folder(made.path, made.lock);
        Ok(())
    }

    /// Makes the folder of this process anew if someone has deleted it, or files in it.
    pub(super) fn notice_deleted_folder(&self) -> io::Result<()> {
        let mut writer = self.writer();
        let open = writer.open.as_ref().map(|open| open.first);
        let is_open_there = open.is_none_or(|first| self.disk.exists(&self.open_path(&writer, first)));
        if is_open_there && self.disk.exists(&writer.path.join(LOCK)) {
            return Ok(());
        }
        if let Some(first) = open.filter(|_| !is_open_there) {
            self.index().lose_file(writer.folder, first);
        }
        self.replace_folder(&mut writer)
    }
}

/// Makes a record survive a power failure, and the names of its file and folders, which are forgotten then.
fn sync_record<D: Disk>(disk: &D, file: &D::File, folders: &mut Vec<PathBuf>) -> io::Result<()> {
    file.sync()?;
    sync_folders(disk, folders)
}

/// Makes the names in `folders` survive a power failure, and forgets those where that is done.
pub(super) fn sync_folders<D: Disk>(disk: &D, folders: &mut Vec<PathBuf>) -> io::Result<()> {
    while let Some(folder) = folders.last() {
        disk.sync_folder(folder)?;
        folders.pop();
    }
    Ok(())
}
