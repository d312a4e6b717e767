//! Whether a text has any of some words in it: what tells files worth reading from all others.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::search::Search;

/// Words to look for.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: HashSet<Box<str>>,
    /// Finds all of them in one pass; made when it is first asked, anew after words were added.
    search: OnceLock<Option<Search>>,
    /// Whether one is not ASCII: such words may be spelled in several ways.
    beyond_ascii: bool,
}

impl Words {
    pub(super) fn insert(&mut self, word: &str) {
        self.search = OnceLock::new();
        self.beyond_ascii |= !word.is_ascii();
        self.words.insert(word.into());
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether any of the words stands in the text `bytes`, as a whole word.
    pub(super) fn are_in(&self, bytes: &[u8]) -> bool {
        if self.beyond_ascii && !bytes.is_ascii() {
            return true;
        }
        // Words have nothing in them that ends a word: where one is whole, it is the longest that begins there, and no
        // other reaches into it.
        self.search().is_none_or(|search| search.finds(bytes, |found| is_whole(bytes, found.range())))
    }

    /// `None` for more words than the search can count: then every text may have one.
    fn search(&self) -> Option<&Search> {
        let words = self.words.iter().map(AsRef::as_ref).filter(|word: &&str| !word.is_empty());
        self.search.get_or_init(|| Search::new(words)).as_ref()
    }
}

/// Whether no word goes on before or behind `range`.
pub(super) fn is_whole(bytes: &[u8], range: Range<usize>) -> bool {
    let in_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|byte| in_word(*byte));
    !in_word(range.start.checked_sub(1)) && !in_word(Some(range.end))
}

/// The words of a text, all that could be an identifier, and where they begin.
pub(super) fn of_text(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes.get(at..)?.iter().position(|byte| in_word(*byte))?;
        let rest = bytes.get(at..)?;
        let length = rest.iter().position(|byte| !in_word(*byte)).unwrap_or(rest.len());
        let (start, word) = (at, text.get(at..at + length)?);
        at += length;
        Some((word, start))
    })
}

fn in_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn only_whole_words_are_found() {
        let mut words = Words::default();
        assert!(!words.are_in(b"song_played"));
        words.insert("song_played");
        words.insert("x");
        for text in ["song_played", "r#song_played(", "\"song_played\"", "a.x"] {
            assert!(words.are_in(text.as_bytes()), "{text}");
        }
        for text in ["", "song_played_", "a_song_played", "song", "xx", "äx"] {
            assert!(!words.are_in(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn words_beyond_ascii_may_be_spelled_in_several_ways() {
        let mut words = Words::default();
        words.insert("gepflückt");
        assert!(words.are_in("gepflu\u{308}ckt()".as_bytes()));
        assert!(!words.are_in(b"gepflueckt()"));
    }
}
