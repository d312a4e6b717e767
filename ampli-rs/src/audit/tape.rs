//! A JSON text as a flat list of its values and where they stand. No tree is built and no text is copied.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Number;

/// Deeper values are refused, as `serde_json` does.
const DEEPEST: usize = 128;

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
#[derive(Debug, Clone, Copy)]
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
    /// Reads `text`, which is one value; `None` if it is no JSON.
    pub(crate) fn read<'t>(&'t mut self, text: &'t [u8]) -> Option<View<'t>> {
        self.tokens.clear();
        let text = std::str::from_utf8(text).ok()?;
        u32::try_from(text.len()).ok()?;
        let mut reader = Reader { bytes: text.as_bytes(), at: 0, tokens: &mut self.tokens };
        reader.value(DEEPEST)?;
        reader.skip_blanks();
        (reader.at == text.len()).then_some(View { text, tokens: &self.tokens })
    }
}

struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    tokens: &'t mut Vec<Token>,
}

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

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

    fn push(&mut self, kind: Kind, range: Range<usize>, has_escapes: bool) {
        let next = self.tokens.len() as u32 + 1;
        let (start, end) = (range.start as u32, range.end as u32);
        self.tokens.push(Token { kind, has_escapes, start, end, next });
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Option<()> {
        let start = self.at;
        self.bytes[start..].starts_with(word).then_some(())?;
        self.at += word.len();
        self.push(kind, start..self.at, false);
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        let start = self.at;
        let mut has_escapes = false;
        loop {
            match *self.bytes.get(self.at)? {
                b'"' => break,
                b'\\' => {
                    has_escapes = true;
                    self.at += 2;
                }
                0..=0x1f => return None,
                _ => self.at += 1,
            }
        }
        self.push(Kind::String, start..self.at, has_escapes);
        self.at += 1;
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        let digits = |reader: &mut Self| {
            let from = reader.at;
            while reader.bytes.get(reader.at).is_some_and(u8::is_ascii_digit) {
                reader.at += 1;
            }
            reader.at > from
        };
        let is_negative = self.bytes.get(self.at) == Some(&b'-');
        self.at += usize::from(is_negative);
        let first = self.at;
        if !digits(self) || (self.bytes[first] == b'0' && self.at > first + 1) {
            return None;
        }
        let is_zero = self.bytes[first] == b'0';
        let mut kind = if is_negative && is_zero { Kind::Fraction } else { Kind::Integer };
        if self.bytes.get(self.at) == Some(&b'.') {
            kind = Kind::Fraction;
            self.at += 1;
            digits(self).then_some(())?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            kind = Kind::Fraction;
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            digits(self).then_some(())?;
        }
        self.push(kind, start..self.at, false);
        Some(())
    }

    fn container(&mut self, kind: Kind, close: u8, depth: usize) -> Option<()> {
        let (own, start) = (self.tokens.len(), self.at);
        self.push(kind, start..start, false);
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

/// A text that was read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

/// The place of a value in the list.
pub(crate) type Place = usize;

/// The place of the whole text's value.
pub(crate) const ROOT: Place = 0;

impl<'t> View<'t> {
    pub(crate) fn kind(self, at: Place) -> Kind {
        self.tokens[at].kind
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
        let end = self.tokens[at].next as usize;
        Members { view: self, at: at + 1, end: if self.kind(at) == Kind::Object { end } else { 0 } }
    }

    /// The items of a list.
    pub(crate) fn items(self, at: Place) -> impl Iterator<Item = Place> + use<'t> {
        let end = if self.kind(at) == Kind::Array { self.tokens[at].next as usize } else { 0 };
        let mut at = at + 1;
        std::iter::from_fn(move || {
            let item = at;
            (item < end).then(|| {
                at = self.tokens[item].next as usize;
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
            self.at = self.view.tokens[key + 1].next as usize;
            (key, key + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Kind, ROOT, Tape, View};

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
        let text = br#" {"a": [1, -0, 2.5e3, "x\n\u00e9"], "b": {}, "c": [], "d": null, "e": true} "#;
        let mut tape = Tape::default();
        let view = tape.read(text).expect("JSON");
        assert_eq!(value(view, ROOT), serde_json::from_slice::<serde_json::Value>(text).expect("JSON"));
        assert_eq!(view.members(ROOT).count(), 5);
    }

    proptest! {
        #[test]
        fn what_is_no_json_is_refused(text in r#"[\[\]{}:,"\\a-c0-3.eE+\- tu]{0,24}"#) {
            let mut tape = Tape::default();
            let read = tape.read(text.as_bytes()).map(|view| value_or_none(view, &text));
            if let Ok(expected) = serde_json::from_str::<serde_json::Value>(&text) {
                prop_assert_eq!(read, Some(Some(expected)));
            }
        }
    }

    fn value_or_none(view: View<'_>, text: &str) -> Option<serde_json::Value> {
        serde_json::from_str::<serde_json::Value>(text).is_ok().then(|| value(view, ROOT))
    }
}
