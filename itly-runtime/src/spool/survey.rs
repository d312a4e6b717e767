use std::io;

use super::disk::DiskFile;
use super::frame::{Frame, SHORTEST_LINE};
use super::lines::{Line, Lines};
use super::segment_name::{HEADER, is_of_another_version};

/// What lies in a segment whose name does not say it: its process was gone before it was sealed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Survey {
    /// The number past that of the last whole record, or the one of the name if there is none.
    pub(super) past: u64,
    /// When the newest record was appended, in milliseconds since the Unix epoch.
    pub(super) newest: u64,
    /// Where the last whole record ends.
    pub(super) end: u64,
    /// How many lines behind it are no records: damaged ones. A line that has no end does not count, it was never
    /// whole.
    pub(super) damaged: u64,
}

/// Whether `file` has the form of another version.
pub(super) fn has_another_version<F: DiskFile>(file: &F) -> io::Result<bool> {
    let mut start = [0; HEADER.len()];
    let count = file.read_at(0, &mut start)?;
    Ok(is_of_another_version(&start[..count]))
}

/// Reads through `file`, whose first record has the number `first`.
pub(super) fn survey<F: DiskFile>(file: &F, first: u64) -> io::Result<Survey> {
    let length = file.length()?;
    // No more records than there is room for: whatever the digits say, counts stay true to size.
    let limit = first.saturating_add(length / SHORTEST_LINE);
    let mut survey = Survey { past: first, newest: 0, end: 0, damaged: 0 };
    let mut lines = Lines::default();
    loop {
        let is_first = lines.offset() == 0;
        match lines.next(file, length)? {
            Line::Whole(line) => match Frame::read(line) {
                Some(frame) if frame.number >= survey.past && frame.number < limit => {
                    survey.past = frame.number + 1;
                    survey.newest = survey.newest.max(frame.appended);
                    survey.damaged = 0;
                    survey.end = lines.offset();
                }
                None if is_first && HEADER.strip_suffix(b"\n") == Some(line) => {}
                _ => survey.damaged += 1,
            },
            Line::TooLong => survey.damaged += 1,
            Line::End { .. } => return Ok(survey),
        }
    }
}
