//! Texts that were seen in one place.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::format::Formats;

/// More values than this are no enumeration.
const MOST_VALUES: usize = 24;

/// Longer texts, in bytes, are no value of an enumeration.
const LONGEST_VALUE: usize = 64;

/// So often each value of an enumeration is seen on average, at least.
const REPETITION: u64 = 8;

/// What was seen of the texts in one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Texts {
    pub(super) count: u64,
    /// How often each was seen; `None`: there are too many, or too long ones.
    distinct: Option<BTreeMap<EcoString, u64>>,
    /// The formats that all of them have.
    pub(super) formats: Formats,
}

impl Default for Texts {
    fn default() -> Self {
        Self { count: 0, distinct: Some(BTreeMap::new()), formats: Formats::all() }
    }
}

impl Texts {
    pub(super) fn add(&mut self, text: &str) {
        self.count += 1;
        self.formats.keep_those_of(text);
        let Some(distinct) = &mut self.distinct else { return };
        let has_room = text.len() <= LONGEST_VALUE && distinct.len() < MOST_VALUES;
        if let Some(count) = distinct.get_mut(text) {
            *count += 1;
        } else if has_room {
            distinct.insert(text.into(), 1);
        } else {
            self.distinct = None;
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.formats.keep_those_in(other.formats);
        let (Some(distinct), Some(others)) = (&mut self.distinct, other.distinct) else {
            self.distinct = None;
            return;
        };
        for (text, count) in others {
            *distinct.entry(text).or_default() += count;
        }
        if distinct.len() > MOST_VALUES {
            self.distinct = None;
        }
    }

    /// The values of an enumeration, if that is what they look like: few, seen again and again, words.
    pub(super) fn enumeration(&self) -> Option<impl Iterator<Item = &EcoString>> {
        let distinct = self.distinct.as_ref().filter(|distinct| distinct.len() > 1)?;
        let is_repeated = self.count >= REPETITION * distinct.len() as u64;
        let once = distinct.values().filter(|count| **count == 1).count();
        let are_words = distinct.keys().all(|text| is_word(text));
        (is_repeated && once * 4 <= distinct.len() && are_words).then(|| distinct.keys())
    }
}

/// Whether a text can be the name of something: it says something, and is no number, address or time.
fn is_word(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_address = text.contains("://") || text.contains('@');
    has_letter && !is_address && text.trim() == text && !text.chars().any(char::is_control)
}
