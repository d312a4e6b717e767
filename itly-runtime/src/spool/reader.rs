//! Reading, by the destination's own thread.

use std::io;
use std::path::PathBuf;

use super::disk::Disk;
use super::frame::Frame;
use super::index::Index;
use super::lines::{Line, Lines};
use super::record::{Record, RecordId};
use super::segment::{Position, Segment};
use super::{Spool, unix_milliseconds};

/// How often reading a segment may fail at one place before the rest of it is given up.
const MOST_FAILURES: u8 = 3;

/// The file that is being read.
pub(super) struct Reader<F> {
    folder: u32,
    first: u64,
    file: F,
    lines: Lines,
}

/// What is to be read next: a segment, which is pinned until it was.
struct Plan {
    folder: u32,
    first: u64,
    path: PathBuf,
    from: Position,
    /// The number past that of the last record that the file has up to `end`.
    past: u64,
    end: u64,
}

/// Lines that were read.
struct Found {
    /// In the order of the file, damaged ones left out.
    records: Vec<Record>,
    /// How far the file was read.
    offset: u64,
    is_at_end: bool,
}

impl<L> Index<L> {
    fn plan_reading(&mut self) -> Option<Plan> {
        let (folder, segment) = self.position(Segment::has_unread)?;
        let folder = self.folders.get_mut(folder)?;
        let path = folder.path_of(folder.segments.get(segment)?);
        let segment = folder.segments.get_mut(segment)?;
        segment.is_pinned = true;
        Some(Plan {
            folder: folder.number,
            first: segment.first,
            path,
            from: segment.read,
            past: segment.past,
            end: segment.bytes,
        })
    }

    /// Hands out what was found and is worth it. Numbers that are missing are those of damaged records.
    fn hand_out(&mut self, plan: &Plan, found: Found, oldest: u64, into: &mut Vec<Record>) {
        let mut expected = plan.from.number;
        for record in found.records {
            let number = record.id.number;
            self.lose(plan.folder, plan.first, expected, number);
            expected = number + 1;
            if record.appended < oldest {
                self.expire_record(plan, number);
            } else if self.hand_out_record(plan, number) {
                into.push(record);
            }
        }
        if found.is_at_end {
            self.lose(plan.folder, plan.first, expected, plan.past);
            expected = plan.past;
        }
        if let Some(segment) = self.segment(plan.folder, plan.first) {
            segment.read = Position { offset: found.offset, number: expected };
            segment.failures = 0;
            segment.is_pinned = false;
        }
    }

    fn expire_record(&mut self, plan: &Plan, number: u64) {
        let Some(folder) = self.folder(plan.folder) else { return };
        let count = folder.give_up(plan.first, number, number + 1);
        self.counts.dropped_expired += count;
        self.counts.records -= count;
    }

    fn hand_out_record(&mut self, plan: &Plan, number: u64) -> bool {
        let Some(folder) = self.folder(plan.folder) else { return false };
        if folder.settled.contains(number) {
            return false;
        }
        if let Some(segment) = folder.segment(plan.first) {
            segment.in_flight += 1;
        }
        true
    }

    /// Reading failed: the place is tried again, but not for ever.
    fn note_failure(&mut self, plan: &Plan, error: io::Error) -> io::Result<()> {
        let Some(segment) = self.segment(plan.folder, plan.first) else { return Err(error) };
        segment.is_pinned = false;
        segment.failures = segment.failures.saturating_add(1);
        let is_hopeless = segment.failures >= MOST_FAILURES;
        if error.kind() == io::ErrorKind::NotFound {
            self.lose_file(plan.folder, plan.first);
            return Ok(());
        }
        if is_hopeless {
            self.lose_rest(plan.folder, plan.first);
        }
        Err(error)
    }
}

impl<D: Disk> Spool<D> {
    /// Appends to `into` records that were not read yet, about `max_bytes` of them and at least one if there is one:
    /// the oldest folder first, and within a folder in the order in which they were appended. No record comes twice,
    /// unless after [`rewind`](Self::rewind).
    ///
    /// Damaged records and those that are too old are dropped and counted, and so are those whose file someone has
    /// deleted.
    ///
    /// # Errors
    ///
    /// If a file can't be read. It is tried again next time; when that has failed thrice, what is left of the segment
    /// is counted as damaged.
    pub(crate) fn read(&self, max_bytes: usize, into: &mut Vec<Record>) -> io::Result<()> {
        self.check_process()?;
        let mut consumer = self.consumer();
        let oldest = unix_milliseconds(&*self.clock).saturating_sub(self.settings.most_milliseconds());
        let mut left = max_bytes;
        let mut handed_out = into.len();
        while !consumer.is_closed && (left > 0 || into.is_empty()) {
            let plan = self.index().plan_reading();
            let Some(plan) = plan else { break };
            match self.read_lines(&mut consumer.reader, &plan, left) {
                Ok(found) => self.index().hand_out(&plan, found, oldest, into),
                Err(error) => {
                    consumer.reader = None;
                    self.index().note_failure(&plan, error)?;
                }
            }
            for record in into.iter().skip(handed_out) {
                left = left.saturating_sub(record.line.len());
            }
            handed_out = into.len();
        }
        Ok(())
    }

    fn read_lines(
        &self,
        reader: &mut Option<Reader<D::File>>,
        plan: &Plan,
        bytes: usize,
    ) -> io::Result<Found> {
        let is_at_place = |reader: &&mut Reader<D::File>| {
            (reader.folder, reader.first, reader.lines.offset())
                == (plan.folder, plan.first, plan.from.offset)
        };
        let reader = match reader.as_mut().filter(is_at_place) {
            Some(_) => reader.as_mut(),
            None => {
                let (file, lines) = (self.disk.open(&plan.path)?, Lines::from(plan.from.offset));
                Some(reader.insert(Reader { folder: plan.folder, first: plan.first, file, lines }))
            }
        };
        reader.map_or_else(|| Err(io::ErrorKind::NotFound.into()), |reader| reader.read(plan, bytes))
    }
}

impl<F: super::disk::DiskFile> Reader<F> {
    fn read(&mut self, plan: &Plan, bytes: usize) -> io::Result<Found> {
        let mut records: Vec<Record> = Vec::new();
        let (mut expected, mut taken) = (plan.from.number, 0);
        loop {
            let offset = self.lines.offset();
            if taken > 0 && taken >= bytes {
                return Ok(Found { records, offset, is_at_end: false });
            }
            let line = match self.lines.next(&self.file, plan.end)? {
                Line::Whole(line) => line,
                Line::TooLong => continue,
                Line::End { .. } => return Ok(Found { records, offset, is_at_end: true }),
            };
            let Some(frame) = Frame::read(line).filter(|it| (expected..plan.past).contains(&it.number))
            else {
                continue;
            };
            taken += line.len();
            expected = frame.number + 1;
            let id = RecordId { folder: plan.folder, number: frame.number };
            records.push(Record { id, appended: frame.appended, line: line.to_vec() });
        }
    }
}
