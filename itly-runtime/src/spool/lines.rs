use std::io;

use super::disk::DiskFile;
use super::frame::{HEAD, LONGEST_PAYLOAD};

/// How much is read from the file at once: 64 KiB.
const CHUNK: usize = 65_536;

const LONGEST_LINE: usize = HEAD + LONGEST_PAYLOAD;

/// What comes next in a segment.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// A line, without its line feed.
    Whole(&'a [u8]),
    /// A line that is longer than that of any record.
    TooLong,
    /// The file ends with so many bytes of a line, zero if with a line feed.
    End { torn: u64 },
}

/// Reads a segment line by line, each byte once, with bounded memory.
#[derive(Debug, Default)]
pub(super) struct Lines {
    buffer: Vec<u8>,
    /// Where in `buffer` the next line starts.
    start: usize,
    /// Where in the file the next line starts.
    offset: u64,
}

impl Lines {
    /// Starts at `offset`.
    pub(super) fn from(offset: u64) -> Self {
        Self { offset, ..Self::default() }
    }

    /// Where in the file the next line starts.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The next line of `file`, of which nothing behind `end` is read. It can be called again after an error.
    pub(super) fn next<F: DiskFile>(&mut self, file: &F, end: u64) -> io::Result<Line<'_>> {
        let mut is_too_long = false;
        let mut searched = self.start;
        loop {
            if let Some(length) = self.buffer[searched..].iter().position(|byte| *byte == b'\n') {
                let (start, past) = (self.start, searched + length);
                self.start = past + 1;
                self.offset += (self.start - start) as u64;
                return Ok(if is_too_long { Line::TooLong } else { Line::Whole(&self.buffer[start..past]) });
            }
            is_too_long = is_too_long || self.buffer.len() - self.start > LONGEST_LINE;
            if is_too_long {
                self.offset += (self.buffer.len() - self.start) as u64;
                self.start = self.buffer.len();
            }
            searched = self.buffer.len() - self.start;
            if self.fill(file, end)? == 0 {
                return Ok(if is_too_long { Line::TooLong } else { Line::End { torn: searched as u64 } });
            }
        }
    }

    /// Moves what is left to the start of the buffer, reads on behind it, and returns how many bytes there were.
    fn fill<F: DiskFile>(&mut self, file: &F, end: u64) -> io::Result<usize> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let filled = self.buffer.len();
        let position = self.offset + filled as u64;
        let wanted = usize::try_from(end.saturating_sub(position)).map_or(CHUNK, |left| left.min(CHUNK));
        self.buffer.resize(filled + wanted, 0);
        let read = loop {
            match file.read_at(position, &mut self.buffer[filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(filled + read.as_ref().map_or(0, |count| *count));
        read
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Mutex;

    use proptest::prelude::*;

    use super::{CHUNK, HEAD, LONGEST_PAYLOAD, Line, Lines};
    use crate::spool::disk::DiskFile;

    /// A file in memory, of which at most `step` bytes are read at once, and nothing at first if it has an `error`.
    #[derive(Default)]
    struct Text {
        bytes: Vec<u8>,
        step: usize,
        error: Mutex<Option<io::ErrorKind>>,
    }

    impl DiskFile for Text {
        fn append(&self, _bytes: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::Unsupported.into())
        }

        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
            if let Some(kind) = self.error.lock().unwrap().take() {
                return Err(kind.into());
            }
            let rest = self.bytes.get(offset as usize..).unwrap_or_default();
            let count = rest.len().min(buffer.len()).min(self.step);
            buffer[..count].copy_from_slice(&rest[..count]);
            Ok(count)
        }

        fn length(&self) -> io::Result<u64> {
            Ok(self.bytes.len() as u64)
        }

        fn cut(&self, _length: u64) -> io::Result<()> {
            Err(io::ErrorKind::Unsupported.into())
        }

        fn sync(&self) -> io::Result<()> {
            Ok(())
        }
    }

    fn text_of(bytes: &[u8], step: usize) -> Text {
        Text { bytes: bytes.to_vec(), step, ..Text::default() }
    }

    fn all(file: &Text) -> (Vec<Vec<u8>>, u64) {
        let (mut lines, mut all) = (Lines::default(), Vec::new());
        loop {
            match lines.next(file, file.bytes.len() as u64).unwrap() {
                Line::Whole(line) => all.push(line.to_vec()),
                Line::TooLong => all.push(b"too long".to_vec()),
                Line::End { torn } => return (all, torn),
            }
        }
    }

    proptest! {
        #[test]
        fn lines_are_those_of_the_text(text in "[ab\n]{0,200}", step in 1..50_usize) {
            let mut expected: Vec<Vec<u8>> = text.split('\n').map(|line| line.as_bytes().to_vec()).collect();
            let torn = expected.pop().map_or(0, |line| line.len() as u64);
            prop_assert_eq!(all(&text_of(text.as_bytes(), step)), (expected, torn));
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        // Longer than 16 MiB and the head of a record.
        let mut bytes = vec![b'x'; 17 << 20];
        bytes.extend_from_slice(b"\nnext\n");
        let expected = vec![b"too long".to_vec(), b"next".to_vec()];
        assert_eq!(all(&text_of(&bytes, usize::MAX)), (expected, 0));
    }

    #[test]
    fn a_line_is_whole_wherever_a_chunk_ends() {
        let longest = HEAD + LONGEST_PAYLOAD;
        // So that a chunk ends before the line feed of the longest line.
        let before = CHUNK - longest % CHUNK - 1;
        let lines = [vec![b'x'; before], vec![b'y'; longest], vec![b'z'; CHUNK]];
        let bytes = [&lines.join(&b'\n')[..], b"\n"].concat();
        assert!(all(&text_of(&bytes, usize::MAX)) == (lines.to_vec(), 0));
    }

    #[test]
    fn reading_begins_where_it_is_to() {
        let file = text_of(b"one\ntwo\n", 5);
        let mut lines = Lines::from(4);
        assert_eq!(lines.next(&file, 8).unwrap(), Line::Whole(b"two"));
        assert_eq!(lines.offset(), 8);
    }

    #[test]
    fn an_interrupted_read_goes_on_and_one_that_fails_can_be_repeated() {
        let file = text_of(b"one\n", 5);
        *file.error.lock().unwrap() = Some(io::ErrorKind::Interrupted);
        assert_eq!(Lines::default().next(&file, 4).unwrap(), Line::Whole(b"one"));

        *file.error.lock().unwrap() = Some(io::ErrorKind::Other);
        let mut lines = Lines::default();
        assert_eq!(lines.next(&file, 4).unwrap_err().kind(), io::ErrorKind::Other);
        assert_eq!(lines.next(&file, 4).unwrap(), Line::Whole(b"one"));
    }
}
