use std::collections::VecDeque;
use std::path::PathBuf;

use super::segment::{Form, Segment};
use super::settled::Settled;

/// What is known in memory of the folder of a process: this one's, or one that it has adopted.
pub(super) struct Folder<L> {
    /// Its number among those of this process.
    pub(super) number: u32,
    pub(super) path: PathBuf,
    pub(super) settled: Settled,
    /// In the order of their records.
    pub(super) segments: VecDeque<Segment>,
    /// What the cursor file says, compared with `settled`.
    pub(super) cursor: CursorFile,
    /// New segments come into it: it is not removed when it is empty.
    pub(super) is_in_use: bool,
    /// There are segments in it that this process does not touch: it stays when it is empty otherwise.
    pub(super) has_leftovers: bool,
    /// Keeps other processes out. None once the folder is left to them.
    pub(super) lock: Option<L>,
}

/// What the cursor file says, compared with what is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CursorFile {
    /// Less.
    Behind,
    /// The same, unless the power fails.
    Written,
    /// The same.
    Durable,
}

impl<L> Folder<L> {
    /// The segment that the record `number` is in.
    pub(super) fn segment_of(&mut self, number: u64) -> Option<&mut Segment> {
        let behind = self.segments.partition_point(|segment| segment.first <= number);
        let segment = self.segments.get_mut(behind.checked_sub(1)?)?;
        (number < segment.past).then_some(segment)
    }

    /// The segment that begins with the record `first`.
    pub(super) fn segment(&mut self, first: u64) -> Option<&mut Segment> {
        let place = self.segments.binary_search_by_key(&first, |segment| segment.first).ok()?;
        self.segments.get_mut(place)
    }

    /// Settles a record that was handed out, and returns whether it was not settled yet.
    pub(super) fn settle(&mut self, number: u64) -> bool {
        if self.settled.contains(number) {
            return false;
        }
        let Some(segment) = self.segment_of(number) else { return false };
        segment.unsettled -= 1;
        if number < segment.read.number {
            segment.in_flight -= 1;
        }
        self.settled.insert(number, number + 1);
        self.cursor = CursorFile::Behind;
        true
    }

    /// Settles records from `from` up to `past` that were not handed out, of the segment that begins with `first`, and
    /// returns how many were not settled yet.
    pub(super) fn give_up(&mut self, first: u64, from: u64, past: u64) -> u64 {
        let count = self.settled.insert(from, past);
        if let Some(segment) = self.segment(first) {
            segment.unsettled -= count;
        }
        self.cursor = CursorFile::Behind;
        count
    }

    /// Takes the segment at `index` out of the list with all that is in it, and returns how many records were not
    /// settled.
    pub(super) fn drop_segment(&mut self, index: usize) -> Option<(Segment, u64)> {
        let segment = self.segments.remove(index)?;
        let count = self.settled.insert(segment.first, segment.past);
        self.cursor = CursorFile::Behind;
        Some((segment, count))
    }

    /// Whether it is of no more use.
    pub(super) fn is_done(&self) -> bool {
        !self.is_in_use && self.segments.is_empty() && self.lock.is_some()
    }

    /// Where the file of `segment` lies.
    pub(super) fn path_of(&self, segment: &Segment) -> PathBuf {
        self.path.join(segment.name().to_string())
    }

    /// The segment to which records are appended.
    pub(super) fn open_segment(&mut self) -> Option<&mut Segment> {
        self.segments.back_mut().filter(|segment| segment.form == Form::Open)
    }
}

#[cfg(test)]
mod tests {
    use super::{CursorFile, Folder, Form, Segment, Settled};

    #[test]
    fn a_record_is_in_the_segment_that_has_its_number() {
        let segment = |first, past| Segment { past, ..Segment::new(first, Form::Sealed) };
        let mut folder = Folder::<()> {
            number: 0,
            path: "folder".into(),
            settled: Settled::default(),
            // The number 5 was not given.
            segments: [segment(2, 5), segment(6, 7)].into(),
            cursor: CursorFile::Behind,
            is_in_use: false,
            has_leftovers: false,
            lock: None,
        };
        let first_of_segment = |number| folder.segment_of(number).map(|segment| segment.first);
        let found: Vec<_> = (1..=7).map(first_of_segment).collect();
        assert_eq!(found, [None, Some(2), Some(2), Some(2), None, Some(6), None]);
    }
}
