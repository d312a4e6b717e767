use std::path::PathBuf;

use super::folder::{CursorFile, Folder};
use super::record::RecordId;
use super::segment::{Form, Segment};
use super::settled::Settled;
use super::stats::{SpoolChanges, SpoolStats};

/// What is known in memory of all that lies in the spool. It is locked for moments, never while the disk is at work.
pub(super) struct Index<L> {
    /// In the order of their names, which begin with the time: the oldest is read first.
    pub(super) folders: Vec<Folder<L>>,
    pub(super) counts: SpoolStats,
    /// The counts that the owner has been told.
    told: SpoolStats,
    next_folder: u32,
}

impl<L> Index<L> {
    pub(super) fn new() -> Self {
        Self {
            folders: Vec::new(),
            counts: SpoolStats::default(),
            told: SpoolStats::default(),
            next_folder: 0,
        }
    }

    /// Adds the folder of this process, and returns its number.
    pub(super) fn use_folder(&mut self, path: PathBuf, lock: L) -> u32 {
        for folder in &mut self.folders {
            folder.is_in_use = false;
        }
        self.add(Folder {
            number: 0,
            path,
            settled: Settled::below(1),
            segments: Default::default(),
            // That nothing is settled is known without a file.
            cursor: CursorFile::Durable,
            is_in_use: true,
            has_leftovers: false,
            lock: Some(lock),
        })
    }

    /// Adds the folder of a process that is gone, with all that is in it.
    pub(super) fn adopt(&mut self, folder: Folder<L>) {
        for segment in &folder.segments {
            self.counts.adopted += segment.unsettled;
            self.counts.records += segment.unsettled;
            self.counts.bytes += segment.bytes;
        }
        self.add(folder);
    }

    fn add(&mut self, mut folder: Folder<L>) -> u32 {
        let number = self.next_folder;
        self.next_folder += 1;
        folder.number = number;
        let place = self.folders.partition_point(|other| other.path < folder.path);
        self.folders.insert(place, folder);
        number
    }

    pub(super) fn folder(&mut self, number: u32) -> Option<&mut Folder<L>> {
        self.folders.iter_mut().find(|folder| folder.number == number)
    }

    pub(super) fn segment(&mut self, folder: u32, first: u64) -> Option<&mut Segment> {
        self.folder(folder)?.segment(first)
    }

    /// A record was appended to the segment that begins with `first`, which is `length` bytes long now.
    pub(super) fn append(&mut self, id: RecordId, first: u64, length: u64, appended: u64) {
        let Some(folder) = self.folder(id.folder) else { return };
        if folder.open_segment().is_none() {
            folder.segments.push_back(Segment::new(first, Form::Open));
        }
        let Some(segment) = folder.open_segment() else { return };
        let more = length - segment.bytes;
        segment.past = id.number + 1;
        segment.bytes = length;
        segment.newest = segment.newest.max(appended);
        segment.unsettled += 1;
        self.counts.bytes += more;
        self.counts.appended += 1;
        self.counts.records += 1;
    }

    /// There is no record of this number: one was refused that may have left its traces.
    pub(super) fn skip(&mut self, id: RecordId) {
        if let Some(folder) = self.folder(id.folder) {
            folder.settled.insert(id.number, id.number + 1);
            folder.cursor = CursorFile::Behind;
        }
    }

    /// Nothing is appended any more to the open segment of `folder`.
    pub(super) fn finish(&mut self, folder: u32) {
        if let Some(segment) = self.folder(folder).and_then(Folder::open_segment) {
            segment.form = Form::Finished;
        }
    }

    /// Settles records that were handed out, and returns how many were not settled yet.
    pub(super) fn settle(&mut self, ids: &[RecordId]) -> u64 {
        let is_fresh = |id: &&RecordId| self.folder(id.folder).is_some_and(|folder| folder.settle(id.number));
        let count = ids.iter().filter(is_fresh).count() as u64;
        self.counts.settled += count;
        self.counts.records -= count;
        count
    }

    /// Records from `from` up to `past` of a segment can't be read.
    pub(super) fn lose(&mut self, folder: u32, first: u64, from: u64, past: u64) {
        if from >= past {
            return;
        }
        let count = self.folder(folder).map_or(0, |folder| folder.give_up(first, from, past));
        self.counts.dropped_corrupt += count;
        self.counts.records -= count;
    }

    /// What is not read yet of a segment can't be read at all.
    pub(super) fn lose_rest(&mut self, folder: u32, first: u64) {
        let Some(segment) = self.segment(folder, first) else { return };
        let (from, past) = (segment.read.number, segment.past);
        segment.read.number = past;
        self.lose(folder, first, from, past);
    }

    /// The file of a segment is gone.
    pub(super) fn lose_file(&mut self, folder: u32, first: u64) {
        self.lose_rest(folder, first);
        if let Some(segment) = self.segment(folder, first) {
            let bytes = std::mem::take(&mut segment.bytes);
            self.counts.bytes -= bytes;
        }
    }

    /// Takes a segment out that is deleted with what is in it, and returns where it lies and how many records were not
    /// settled.
    pub(super) fn drop_segment(&mut self, folder: usize, segment: usize) -> Option<(PathBuf, u64)> {
        let folder = self.folders.get_mut(folder)?;
        let (segment, count) = folder.drop_segment(segment)?;
        let path = folder.path_of(&segment);
        self.counts.bytes -= segment.bytes;
        self.counts.records -= count;
        Some((path, count))
    }

    /// Where the first segment is that `is_meant`: the place of its folder, and its own in there.
    pub(super) fn position(&self, is_meant: impl Fn(&Segment) -> bool) -> Option<(usize, usize)> {
        self.folders.iter().enumerate().find_map(|(place, folder)| {
            folder.segments.iter().position(&is_meant).map(|segment| (place, segment))
        })
    }

    /// What the owner has not been told yet.
    pub(super) fn take_changes(&mut self) -> SpoolChanges {
        let changes = self.counts.changes_since(&self.told);
        self.told = self.counts;
        changes
    }
}
