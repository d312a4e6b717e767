//! A JSON text as a flat list of its values and where they stand. No tree is built and no text is copied.

mod scan;

use std::borrow::Cow;

use serde_json::Number;
use serde_json::error::Error;

use self::scan::Soundness;
use super::sound;

/// What kind of value stands at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number, `-0` among them.
    Fraction,
    /// A text.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// All of them, in the order of what is counted by kind.
    pub(crate) const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Fraction, Self::String, Self::Array, Self::Object];

    /// The word for it, in JSON Schema's words.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Fraction => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A value, and where it stands in the text; of a string what is between its quotes.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Token {
    kind: Kind,
    has_escapes: bool,
    start: u32,
    end: u32,
    /// Where the list goes on behind the value and all that is in it.
    next: u32,
}

/// Room for the values of one text after the other.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    tokens: Vec<Token>,
}

impl Tape {
    /// Reads `text`, which is one value; `None` if it is no JSON, or more than any event has. Numbers may be too large for
    /// programs, and characters may be halves.
    pub(crate) fn read<'t>(&'t mut self, text: &'t str) -> Option<View<'t>> {
        self.take(text)?;
        Some(self.view(text))
    }

    /// Reads `text`, which must be one value that `serde_json` reads: not too deep, its numbers in range, its characters
    /// whole. It can be seen by [`view`](Self::view) then.
    ///
    /// # Errors
    /// Why it is not.
    pub(super) fn take_sound(&mut self, text: &str) -> Result<(), Error> {
        let taken = self.take(text);
        if taken != Some(Soundness::Known) {
            // What is rare, and what to say of a mistake.
            sound::check(text)?;
        }
        taken.map(|_| ()).ok_or_else(|| serde::de::Error::custom("more values than an event has"))
    }

    /// The same, to be seen at once.
    ///
    /// # Errors
    /// As [`take_sound`](Self::take_sound).
    pub(super) fn read_sound<'t>(&'t mut self, text: &'t str) -> Result<View<'t>, Error> {
        self.take_sound(text)?;
        Ok(self.view(text))
    }

    /// The values of the text that was read last.
    pub(super) fn view<'t>(&'t self, text: &'t str) -> View<'t> {
        View { text, tokens: &self.tokens, base: 0 }
    }

    fn take(&mut self, text: &str) -> Option<Soundness> {
        scan::scan(text, &mut self.tokens)
    }
}

/// A value that was read, and all that is in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'t> {
    /// The whole text, in which it stands.
    text: &'t str,
    /// Its own, and those of what is in it.
    tokens: &'t [Token],
    /// How many come before them.
    base: u32,
}

/// The place of a value in the list.
pub(crate) type Place = usize;

/// The place of the value itself.
pub(crate) const ROOT: Place = 0;

impl PartialEq for View<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.json(ROOT) == other.json(ROOT)
    }
}

impl<'t> View<'t> {
    #[inline]
    pub(crate) fn kind(self, at: Place) -> Kind {
        self.tokens[at].kind
    }

    /// The value at a place as one by itself.
    #[inline]
    pub(super) fn within(self, at: Place) -> Self {
        let tokens = &self.tokens[at..self.next(at)];
        Self { text: self.text, tokens, base: self.base + at as u32 }
    }

    /// The place of the value itself in the list of the whole text.
    pub(super) fn place(self) -> Place {
        self.base as usize
    }

    /// Where in the whole text the value begins.
    pub(super) fn start(self) -> usize {
        self.tokens[ROOT].start as usize
    }

    #[inline]
    fn next(self, at: Place) -> Place {
        (self.tokens[at].next - self.base) as usize
    }

    /// The value as it is written; of a string what is between its quotes.
    pub(crate) fn raw(self, at: Place) -> &'t str {
        let token = self.tokens[at];
        &self.text[token.start as usize..token.end as usize]
    }

    /// The value as JSON text.
    pub(crate) fn json(self, at: Place) -> &'t str {
        let token = self.tokens[at];
        let quote = usize::from(token.kind == Kind::String);
        &self.text[token.start as usize - quote..token.end as usize + quote]
    }

    /// The text of a string. What is escaped wrongly is taken as it is written.
    pub(crate) fn string(self, at: Place) -> Cow<'t, str> {
        if !self.tokens[at].has_escapes {
            return Cow::Borrowed(self.raw(at));
        }
        serde_json::from_str::<String>(self.json(at)).map_or(Cow::Borrowed(self.raw(at)), Cow::Owned)
    }

    /// The value of a number; `None` for other values and numbers beyond all floats.
    pub(crate) fn number(self, at: Place) -> Option<Number> {
        match self.tokens[at].kind {
            Kind::Integer => match self.raw(at).parse::<i64>() {
                Ok(number) => Some(number.into()),
                Err(_) => serde_json::from_str(self.raw(at)).ok(),
            },
            Kind::Fraction => serde_json::from_str(self.raw(at)).ok(),
            _ => None,
        }
    }

    /// The keys and values of an object.
    pub(crate) fn members(self, at: Place) -> Members<'t> {
        let end = self.next(at);
        Members { view: self, at: at + 1, end: if self.kind(at) == Kind::Object { end } else { 0 } }
    }

    /// The items of a list.
    pub(crate) fn items(self, at: Place) -> impl Iterator<Item = Place> + use<'t> {
        let end = if self.kind(at) == Kind::Array { self.next(at) } else { 0 };
        let mut at = at + 1;
        std::iter::from_fn(move || {
            let item = at;
            (item < end).then(|| {
                at = self.next(item);
                item
            })
        })
    }
}

/// The members of an object: the places of key and value.
#[derive(Debug, Clone)]
pub(crate) struct Members<'t> {
    view: View<'t>,
    at: Place,
    end: Place,
}

impl Iterator for Members<'_> {
    type Item = (Place, Place);

    fn next(&mut self) -> Option<(Place, Place)> {
        let key = self.at;
        (key < self.end).then(|| {
            self.at = self.view.next(key + 1);
            (key, key + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::scan::MOST;
    use super::{Kind, ROOT, Soundness, Tape, View};

    fn value(view: View<'_>, at: usize) -> serde_json::Value {
        match view.kind(at) {
            Kind::Object => view
                .members(at)
                .map(|(key, member)| (view.string(key).into_owned(), value(view, member)))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Kind::Array => view.items(at).map(|item| value(view, item)).collect(),
            Kind::String => view.string(at).into(),
            Kind::Integer | Kind::Fraction => view.number(at).expect("a number").into(),
            Kind::Boolean | Kind::Null => serde_json::from_str(view.raw(at)).expect("a word"),
        }
    }

    #[test]
    fn values_are_found_where_they_stand() {
        let text = r#" {"a": [1, -0, 2.5e3, "x\n\u00e9"], "b": {}, "c": [], "d": null, "e": true} "#;
        let mut tape = Tape::default();
        let view = tape.read(text).expect("JSON");
        assert_eq!(value(view, ROOT), serde_json::from_str::<serde_json::Value>(text).expect("JSON"));
        assert_eq!(view.members(ROOT).count(), 5);
    }

    proptest! {
        #[test]
        fn what_is_no_json_is_refused(text in r#"[\[\]{}:,"\\a-c0-3.eE+\- tu]{0,24}"#) {
            let mut tape = Tape::default();
            let read = tape.read(&text).map(|view| value_or_none(view, &text));
            if let Ok(expected) = serde_json::from_str::<serde_json::Value>(&text) {
                prop_assert_eq!(read, Some(Some(expected)));
            }
        }
    }

    #[test]
    fn what_is_common_is_known_to_be_sound() {
        let mut tape = Tape::default();
        for text in [
            r#" {"a": [1, -0.5, 2e9, "x\n\u00e9\""  , {}, [], [[]]], "b": {"c": null}, "d": true, "e": false} "#,
            "[]",
            "0",
            "-1",
            "\"\"",
        ] {
            assert_eq!(tape.take(text), Some(Soundness::Known), "{text}");
        }
    }

    #[test]
    fn what_no_program_could_hold_is_not_sound() {
        let deep = "[".repeat(200) + &"]".repeat(200);
        let mut tape = Tape::default();
        for text in [
            "",
            " ",
            "{",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":1,}",
            "{,}",
            "[,]",
            "]",
            "1 2",
            "{} {}",
            "01",
            "-",
            "1.",
            ".5",
            "1e",
            "1e999",
            "tru",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\"",
            "\"\n\"",
            "\"a",
            "\"\\",
            "[1}",
            "{\"a\":1]",
            "+1",
            &deep,
        ] {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
            assert!(tape.take_sound(text).is_err(), "{text}");
        }
    }

    #[test]
    fn more_values_than_any_event_has_are_refused() {
        let text = format!("[{}0]", "0,".repeat(MOST));
        let mut tape = Tape::default();
        let refused = tape.take_sound(&text).unwrap_err();
        assert_eq!(refused.to_string(), "more values than an event has");
        assert!(tape.read(&text).is_none());
    }

    proptest! {
        #[test]
        fn what_is_sound_is_what_serde_json_reads(text in r#"[\[\]{}:,"\\a-cu0-3.eEtrufalsn+\- ]{0,24}"#) {
            let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            prop_assert_eq!(Tape::default().take_sound(&text).is_ok(), is_json);
        }

        #[test]
        fn numbers_are_sound_that_serde_json_reads(text in "-?[0-9]{1,400}(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,4})?") {
            let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
            prop_assert_eq!(Tape::default().take_sound(&text).is_ok(), is_json);
        }
    }

    fn value_or_none(view: View<'_>, text: &str) -> Option<serde_json::Value> {
        serde_json::from_str::<serde_json::Value>(text).is_ok().then(|| value(view, ROOT))
    }
}
