//! How far taking over is: what a process knows of folders that are not part of its spool yet.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;

use super::disk::Disk;
use super::segment::Segment;
use super::segment_name::SegmentName;
use super::settled::Settled;

/// How often looking at a segment may fail before it is left as it is.
const MOST_FAILURES: u8 = 3;

/// How far the search for folders is.
pub(super) struct Adoption<D: Disk> {
    /// The folders of other processes that are still to be looked at. None before the search begins.
    pub(super) candidates: Option<VecDeque<PathBuf>>,
    /// The folder that is being read.
    pub(super) adopting: Option<Adopting<D::Lock>>,
}

impl<D: Disk> Default for Adoption<D> {
    fn default() -> Self {
        Self { candidates: None, adopting: None }
    }
}

/// A folder that is locked and being read.
pub(super) struct Adopting<L> {
    pub(super) path: PathBuf,
    pub(super) lock: L,
    /// What is known of its progress: if that is lost, nothing of the segments that are there.
    pub(super) settled: Settled,
    pub(super) is_cursor_damaged: bool,
    /// The segments that are still to be looked at, in order.
    pub(super) names: VecDeque<SegmentName>,
    pub(super) segments: VecDeque<Segment>,
    /// There are segments that are left as they are.
    pub(super) has_leftovers: bool,
    /// How often looking at the next segment has failed.
    pub(super) failures: u8,
    /// Records that are gone for good.
    pub(super) damaged: u64,
}

impl<L> Adopting<L> {
    /// Looking at the segment `name` has come to `result`: after an error it is looked at again, but not for ever.
    pub(super) fn note(&mut self, name: SegmentName, result: io::Result<()>) -> io::Result<()> {
        if result.is_ok() {
            self.failures = 0;
            return result;
        }
        self.failures += 1;
        if self.failures < MOST_FAILURES {
            self.names.push_front(name);
        } else {
            self.failures = 0;
            self.has_leftovers = true;
        }
        result
    }
}
