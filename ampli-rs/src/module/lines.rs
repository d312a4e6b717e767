use std::fmt;
use std::str::SplitTerminator;

use ecow::EcoString;
use serde::{Serialize, Serializer};

/// Lines of text in one piece: a module has very many of them, and most are short. Copies share the text.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Lines(EcoString);

impl Lines {
    /// No lines.
    pub const fn new() -> Self {
        Self(EcoString::new())
    }

    /// One line, put together from `parts`.
    pub fn of(parts: &[&str]) -> Self {
        Self::with(|lines| lines.push(parts))
    }

    /// The lines that `write` adds.
    pub fn with(write: impl FnOnce(&mut Self)) -> Self {
        let mut lines = Self::new();
        write(&mut lines);
        lines
    }

    /// The lines of all `pieces`.
    pub fn all<'l>(pieces: impl Iterator<Item = &'l Self> + Clone) -> Self {
        let mut text = EcoString::with_capacity(pieces.clone().map(|piece| piece.0.len()).sum());
        pieces.for_each(|piece| text.push_str(&piece.0));
        Self(text)
    }

    /// Adds one line, put together from `parts`. None of them has a line break in it.
    pub fn push(&mut self, parts: &[&str]) {
        self.make_room(length(parts) + 1);
        parts.iter().for_each(|part| self.0.push_str(part));
        self.0.push('\n');
    }

    /// Adds one line: `start`, then `parts`.
    pub fn push_after(&mut self, start: &str, parts: &[&str]) {
        self.make_room(start.len() + length(parts) + 1);
        self.0.push_str(start);
        self.push(parts);
    }

    /// Adds one line: `head`, then `items` with `, ` between them, then `tail`.
    pub fn push_list(&mut self, head: &[&str], items: &[impl AsRef<str>], tail: &[&str]) {
        let of_items: usize = items.iter().map(|item| item.as_ref().len() + 2).sum();
        self.make_room(length(head) + of_items + length(tail) + 1);
        head.iter().for_each(|part| self.0.push_str(part));
        for (index, item) in items.iter().enumerate() {
            self.0.push_str(if index == 0 { "" } else { ", " });
            self.0.push_str(item.as_ref());
        }
        self.push(tail);
    }

    /// Makes room for the first line at once: most have no second one.
    fn make_room(&mut self, length: usize) {
        if self.0.is_empty() {
            self.0 = EcoString::with_capacity(length);
        }
    }

    /// Adds one line that `write` puts together.
    pub fn push_with(&mut self, write: impl FnOnce(&mut String)) {
        let mut line = String::new();
        write(&mut line);
        self.push(&[&line]);
    }

    /// Adds all lines of `others`.
    pub fn append(&mut self, others: &Self) {
        if self.is_empty() {
            self.clone_from(others);
        } else {
            self.0.push_str(&others.0);
        }
    }

    /// Adds all lines of `others`, each after `indentation`.
    pub fn append_indented(&mut self, indentation: &str, others: &Self) {
        others.iter().for_each(|line| self.push(&[indentation, line]));
    }

    /// Removes empty lines at the end.
    pub fn trim_end(&mut self) {
        while self.last().is_some_and(str::is_empty) {
            self.0.pop();
        }
    }

    /// Removes all lines but the first `count`.
    pub fn truncate(&mut self, count: usize) {
        let kept = self.iter().take(count).map(|line| line.len() + 1).sum();
        self.0.truncate(kept);
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are no lines.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last line.
    pub fn last(&self) -> Option<&str> {
        let rest = self.0.strip_suffix('\n')?;
        Some(rest.rsplit_once('\n').map_or(rest, |(_, last)| last))
    }

    /// The lines.
    pub fn iter(&self) -> SplitTerminator<'_, char> {
        self.0.split_terminator('\n')
    }
}

/// How long `parts` are together, in bytes.
fn length(parts: &[&str]) -> usize {
    parts.iter().map(|part| part.len()).sum()
}

impl<'l> IntoIterator for &'l Lines {
    type Item = &'l str;
    type IntoIter = SplitTerminator<'l, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self).finish()
    }
}

impl Serialize for Lines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn empty_lines_are_lines() {
        let mut lines = Lines::of(&["a", "b"]);
        lines.push(&[]);
        lines.push_list(&["("], &["x", "y"], &[")"]);
        assert_eq!(lines.iter().collect::<Vec<_>>(), ["ab", "", "(x, y)"]);
        assert_eq!((lines.len(), lines.last()), (3, Some("(x, y)")));
        lines.truncate(2);
        assert_eq!(lines.last(), Some(""));
        lines.trim_end();
        assert_eq!(format!("{lines:?}"), r#"["ab"]"#);
        lines.trim_end();
        assert_eq!((lines.len(), lines.is_empty()), (1, false));
        assert_eq!((Lines::new().len(), Lines::new().last()), (0, None));
    }
}
