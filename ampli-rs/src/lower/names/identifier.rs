//! The pure part of naming: raw name and kind to identifier, whatever else is in the plan (R1 to R11).

use ecow::EcoString;

use super::case::{normal, pascal};
use super::character::fold;
use super::word::Splitter;
use super::{hash, reserved, spell};
use crate::module::keyword::is_never_raw;

/// Longest identifier in characters, unless a collision adds to it.
const LONGEST: usize = 80;

/// What a raw name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An event: its handle, from which function, type and file are named.
    Event,
    /// A property: a field.
    Property,
    /// A value of an enumeration: a variant.
    Value,
    /// A named type of the plan.
    Definition,
}

impl Kind {
    /// Whether identifiers of this kind are written `LikeThis`.
    pub(super) fn is_pascal(self) -> bool {
        matches!(self, Self::Value | Self::Definition)
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Property => "property",
            Self::Value => "value",
            Self::Definition => "type",
        }
    }
}

/// What the rules make of a raw name, before anyone knows whether it collides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    stem: EcoString,
    hash: u64,
    is_pascal: bool,
    /// No word was left, so that the characters are spelled (R7).
    pub spelled: bool,
    /// The plain identifier is the module's own or the prelude's (R10).
    pub reserved: bool,
    /// The plain identifier was too long (R11).
    pub cut: bool,
}

impl Identifier {
    /// The identifier of `raw`, without `r#`. `whole_words` extends the spellings that stay one word (R4).
    pub fn new(raw: &str, kind: Kind, whole_words: &[String]) -> Self {
        Self::with_hash(raw, kind, whole_words, hash::of(raw.as_bytes()))
    }

    /// The same for a name whose bytes alone do not tell it from all others.
    pub(super) fn with_hash(raw: &str, kind: Kind, whole_words: &[String], hash: u64) -> Self {
        Self::from_words(words(raw, kind, whole_words), kind, hash)
    }

    /// The identifier of an event that another call than `track` carries: the call is its first word.
    pub(super) fn of_call(call: &str, raw: &str, whole_words: &[String]) -> Self {
        let (words, spelled) = words(raw, Kind::Event, whole_words);
        let words = format!("{call}_{words}");
        Self::from_words((words, spelled), Kind::Event, hash::of(format!("{call} {raw}").as_bytes()))
    }

    /// An identifier that is made of settled ones, such as a nested type's.
    pub(super) fn composed(stem: EcoString, kind: Kind, hash: u64) -> Self {
        let is_pascal = kind.is_pascal();
        let mut identifier = Self { stem, hash, is_pascal, spelled: false, reserved: false, cut: false };
        if is_too_long(&identifier.stem) {
            identifier.cut = true;
            identifier.stem = truncate(&identifier.stem).into();
        }
        identifier
    }

    fn from_words((words, spelled): (String, bool), kind: Kind, hash: u64) -> Self {
        let is_pascal = kind.is_pascal();
        let plain = join(&words, is_pascal);
        if is_too_long(&plain) {
            let stem = cut(&words, is_pascal).into();
            return Self { stem, hash, is_pascal, spelled, reserved: false, cut: true };
        }
        let reserved = kind == Kind::Event && reserved::is_function(&plain);
        let stem = if reserved {
            plain + "_event"
        } else if is_never_raw(&plain) {
            plain + "_"
        } else {
            plain
        };
        Self { stem: stem.into(), hash, is_pascal, spelled, reserved, cut: false }
    }

    /// The identifier, if nothing collides with it.
    pub fn text(&self) -> EcoString {
        if self.cut { self.with_digits(hash::SHORT).into() } else { self.stem.clone() }
    }

    /// Whether [`text`](Self::text) is `identifier`.
    pub(super) fn is(&self, identifier: &str) -> bool {
        if self.cut { self.text() == identifier } else { self.stem == identifier }
    }

    /// Whether the rules can give `identifier` to this name, with or without a suffix.
    pub(super) fn is_own(&self, identifier: &str) -> bool {
        self.is(identifier)
            || identifier.starts_with(self.stem.trim_end_matches('_'))
                && (hash::SHORT..=hash::LONG).any(|count| self.with_digits(count) == identifier)
    }

    /// What identifiers of colliding names have in common.
    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// The identifier with a suffix of `count` digits of its own hash.
    ///
    /// In PascalCase the digits are one more word, because an underscore between letters is no camel case to rustc.
    pub(super) fn with_digits(&self, count: usize) -> String {
        let digits = hash::digits(self.hash, count);
        let stem = self.stem.trim_end_matches('_');
        if self.is_pascal { join_pascal(stem, &digits) } else { format!("{stem}_{digits}") }
    }
}

/// The words of `raw` in snake_case, with the kind's prefix where an identifier could not start otherwise, and whether they
/// are spelled.
fn words(raw: &str, kind: Kind, whole_words: &[String]) -> (String, bool) {
    let splitter = Splitter { whole_words, signs: kind == Kind::Value };
    let mut words = splitter.words(raw);
    let spelled = words.is_empty() && !raw.is_empty();
    if words.is_empty() {
        words = spell::spell(&fold(raw));
    }
    if !may_start(&words, kind) {
        words = format!("{}_{words}", kind.prefix());
    }
    (words, spelled)
}

/// Whether an identifier of `kind` may start with `words`; small letters without a capital form are no camel case.
fn may_start(words: &str, kind: Kind) -> bool {
    let Some(first) = words.chars().next() else { return false };
    let capital = first.to_uppercase().next().unwrap_or(first);
    unicode_ident::is_xid_start(first)
        && unicode_ident::is_xid_start(capital)
        && (kind == Kind::Property || !capital.is_lowercase())
}

/// `head` and `tail` as one name in PascalCase, whose words start with a capital already.
pub(super) fn join_pascal(head: &str, tail: &str) -> String {
    pascal([head, tail])
}

fn join(words: &str, is_pascal: bool) -> String {
    if is_pascal { pascal(words.split('_')) } else { normal(words.to_owned()) }
}

fn is_too_long(text: &str) -> bool {
    text.len() > LONGEST && text.chars().count() > LONGEST
}

/// As many words as leave room for a suffix; a part of the first if even that is too long.
fn cut(words: &str, is_pascal: bool) -> String {
    let room = LONGEST - hash::SHORT - 1;
    let beginning: String = words.chars().take(2 * LONGEST).collect();
    let borders = words.match_indices('_').map(|(border, _)| border);
    let borders: Vec<usize> = borders.take_while(|border| *border <= beginning.len()).collect();
    let shortened = borders.into_iter().rev().map(|border| join(&words[..border], is_pascal));
    let mut fitting = shortened.filter(|text| text.chars().count() <= room);
    fitting.next().unwrap_or_else(|| truncate(&join(&beginning, is_pascal)))
}

fn truncate(text: &str) -> String {
    text.chars().take(LONGEST - hash::SHORT - 1).collect()
}

#[cfg(test)]
mod tests {
    use super::{Identifier, Kind};
    use crate::lower::names::hash;

    #[test]
    fn any_number_of_its_own_digits_is_its_own() {
        for kind in [Kind::Event, Kind::Property, Kind::Value] {
            for raw in ["Song Played", "self", "2G"] {
                let identifier = Identifier::new(raw, kind, &[]);
                assert!(identifier.is_own(&identifier.text()));
                for count in hash::SHORT..=hash::LONG {
                    let own = identifier.with_digits(count);
                    assert!(identifier.is_own(&own), "{own}");
                }
                for few in 1..hash::SHORT {
                    let strange = identifier.with_digits(few);
                    assert!(!identifier.is_own(&strange), "{strange}");
                }
                let strange = Identifier::with_hash(raw, kind, &[], 1).with_digits(hash::SHORT);
                assert!(!identifier.is_own(&strange), "{strange}");
            }
        }
    }
}
