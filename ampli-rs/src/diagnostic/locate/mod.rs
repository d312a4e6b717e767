//! From pointers to lines and columns: where the labels of findings stand in the text of a document.
//!
//! Findings carry pointers, because a plan is read into values without positions. Only when findings are
//! printed the text is gone through once more, without building a tree, for all labels of a document at
//! once. How a document is gone through depends on its syntax (`json`, `yaml`, `table`); counting
//! lines does not.

mod json;
mod table;
mod wanted;
mod yaml;

use std::ops::Range;

use self::wanted::Wanted;
use super::Part;
use crate::pointer::Pointer;
use crate::text::Syntax;

/// A place in the text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What the label points at, in bytes.
    pub range: Range<usize>,
    /// The object or array that holds it, in bytes; `range` itself for a root.
    pub container: Range<usize>,
    /// The first character of `range`.
    pub start: Position,
    /// The character after the last one of `range`.
    pub end: Position,
}

/// A line and a column, both counted from 1; columns in characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Finds all `targets` in one pass over `text`; the result has one entry for each target.
///
/// Of a repeated key the last member counts, as JSON readers have it, unless the part names another. A value
/// that is not there stands for its nearest ancestor that is. `None` only where the text can't be read before
/// the place is reached, or the offset is no border of characters.
pub fn places(text: &str, targets: &[(&Pointer, Part)]) -> Vec<Option<Place>> {
    let mut wanted = Wanted::new(targets.iter().map(|(pointer, _)| *pointer));
    if targets.iter().any(|(_, part)| !part.is_textual()) {
        match Syntax::of(text) {
            Syntax::Json => json::scan(text, &mut wanted),
            Syntax::Yaml => yaml::scan(text, &mut wanted),
            Syntax::Csv => table::scan(text, &mut wanted),
        }
    }
    let ranges: Vec<_> = targets
        .iter()
        .enumerate()
        .map(|(index, (_, part))| match part {
            Part::Offset(offset) => character_at(text, *offset).map(|range| (range, 0..text.len())),
            Part::Range(start, end) => text.get(*start..*end).map(|_| (*start..*end, 0..text.len())),
            Part::Line(number) => line(text, *number).map(|range| (range, 0..text.len())),
            part => wanted.range(index, *part),
        })
        .collect();
    with_positions(text, ranges)
}

/// The character at `offset`; nothing at the very end of the text, which is a place too.
fn character_at(text: &str, offset: usize) -> Option<Range<usize>> {
    let width = text.get(offset..)?.chars().next().map_or(0, char::len_utf8);
    Some(offset..offset + width)
}

/// The line with this number, without the space around its text.
fn line(text: &str, number: usize) -> Option<Range<usize>> {
    let ends = text.match_indices('\n').map(|(end, _)| end + 1);
    let start = std::iter::once(0).chain(ends).nth(number.checked_sub(1)?)?;
    let line = text.get(start..)?.lines().next().unwrap_or_default();
    let start = start + (line.len() - line.trim_start().len());
    Some(start..start + line.trim().len())
}

/// Counts lines and columns for all ranges in one walk over the text.
fn with_positions(text: &str, ranges: Vec<Option<(Range<usize>, Range<usize>)>>) -> Vec<Option<Place>> {
    let mut offsets: Vec<usize> =
        ranges.iter().flatten().flat_map(|(range, _)| [range.start, range.end]).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let positions = positions(text.as_bytes(), &offsets);
    let position = |offset: usize| {
        let index = offsets.binary_search(&offset).ok()?;
        positions.get(index).copied()
    };
    ranges
        .into_iter()
        .map(|found| {
            let (range, container) = found?;
            let (start, end) = (position(range.start)?, position(range.end)?);
            Some(Place { range, container, start, end })
        })
        .collect()
}

/// The positions of `offsets`, which are sorted.
fn positions(bytes: &[u8], offsets: &[usize]) -> Vec<Position> {
    let mut position = Position { line: 1, column: 1 };
    let mut walked = 0;
    offsets
        .iter()
        .map(|&offset| {
            let stretch = bytes.get(walked..offset).unwrap_or_default();
            let last_line = match stretch.iter().rposition(|byte| *byte == b'\n') {
                Some(line_end) => {
                    position.line += stretch.iter().filter(|byte| **byte == b'\n').count();
                    position.column = 1;
                    stretch.get(line_end + 1..).unwrap_or_default()
                }
                None => stretch,
            };
            // Continuation bytes of UTF-8 start no character.
            position.column += last_line.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
            walked = offset;
            position
        })
        .collect()
}

#[cfg(test)]
mod tests;
