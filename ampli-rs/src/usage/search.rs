//! The search for several texts at once.

use aho_corasick::packed::{self, Searcher};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind};

/// Finds the longest of several texts wherever one begins.
#[derive(Debug)]
pub(super) enum Search {
    /// Few texts, compared many bytes at a time.
    Vectors(Searcher),
    /// Byte by byte, however many texts there are.
    Automaton(Box<AhoCorasick>),
}

/// More bytes than this make tables that fit into no cache.
const LARGEST_TABLE: usize = 64 * 1024;

impl Search {
    /// A search for `texts`, none of which is empty; `None` for more than can be counted.
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Option<Self> {
        let vectors = packed::Config::new().match_kind(packed::MatchKind::LeftmostLongest).builder();
        if let Some(searcher) = { vectors }.extend(texts.clone()).build() {
            return Some(Self::Vectors(searcher));
        }
        let is_small = texts.clone().map(str::len).sum::<usize>() <= LARGEST_TABLE;
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(is_small.then_some(AhoCorasickKind::DFA))
            .build(texts);
        automaton.ok().map(|automaton| Self::Automaton(Box::new(automaton)))
    }

    /// Whether one of the places where a text stands in `bytes` is of interest.
    pub(super) fn finds(&self, bytes: &[u8], is_of_interest: impl FnMut(Match) -> bool) -> bool {
        match self {
            Self::Vectors(searcher) => searcher.find_iter(bytes).any(is_of_interest),
            Self::Automaton(automaton) => automaton.find_iter(bytes).any(is_of_interest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Search;

    #[test]
    fn few_texts_and_many_are_found_alike() {
        let many: Vec<String> = (0..500).map(|number| format!("word_{number}")).collect();
        for words in [&many[..20], &many] {
            let search = Search::new(words.iter().map(String::as_str)).expect("not too many");
            let mut found = Vec::new();
            search.finds(b"word_1 word_19word_ word_x", |place| {
                found.push(place.range());
                false
            });
            assert_eq!(found, [0..6, 7..14]);
        }
    }
}
