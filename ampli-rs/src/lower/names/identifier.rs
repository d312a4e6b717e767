//! The pure part of naming: raw name and kind to identifier, whatever else is in the plan (R1 to R11).

use super::case::{pascal, snake};
use super::character::fold;
use super::keyword::is_never_raw;
use super::word::Splitter;
use super::{hash, reserved, spell};

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
    stem: String,
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
        let (mut words, spelled) = words(raw, Kind::Event, whole_words);
        words.insert(0, call.to_owned());
        Self::from_words((words, spelled), Kind::Event, hash::of(format!("{call} {raw}").as_bytes()))
    }

    /// An identifier that is made of settled ones, such as a nested type's.
    pub(super) fn composed(stem: String, kind: Kind, hash: u64) -> Self {
        let is_pascal = kind.is_pascal();
        let mut identifier = Self { stem, hash, is_pascal, spelled: false, reserved: false, cut: false };
        if identifier.stem.chars().count() > LONGEST {
            identifier.cut = true;
            identifier.stem = truncate(&identifier.stem);
        }
        identifier
    }

    fn from_words((words, spelled): (Vec<String>, bool), kind: Kind, hash: u64) -> Self {
        let is_pascal = kind.is_pascal();
        let plain = join(&words, is_pascal);
        if plain.chars().count() > LONGEST {
            let stem = cut(&words, is_pascal);
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
        Self { stem, hash, is_pascal, spelled, reserved, cut: false }
    }

    /// The identifier, if nothing collides with it.
    pub fn text(&self) -> String {
        if self.cut { self.with_digits(hash::SHORT) } else { self.stem.clone() }
    }

    /// What identifiers of colliding names have in common.
    pub(super) fn stem(&self) -> &str {
        &self.stem
    }

    /// How many digits the suffix has at least when the name collides.
    pub(super) fn fewest_digits(&self) -> usize {
        if self.cut { hash::SHORT + 1 } else { hash::SHORT }
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

/// The words of `raw`, with the kind's prefix where an identifier could not start otherwise, and whether they are spelled.
fn words(raw: &str, kind: Kind, whole_words: &[String]) -> (Vec<String>, bool) {
    let splitter = Splitter { whole_words, signs: kind == Kind::Value };
    let mut words = splitter.words(raw);
    let spelled = words.is_empty() && !raw.is_empty();
    if words.is_empty() {
        words = spell::spell(&fold(raw).chars().collect::<Vec<_>>());
    }
    if !words.first().is_some_and(|word| may_start(word, kind)) {
        words.insert(0, kind.prefix().to_owned());
    }
    (words, spelled)
}

/// Whether an identifier of `kind` may start with `word`; small letters without a capital form are no camel case.
fn may_start(word: &str, kind: Kind) -> bool {
    let first = if kind == Kind::Property { word.to_owned() } else { pascal([word]) };
    let mut characters = first.chars();
    characters.next().is_some_and(|first| {
        unicode_ident::is_xid_start(first) && (kind == Kind::Property || !first.is_lowercase())
    })
}

/// `head` and `tail` as one name in PascalCase, whose words start with a capital already.
pub(super) fn join_pascal(head: &str, tail: &str) -> String {
    pascal([head, tail])
}

fn join(words: &[String], is_pascal: bool) -> String {
    let words = words.iter().map(String::as_str);
    if is_pascal { pascal(words) } else { snake(words) }
}

/// As many words as leave room for a suffix; a part of the first if even that is too long.
fn cut(words: &[String], is_pascal: bool) -> String {
    let room = LONGEST - hash::SHORT - 1;
    (1..=words.len().min(room))
        .rev()
        .map(|count| join(&words[..count], is_pascal))
        .find(|text| text.chars().count() <= room)
        .unwrap_or_else(|| truncate(&join(words, is_pascal)))
}

fn truncate(text: &str) -> String {
    text.chars().take(LONGEST - hash::SHORT - 1).collect()
}
