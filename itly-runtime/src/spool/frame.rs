//! A record as a line of its segment.
//!
//! ```text
//! 7543f36a 0000001d 0000000000000007 019b7ca98f2e {"type":"track","userId":"u"}
//! checksum length   number           appended     payload
//! ```
//!
//! Digits are hexadecimal. The checksum is that of everything behind its space up to the end of the line, the length
//! is that of the payload in bytes, the number is one more than that of the record before, and the record was
//! appended so many milliseconds after the Unix epoch. A payload has no line feed: whatever happens to a line, the
//! next line feed is where the next one begins.

use std::ops::Range;

use super::checksum::crc32c;
use super::hexadecimal;

const CHECKSUM: Range<usize> = 0..8;
const LENGTH: Range<usize> = 9..17;
const NUMBER: Range<usize> = 18..34;
const APPENDED: Range<usize> = 35..47;

/// How many bytes stand before the payload.
pub(super) const HEAD: usize = 48;

/// The length of the shortest line, its line feed included.
pub(super) const SHORTEST_LINE: u64 = HEAD as u64 + 1;

/// The length of the longest payload in bytes: far more than any vendor takes, and a bound for what is read into
/// memory when a segment is damaged.
pub(super) const LONGEST_PAYLOAD: usize = 16 * 1024 * 1024;

/// A record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame<'a> {
    /// Its place among the records of its folder, from 1.
    pub(super) number: u64,
    /// When it was appended, in milliseconds since the Unix epoch.
    pub(super) appended: u64,
    pub(super) payload: &'a [u8],
}

impl<'a> Frame<'a> {
    /// Appends the line of the record to `text`, with its line feed.
    pub(super) fn write(&self, text: &mut Vec<u8>) {
        let start = text.len();
        text.resize(start + HEAD, b' ');
        text.extend_from_slice(self.payload);
        let Some(line) = text.get_mut(start..) else { return };
        hexadecimal::write(&mut line[LENGTH], self.payload.len() as u64);
        hexadecimal::write(&mut line[NUMBER], self.number);
        hexadecimal::write(&mut line[APPENDED], self.appended);
        let checksum = crc32c(&line[LENGTH.start..]);
        hexadecimal::write(&mut line[CHECKSUM], u64::from(checksum));
        text.push(b'\n');
    }

    /// The record that `line` holds, which comes without its line feed; nothing if it is damaged.
    pub(super) fn read(line: &'a [u8]) -> Option<Self> {
        let (head, payload) = line.split_at_checked(HEAD)?;
        let number_at = |places: Range<usize>| {
            let is_ended = head.get(places.end) == Some(&b' ');
            is_ended.then(|| hexadecimal::read(&head[places])).flatten()
        };
        let checksum = number_at(CHECKSUM)?;
        let length = number_at(LENGTH)?;
        let frame = Frame { number: number_at(NUMBER)?, appended: number_at(APPENDED)?, payload };
        let is_whole = length == payload.len() as u64 && checksum == u64::from(crc32c(&line[LENGTH.start..]));
        is_whole.then_some(frame)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Frame, SHORTEST_LINE};

    fn line(number: u64, payload: &[u8]) -> Vec<u8> {
        let mut line = Vec::new();
        Frame { number, appended: 1_767_323_045_678, payload }.write(&mut line);
        line
    }

    #[test]
    fn a_line_can_be_read_by_people() {
        assert_eq!(
            String::from_utf8(line(7, br#"{"type":"track","userId":"u"}"#)).unwrap(),
            "7543f36a 0000001d 0000000000000007 019b7ca98f2e {\"type\":\"track\",\"userId\":\"u\"}\n"
        );
    }

    #[test]
    fn the_shortest_line_has_no_payload() {
        assert_eq!(line(1, b"").len() as u64, SHORTEST_LINE);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(number: u64, appended in 0..1_u64 << 48, payload: Vec<u8>) {
            let frame = Frame { number, appended, payload: &payload };
            let mut line = Vec::new();
            frame.write(&mut line);
            prop_assert_eq!(line.pop(), Some(b'\n'));
            prop_assert_eq!(Frame::read(&line), Some(frame));
        }

        #[test]
        fn a_line_with_a_byte_changed_is_damaged(payload: Vec<u8>, place: proptest::sample::Index, change in 1..=u8::MAX) {
            let mut line = line(1, &payload);
            line.pop();
            *place.get_mut(&mut line) ^= change;
            prop_assert_eq!(Frame::read(&line), None);
        }

        #[test]
        fn a_torn_line_is_damaged(payload: Vec<u8>, length: proptest::sample::Index) {
            let line = line(1, &payload);
            prop_assert_eq!(Frame::read(&line[..length.index(line.len() - 1)]), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(line: Vec<u8>) {
            prop_assert_eq!(Frame::read(&line), None);
        }
    }
}
