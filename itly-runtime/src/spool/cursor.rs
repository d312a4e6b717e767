//! The cursor file of a folder: what is settled, as a line of text.
//!
//! ```text
//! itly-cursor 1 1c8eb0ae 0000000000000005 0000000000000007-0000000000000009 000000000000000c-000000000000000c
//!               checksum lowest unsettled settled beyond it: first and last, as often as needed
//! ```

use std::io;
use std::path::Path;

use super::checksum::crc32c;
use super::disk::{Disk, DiskFile, append_all, unless_gone};
use super::hexadecimal;
use super::lines::{Line, Lines};
use super::settled::Settled;

/// The file's name.
pub(super) const CURSOR: &str = "cursor";

/// The name of the file that takes its place.
const NEXT_CURSOR: &str = "cursor.next";

const MAGIC: &[u8] = b"itly-cursor 1 ";

/// How many ranges beyond the cursor are remembered, the lowest ones: a bound for the file. A restart repeats what
/// lies behind them.
const MOST_RANGES: usize = 1000;

/// What `settled` looks like in the file.
pub(super) fn text(settled: &Settled) -> Vec<u8> {
    let mut body = Vec::new();
    push_number(&mut body, settled.cursor(), 16);
    for (first, past) in settled.beyond().take(MOST_RANGES) {
        body.push(b' ');
        push_number(&mut body, first, 16);
        body.push(b'-');
        push_number(&mut body, past - 1, 16);
    }
    let mut text = MAGIC.to_vec();
    push_number(&mut text, u64::from(crc32c(&body)), 8);
    text.push(b' ');
    text.append(&mut body);
    text.push(b'\n');
    text
}

fn push_number(text: &mut Vec<u8>, number: u64, width: usize) {
    let start = text.len();
    text.resize(start + width, 0);
    hexadecimal::write(&mut text[start..], number);
}

/// What the line of a cursor file says; nothing if it is damaged.
fn parse(line: &[u8]) -> Option<Settled> {
    let (checksum, body) = line.strip_prefix(MAGIC)?.split_at_checked(8)?;
    let body = body.strip_prefix(b" ")?;
    if hexadecimal::read(checksum)? != u64::from(crc32c(body)) {
        return None;
    }
    let mut words = body.split(|byte| *byte == b' ');
    let mut settled = Settled::below(hexadecimal::read(words.next()?)?);
    for range in words {
        let dash = range.iter().position(|byte| *byte == b'-')?;
        let (first, last) = (hexadecimal::read(&range[..dash])?, hexadecimal::read(&range[dash + 1..])?);
        settled.insert(first, last.checked_add(1)?);
    }
    Some(settled)
}

/// What is known of the progress in a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// There is no cursor file: nothing was settled.
    None,
    Settled(Settled),
    /// The file is damaged: everything that is there is to be delivered again.
    Damaged,
}

/// Reads the cursor file of `folder`.
pub(super) fn read<D: Disk>(disk: &D, folder: &Path) -> io::Result<Progress> {
    let file = match disk.open(&folder.join(CURSOR)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Progress::None),
        Err(error) => return Err(error),
    };
    let mut lines = Lines::default();
    let settled = match lines.next(&file, u64::MAX)? {
        Line::Whole(line) => parse(line),
        Line::TooLong | Line::End { .. } => None,
    };
    Ok(settled.map_or(Progress::Damaged, Progress::Settled))
}

/// Puts `text` in place of the cursor file of `folder`. A killed process leaves the old one or the new one; when it
/// `is_durable`, so does a power failure, and the new one is what stays.
pub(super) fn replace<D: Disk>(disk: &D, folder: &Path, text: &[u8], is_durable: bool) -> io::Result<()> {
    let next = folder.join(NEXT_CURSOR);
    // A predecessor may have left it.
    unless_gone(disk.remove(&next))?;
    let file = disk.create(&next)?;
    append_all(&file, text)?;
    if is_durable {
        file.sync()?;
    }
    drop(file);
    disk.rename(&next, &folder.join(CURSOR))?;
    if is_durable { disk.sync_folder(folder) } else { Ok(()) }
}

/// Removes what [`replace`] made.
pub(super) fn remove<D: Disk>(disk: &D, folder: &Path) -> io::Result<()> {
    unless_gone(disk.remove(&folder.join(NEXT_CURSOR)))?;
    unless_gone(disk.remove(&folder.join(CURSOR)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MOST_RANGES, Settled, parse, text};

    #[test]
    fn the_file_can_be_read_by_people() {
        let mut settled = Settled::below(5);
        settled.insert(7, 10);
        settled.insert(12, 13);
        assert_eq!(
            String::from_utf8(text(&settled)).unwrap(),
            "itly-cursor 1 1c8eb0ae 0000000000000005 0000000000000007-0000000000000009 000000000000000c-000000000000000c\n"
        );
    }

    #[test]
    fn the_file_is_bounded() {
        let mut settled = Settled::below(1);
        for number in 1..3000 {
            settled.insert(2 * number, 2 * number + 1);
        }
        let text = text(&settled);
        let read = parse(text.strip_suffix(b"\n").unwrap()).unwrap();
        assert!(read.beyond().eq(settled.beyond().take(MOST_RANGES)));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            below: u64,
            ranges in proptest::collection::vec((0..u64::MAX, 0..9_u64), 0..9),
            place: proptest::sample::Index,
            change in 1..=u8::MAX,
        ) {
            let mut settled = Settled::below(below);
            for (first, length) in ranges {
                settled.insert(first, first.saturating_add(length));
            }
            let mut text = text(&settled);
            text.pop();
            prop_assert_eq!(parse(&text), Some(settled));
            *place.get_mut(&mut text) ^= change;
            prop_assert_eq!(parse(&text), None);
        }

        #[test]
        fn any_bytes_are_read_without_panic(line: Vec<u8>) {
            prop_assert_eq!(parse(&line), None);
        }
    }
}
