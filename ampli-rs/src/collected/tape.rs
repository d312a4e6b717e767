//! A JSON text as a flat list of its values and where they stand. No tree is built and no text is copied.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Number;
use serde_json::error::Error;

use super::sound;

/// Deeper values are refused, as `serde_json` does.
const DEEPEST: usize = 128;

/// Whether such values are deep enough is left to `serde_json`.
const DEEP: usize = 100;

/// Longer numbers are left to `serde_json`: with two digits of an exponent they could be beyond all floats.
const LONGEST_NUMBER: usize = 200;

/// No event has so many keys and values, which take eight times the room of the shortest ones.
const MOST: usize = 1 << 22;

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

    /// The values of the text that was read last.
    pub(super) fn view<'t>(&'t self, text: &'t str) -> View<'t> {
        View { text, tokens: &self.tokens, base: 0 }
    }

    fn take(&mut self, text: &str) -> Option<Soundness> {
        self.tokens.clear();
        u32::try_from(text.len()).ok()?;
        let soundness = Soundness::Known;
        let mut reader = Reader { bytes: text.as_bytes(), at: 0, tokens: &mut self.tokens, soundness };
        reader.value(DEEPEST)?;
        reader.skip_blanks();
        (reader.at == text.len()).then_some(reader.soundness)
    }
}

/// Whether programs can hold what was read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Soundness {
    Known,
    /// `serde_json` must tell.
    Doubted,
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    tokens: &'t mut Vec<Token>,
    soundness: Soundness,
}

impl Reader<'_> {
    #[inline]
    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    #[inline]
    fn peek(&mut self) -> Option<u8> {
        self.skip_blanks();
        self.bytes.get(self.at).copied()
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'"' => self.string(),
            b'{' => self.container(Kind::Object, b'}', depth.checked_sub(1)?),
            b'[' => self.container(Kind::Array, b']', depth.checked_sub(1)?),
            b't' => self.word(b"true", Kind::Boolean),
            b'f' => self.word(b"false", Kind::Boolean),
            b'n' => self.word(b"null", Kind::Null),
            _ => self.number(),
        }
    }

    #[inline]
    fn push(&mut self, kind: Kind, range: Range<usize>, has_escapes: bool) -> Option<()> {
        let next = self.tokens.len() as u32 + 1;
        let (start, end) = (range.start as u32, range.end as u32);
        self.tokens.push(Token { kind, has_escapes, start, end, next });
        (self.tokens.len() <= MOST).then_some(())
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Option<()> {
        let start = self.at;
        self.bytes[start..].starts_with(word).then_some(())?;
        self.at += word.len();
        self.push(kind, start..self.at, false)
    }

    #[inline]
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        let start = self.at;
        let mut has_escapes = false;
        loop {
            self.at += plain(self.bytes.get(self.at..)?);
            match self.bytes.get(self.at)? {
                b'"' => break,
                b'\\' => {
                    has_escapes = true;
                    self.escape();
                }
                _ => return None,
            }
        }
        self.at += 1;
        self.push(Kind::String, start..self.at - 1, has_escapes)
    }

    /// Passes a backslash and what it escapes; the digits behind `\u` are characters like others.
    fn escape(&mut self) {
        let is_sound = match self.bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
            Some(b'u') => self.bytes.get(self.at + 2..self.at + 6).is_some_and(|digits| {
                let is_half = matches!(digits, [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
                !is_half && digits.iter().all(u8::is_ascii_hexdigit)
            }),
            _ => false,
        };
        if !is_sound {
            self.soundness = Soundness::Doubted;
        }
        self.at += 2;
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        let is_negative = self.bytes.get(self.at) == Some(&b'-');
        self.at += usize::from(is_negative);
        let first = self.at;
        if self.digits() == 0 || (self.bytes[first] == b'0' && self.at > first + 1) {
            return None;
        }
        let is_zero = self.bytes[first] == b'0';
        let mut kind = if is_negative && is_zero { Kind::Fraction } else { Kind::Integer };
        let mut exponent = 0;
        if self.bytes.get(self.at) == Some(&b'.') {
            kind = Kind::Fraction;
            self.at += 1;
            (self.digits() > 0).then_some(())?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            kind = Kind::Fraction;
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            exponent = self.digits();
            (exponent > 0).then_some(())?;
        }
        if exponent > 2 || self.at - start > LONGEST_NUMBER {
            self.soundness = Soundness::Doubted;
        }
        self.push(kind, start..self.at, false)
    }

    /// Passes digits; how many.
    #[inline]
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        self.at - start
    }

    fn container(&mut self, kind: Kind, close: u8, depth: usize) -> Option<()> {
        if depth < DEEPEST - DEEP {
            self.soundness = Soundness::Doubted;
        }
        let (own, start) = (self.tokens.len(), self.at);
        self.push(kind, start..start, false)?;
        self.at += 1;
        if self.peek()? != close {
            loop {
                if kind == Kind::Object {
                    (self.peek()? == b'"').then_some(())?;
                    self.string()?;
                    (self.peek()? == b':').then_some(())?;
                    self.at += 1;
                }
                self.value(depth)?;
                match self.peek()? {
                    b',' => self.at += 1,
                    byte if byte == close => break,
                    _ => return None,
                }
            }
        }
        self.at += 1;
        let next = self.tokens.len() as u32;
        let token = &mut self.tokens[own];
        (token.end, token.next) = (self.at as u32, next);
        Some(())
    }
}

/// How many bytes of a string stand for themselves: no quote, no backslash, no control character.
#[inline]
fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = special(u64::from_le_bytes(*word));
        if found != 0 {
            return index * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
    words.len() * 8 + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Whether one of eight bytes is special in a string: the lowest bit that is set is the highest one of the first such byte
/// (Mycroft's way to find a zero among bytes; above the first one it may err).
#[inline]
const fn special(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGHEST: u64 = ONES << 7;
    const fn less(word: u64, than: u8) -> u64 {
        word.wrapping_sub(ONES * than as u64) & !word
    }
    let quote = less(word ^ (ONES * b'"' as u64), 1);
    let backslash = less(word ^ (ONES * b'\\' as u64), 1);
    (quote | backslash | less(word, 0x20)) & HIGHEST
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

    use super::{Kind, MOST, ROOT, Soundness, Tape, View, plain};

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

        #[test]
        fn the_special_bytes_of_a_string_are_found_one_by_one(text in prop::collection::vec(prop_oneof![
            8 => any::<u8>(), 1 => Just(b'"'), 1 => Just(b'\\'), 1 => 0_u8..0x20,
        ], 0..40)) {
            let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
            prop_assert_eq!(plain(&text), text.iter().position(is_special).unwrap_or(text.len()));
        }
    }

    fn value_or_none(view: View<'_>, text: &str) -> Option<serde_json::Value> {
        serde_json::from_str::<serde_json::Value>(text).is_ok().then(|| value(view, ROOT))
    }
}
