use std::ops::Range;

use super::transcript::Transcript;
use super::{LONGEST_LINE, Marked};

/// Most characters shown before and after a place on a long line.
const AROUND: usize = 50;

/// Columns that the frame of an excerpt takes up.
const FRAME: usize = 8;

/// Whether the line at `offset` is too long to be shown.
pub(super) fn is_long(text: &str, offset: usize) -> bool {
    let bytes = text.as_bytes();
    // Never more is looked at than decides: a plan of megabytes can be one line.
    let before = bytes.get(offset.saturating_sub(LONGEST_LINE)..offset).unwrap_or_default();
    let to_start = before.iter().rev().position(|byte| *byte == b'\n').unwrap_or(before.len());
    let after = bytes.get(offset..).unwrap_or_default();
    let after = after.get(..LONGEST_LINE).unwrap_or(after);
    let to_end = after.iter().position(|byte| *byte == b'\n').unwrap_or(after.len());
    to_start + to_end >= LONGEST_LINE
}

/// The lines from the first to the last label, and the ranges of the labels in them.
///
/// Of a value over several lines the first line is marked.
pub(super) fn cut(text: &str, marked: &[Marked<'_>]) -> (String, Vec<Range<usize>>) {
    let shown: Vec<_> = marked.iter().map(|marked| first_line(text, &marked.place.range)).collect();
    let start = shown.iter().map(|range| line_start(text, range.start)).min().unwrap_or(0);
    let end = shown.iter().map(|range| line_end(text, range.end)).max().unwrap_or(0);
    let mut transcript = Transcript::new(text, &shown);
    transcript.copy(start..end);
    transcript.finish(&shown)
}

/// A part of a long line around the first label that fits in `width` columns, and the ranges of the labels in it.
pub(super) fn window(text: &str, marked: &[Marked<'_>], width: usize) -> (String, Vec<Range<usize>>) {
    let Some(first) = marked.first() else { return Default::default() };
    let around = (width.saturating_sub(FRAME) / 2).min(AROUND);
    let at = &first.place.range;
    let before = text.get(..at.start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let lead: usize = before.chars().rev().take(around).map(char::len_utf8).sum();
    let after = text.get(at.end..).unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let tail: usize = after.chars().take(around).map(char::len_utf8).sum();
    let ranges: Vec<_> = marked.iter().map(|marked| marked.place.range.clone()).collect();
    let mut transcript = Transcript::new(text, &ranges);
    if lead < before.len() {
        transcript.say("…");
    }
    transcript.copy(at.start - lead..at.end + tail);
    if tail < after.len() {
        transcript.say("…");
    }
    transcript.finish(&ranges)
}

fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |line_break| line_break + 1)
}

fn line_end(text: &str, offset: usize) -> usize {
    text.get(offset..).and_then(|after| after.find('\n')).map_or(text.len(), |length| offset + length)
}

/// What of a range is on its first line.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let covered = text.get(range.clone()).unwrap_or_default();
    range.start..range.start + covered.lines().next().unwrap_or_default().len()
}
