use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::visible::is_hidden;

/// Text as it is shown, and where the borders of the labels came to stand in it.
pub(super) struct Transcript<'a> {
    text: &'a str,
    shown: String,
    borders: BTreeMap<usize, Option<usize>>,
}

impl<'a> Transcript<'a> {
    /// Nothing shown yet of `text`; the borders of `ranges` will be watched.
    pub(super) fn new(text: &'a str, ranges: &[Range<usize>]) -> Self {
        let borders = ranges.iter().flat_map(|range| [(range.start, None), (range.end, None)]).collect();
        Self { text, shown: String::new(), borders }
    }

    /// Shows a stretch of the text with its line breaks.
    ///
    /// A hidden character becomes one visible character, so that columns stay those of the text.
    pub(super) fn copy(&mut self, range: Range<usize>) {
        let mut characters = self.text.get(range.clone()).unwrap_or_default().char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            self.reach(range.start + offset);
            match character {
                '\n' | '\t' => self.shown.push(character),
                // Half of a line break of two characters; alone it stands for itself and counts as a column.
                '\r' if characters.peek().is_none_or(|(_, next)| *next == '\n') => {}
                hidden if is_hidden(hidden) => self.shown.push(stand_in(hidden)),
                plain => self.shown.push(plain),
            }
        }
        self.reach(range.end);
    }

    /// Shows `words` that are not in the text.
    pub(super) fn say(&mut self, words: &str) {
        self.shown.push_str(words);
    }

    /// Notes that the offset `border` of the text stands here.
    pub(super) fn reach(&mut self, border: usize) {
        if let Some(shown) = self.borders.get_mut(&border) {
            *shown = Some(self.shown.len());
        }
    }

    /// What is shown, and the `ranges` in it; one that is not shown becomes an empty one at the start.
    pub(super) fn finish(self, ranges: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
        let at = |border: usize| self.borders.get(&border).copied().flatten();
        let ranges = ranges.iter().map(|range| {
            let start = at(range.start).unwrap_or(0);
            start..at(range.end).unwrap_or(start).max(start)
        });
        let ranges = ranges.collect();
        (self.shown, ranges)
    }
}

/// Unicode's picture of an ASCII control character, else the replacement character.
fn stand_in(hidden: char) -> char {
    match u32::from(hidden) {
        0x7f => '\u{2421}',
        code @ ..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::REPLACEMENT_CHARACTER,
    }
}
