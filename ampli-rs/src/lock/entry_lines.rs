//! On which line every entry of a lock stands: for findings about entries that two sides of a merge give.

use std::collections::HashMap;

use super::names::Key;

/// The lines of a lock's entries. Only merges are asked for them, so that reading any other lock notes none.
#[derive(Debug, Default)]
pub(super) struct EntryLines {
    lines: Option<HashMap<Place, usize>>,
}

/// A source, and the keys from its entry down.
type Place = (String, Vec<Key>);

impl EntryLines {
    /// Takes no notes.
    pub(super) fn unwanted() -> Self {
        Self::default()
    }

    /// Takes notes.
    pub(super) fn wanted() -> Self {
        Self { lines: Some(HashMap::new()) }
    }

    /// Notes that the entry `key` below the entries `above` stands on the line with this number.
    pub(super) fn note<'a>(
        &mut self,
        source: &str,
        above: impl Iterator<Item = &'a Key>,
        key: &'a Key,
        line: usize,
    ) {
        if let Some(lines) = &mut self.lines {
            let path = above.chain([key]).cloned().collect();
            lines.insert((source.to_owned(), path), line);
        }
    }

    /// The line of the entry `key` below the entries `above`.
    pub(super) fn of(&self, source: &str, above: &[Key], key: &Key) -> Option<usize> {
        let path = above.iter().chain([key]).cloned().collect();
        self.lines.as_ref()?.get(&(source.to_owned(), path)).copied()
    }
}
