use std::time::Duration;

use crate::stamp::Timestamp;

/// When a file of [`JsonLines`](crate::JsonLines) is set aside and a new one begun, and how many are kept. By default
/// nothing is ever set aside.
///
/// A file is set aside by one renaming: `events.jsonl` becomes `events-20260102T030405678Z.jsonl`, by the time of day in
/// UTC. It has whole lines and is never written again, so that other programs may take it away. Names go up in their
/// order even when the clock is put back.
///
/// ```
/// use std::time::Duration;
/// use itly_runtime::{JsonLines, Rotation};
///
/// let day = Duration::from_secs(24 * 60 * 60);
/// let file = JsonLines::new("events.jsonl").rotation(Rotation::new().bytes(100 << 20).age(day).keep(30));
/// # let _ = file;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    bytes: u64,
    age: Duration,
    pub(super) keep: usize,
}

impl Rotation {
    /// No file is set aside, and none is deleted.
    pub const fn new() -> Self {
        Self { bytes: u64::MAX, age: Duration::MAX, keep: usize::MAX }
    }

    /// Sets how large a file may become. Only a line that is longer by itself makes a file that is larger.
    #[must_use]
    pub const fn bytes(mut self, bytes: u64) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets how old a file may become: the first event that comes when it is older goes into a new one.
    ///
    /// The age is that of the file and not of its events, and goes on when the program is started anew; on file systems
    /// that do not say when a file was made, it then counts from the last line.
    #[must_use]
    pub const fn age(mut self, age: Duration) -> Self {
        self.age = age;
        self
    }

    /// Sets how many files that were set aside are kept beside the one that is being written; when there are more, the
    /// oldest are deleted. One that can't be deleted is tried again the next time.
    #[must_use]
    pub const fn keep(mut self, files: usize) -> Self {
        self.keep = files;
        self
    }

    /// How many bytes of `lines`, which are whole ones, go into a file that has `length` bytes and was begun at `began`;
    /// none if it is to be set aside.
    pub(super) fn room_for(&self, lines: &[u8], length: u64, began: Timestamp, now: Timestamp) -> usize {
        let age = now.unix_milliseconds().saturating_sub(began.unix_milliseconds());
        if length > 0 && u128::from(age) >= self.age.as_millis() {
            return 0;
        }
        let room = usize::try_from(self.bytes.saturating_sub(length)).unwrap_or(usize::MAX);
        let fitting = match lines.get(..room) {
            Some(head) => head.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1),
            None => lines.len(),
        };
        if fitting == 0 && length == 0 { first_line(lines) } else { fitting }
    }
}

impl Default for Rotation {
    fn default() -> Self {
        Self::new()
    }
}

fn first_line(lines: &[u8]) -> usize {
    lines.iter().position(|byte| *byte == b'\n').map_or(lines.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Rotation;
    use crate::stamp::Timestamp;

    const LINES: &[u8] = b"{1}\n{22}\n{3}\n";

    fn room(rotation: Rotation, length: u64, age: u64) -> usize {
        let at = Timestamp::from_unix_milliseconds;
        rotation.room_for(LINES, length, at(1000), at(1000 + age))
    }

    #[test]
    fn whole_lines_fit_or_do_not() {
        let rotation = Rotation::new().bytes(10);
        let rooms = [0, 1, 2, 6, 7, 10, 11].map(|length| room(rotation, length, 0));
        assert_eq!(rooms, [9, 9, 4, 4, 0, 0, 0]);
        assert_eq!(room(Rotation::new(), u64::MAX - 1, 0), 0);
        assert_eq!(room(Rotation::new(), 1 << 40, u64::MAX / 2), LINES.len());
    }

    #[test]
    fn a_line_that_fits_nowhere_has_a_file_of_its_own() {
        assert_eq!([0, 1].map(|length| room(Rotation::new().bytes(3), length, 0)), [4, 0]);
        assert_eq!([0, 1].map(|length| room(Rotation::new().bytes(0), length, 0)), [4, 0]);
    }

    #[test]
    fn a_file_that_is_old_enough_takes_nothing_unless_it_is_empty() {
        let rotation = Rotation::new().age(Duration::from_secs(1));
        assert_eq!([999, 1000, 1001].map(|age| room(rotation, 1, age)), [LINES.len(), 0, 0]);
        assert_eq!(room(rotation, 0, 1000), LINES.len());
    }
}
