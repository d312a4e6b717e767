//! One pass over JSON text, by the grammar of Python's `json` module: whatever that takes is taken, whatever it refuses is
//! refused at the same place.

use std::ops::Range;

use super::mistake::{JsonMistake, JsonMistakeKind as Mistake};
use super::plain::plain_length;
use super::text::decoded;

/// Objects of so many members and fewer are searched for repeated keys pair by pair; larger ones are sorted.
const FEW_KEYS: usize = 32;

/// What a value is; an integer is a number without fraction and exponent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonKind {
    Object,
    List,
    Text,
    Integer,
    Double,
    Boolean,
    Null,
}

/// What has to be known of a value before its text is copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits {
    /// An object in it seems to have two members of one name.
    pub(crate) repeated_keys: bool,
    /// It has line feeds or carriage returns.
    pub(crate) line_breaks: bool,
    /// It has `NaN`, `Infinity` or `-Infinity`, which Python takes for numbers.
    pub(crate) not_finite: bool,
}

/// The name of a member: where it stands, without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) range: Range<usize>,
    /// It has backslashes.
    pub(crate) escaped: bool,
}

/// Goes through JSON text. All positions are in bytes from the start of `text`. A step that returns `None` has met a
/// [mistake](Scanner::mistake).
pub(crate) struct Scanner<'t, 's> {
    text: &'t [u8],
    at: usize,
    /// Hashes of the names of all objects that the position stands in.
    keys: &'s mut Vec<u32>,
    pub(crate) traits: Traits,
    /// Kept here, so that what is returned at every step fits into a register.
    mistake: Option<JsonMistake>,
}

impl<'t, 's> Scanner<'t, 's> {
    /// A scanner that stands at `start`; the JSON text ends where `text` ends. `keys` is room to work in.
    pub(crate) fn new(text: &'t [u8], start: usize, keys: &'s mut Vec<u32>) -> Self {
        keys.clear();
        Self { text, at: start, keys, traits: Traits::default(), mistake: None }
    }

    pub(crate) fn position(&self) -> usize {
        self.at
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    pub(crate) fn bytes(&self, range: Range<usize>) -> &'t [u8] {
        &self.text[range]
    }

    /// What a step that returned `None` found.
    pub(crate) fn mistake(&self) -> JsonMistake {
        self.mistake.unwrap_or(JsonMistake::new(Mistake::ValueExpected, self.at))
    }

    #[cold]
    fn fail<T>(&mut self, kind: Mistake, at: usize) -> Option<T> {
        self.mistake = Some(JsonMistake::new(kind, at));
        None
    }

    /// Skips blanks.
    #[inline]
    pub(crate) fn blanks(&mut self) {
        if self.peek().is_some_and(|byte| byte <= b' ') {
            self.skip_blanks();
        }
    }

    fn skip_blanks(&mut self) {
        const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
        let mut at = self.at;
        loop {
            if let Some(word) = self.text[at..].first_chunk::<8>() {
                let other = u64::from_le_bytes(*word) ^ SPACES;
                at += other.trailing_zeros() as usize / 8;
                if other == 0 {
                    continue;
                }
            }
            match self.text.get(at) {
                Some(b' ' | b'\t') => {}
                Some(b'\n' | b'\r') => self.traits.line_breaks = true,
                _ => break,
            }
            at += 1;
        }
        self.at = at;
    }

    /// Skips blanks before the value that the text is.
    pub(crate) fn begin(&mut self) -> Option<()> {
        if self.text[self.at..].starts_with("\u{feff}".as_bytes()) {
            return self.fail(Mistake::ByteOrderMark, self.at);
        }
        self.blanks();
        Some(())
    }

    /// Makes sure that nothing but blanks follows.
    pub(crate) fn end(&mut self) -> Option<()> {
        self.blanks();
        if self.at < self.text.len() { self.fail(Mistake::TextBehind, self.at) } else { Some(()) }
    }

    /// Skips a value that has no more than `room` lists and objects in each other.
    pub(crate) fn value(&mut self, room: usize) -> Option<JsonKind> {
        let Some(byte) = self.peek() else { return self.fail(Mistake::ValueExpected, self.at) };
        match byte {
            b'"' => {
                self.skip_string()?;
                Some(JsonKind::Text)
            }
            b'{' => {
                let first = self.keys.len();
                self.members(room, |scanner, key, room| {
                    let hash = scanner.hash(&key);
                    scanner.keys.push(hash);
                    scanner.value(room).map(|_| ())
                })?;
                self.traits.repeated_keys |= any_twice(&mut self.keys[first..]);
                self.keys.truncate(first);
                Some(JsonKind::Object)
            }
            b'[' => {
                self.items(room, |scanner, room| scanner.value(room).map(|_| ()))?;
                Some(JsonKind::List)
            }
            b'0'..=b'9' => self.number(),
            b'-' if !self.follows("-Infinity") => self.number(),
            _ => self.word(),
        }
    }

    /// Goes through the object that begins here; `member` stands before a member's value and skips it.
    pub(crate) fn members(
        &mut self,
        room: usize,
        mut member: impl FnMut(&mut Self, Key, usize) -> Option<()>,
    ) -> Option<()> {
        let Some(room) = room.checked_sub(1) else { return self.fail(Mistake::ObjectTooDeep, self.at) };
        self.at += 1;
        self.blanks();
        if self.peek() != Some(b'}') {
            loop {
                let key = self.key()?;
                member(self, key, room)?;
                if self.is_last(b'}')? {
                    break;
                }
            }
        }
        self.at += 1;
        Some(())
    }

    /// Goes through the list that begins here; `item` stands before an item and skips it.
    pub(crate) fn items(
        &mut self,
        room: usize,
        mut item: impl FnMut(&mut Self, usize) -> Option<()>,
    ) -> Option<()> {
        let Some(room) = room.checked_sub(1) else { return self.fail(Mistake::ListTooDeep, self.at) };
        self.at += 1;
        self.blanks();
        if self.peek() != Some(b']') {
            loop {
                item(self, room)?;
                if self.is_last(b']')? {
                    break;
                }
            }
        }
        self.at += 1;
        Some(())
    }

    /// Whether `close` follows; else a comma must, which is skipped.
    #[inline]
    fn is_last(&mut self, close: u8) -> Option<bool> {
        self.blanks();
        match self.peek() {
            Some(byte) if byte == close => Some(true),
            Some(b',') => {
                self.at += 1;
                self.blanks();
                Some(false)
            }
            _ => self.fail(Mistake::CommaExpected, self.at),
        }
    }

    /// A name, and the colon behind it.
    #[inline]
    fn key(&mut self) -> Option<Key> {
        if self.peek() != Some(b'"') {
            return self.fail(Mistake::NameExpected, self.at);
        }
        let key = self.string()?;
        self.blanks();
        if self.peek() != Some(b':') {
            return self.fail(Mistake::ColonExpected, self.at);
        }
        self.at += 1;
        self.blanks();
        Some(key)
    }

    /// Skips the string that begins here.
    #[inline]
    pub(crate) fn string(&mut self) -> Option<Key> {
        let start = self.at + 1;
        let escaped = self.skip_string()?;
        Some(Key { range: start..self.at - 1, escaped })
    }

    /// Skips the string that begins here, and tells whether it has backslashes.
    fn skip_string(&mut self) -> Option<bool> {
        let quote = self.at;
        let mut escaped = false;
        self.at += 1;
        loop {
            self.at += plain_length(&self.text[self.at..]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Some(escaped);
                }
                Some(b'\\') => self.escape(quote)?,
                Some(_) => return self.fail(Mistake::ControlCharacter, self.at),
                None => return self.fail(Mistake::StringWithoutEnd, quote),
            }
            escaped = true;
        }
    }

    /// Skips the escape that begins here, of the string that begins at `quote`.
    fn escape(&mut self, quote: usize) -> Option<()> {
        match self.text.get(self.at + 1) {
            None => return self.fail(Mistake::StringWithoutEnd, quote),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => {
                // Python wants something behind the digits already, the end of the string at least.
                let digits = self.text.get(self.at + 2..self.at + 6);
                let complete = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
                if !complete || self.at + 6 >= self.text.len() {
                    return self.fail(Mistake::UnicodeEscape, self.at + 1);
                }
                self.at += 6;
            }
            Some(_) => return self.fail(Mistake::UnknownEscape, self.at),
        }
        Some(())
    }

    /// Skips a number: as much of the text as is one, as Python does. What follows is then at the wrong place.
    fn number(&mut self) -> Option<JsonKind> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return self.fail(Mistake::ValueExpected, start),
        }
        let mut kind = JsonKind::Integer;
        if self.peek() == Some(b'.') && self.text.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
            self.digits();
            kind = JsonKind::Double;
        }
        if let Some(b'e' | b'E') = self.peek() {
            let sign = usize::from(matches!(self.text.get(self.at + 1), Some(b'+' | b'-')));
            if self.text.get(self.at + 1 + sign).is_some_and(u8::is_ascii_digit) {
                self.at += 1 + sign;
                self.digits();
                kind = JsonKind::Double;
            }
        }
        Some(kind)
    }

    #[inline]
    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
    }

    fn follows(&self, word: &str) -> bool {
        self.text[self.at..].starts_with(word.as_bytes())
    }

    /// Skips `null`, `true`, `false`, or what Python's JSON has beyond JSON's.
    fn word(&mut self) -> Option<JsonKind> {
        const WORDS: [(&str, JsonKind); 6] = [
            ("null", JsonKind::Null),
            ("true", JsonKind::Boolean),
            ("false", JsonKind::Boolean),
            ("NaN", JsonKind::Double),
            ("Infinity", JsonKind::Double),
            ("-Infinity", JsonKind::Double),
        ];
        let Some((word, kind)) = WORDS.into_iter().find(|(word, _)| self.follows(word)) else {
            return self.fail(Mistake::ValueExpected, self.at);
        };
        self.at += word.len();
        self.traits.not_finite |= kind == JsonKind::Double;
        Some(kind)
    }

    /// A hash of what a name means, so that `"a"` and `"\u0061"` have the same.
    #[inline]
    fn hash(&self, key: &Key) -> u32 {
        let name = &self.text[key.range.clone()];
        if key.escaped { hash(&decoded(name)) } else { hash(name) }
    }
}

/// Skips the whole text, which must be one value.
#[cfg(test)]
pub(crate) fn check(text: &[u8]) -> Result<(JsonKind, Traits), JsonMistake> {
    let mut keys = Vec::new();
    let mut scanner = Scanner::new(text, 0, &mut keys);
    let mut whole = || {
        scanner.begin()?;
        let kind = scanner.value(super::MAX_DEPTH)?;
        scanner.end()?;
        Some((kind, scanner.traits))
    };
    whole().ok_or_else(|| scanner.mistake())
}

/// Mixes eight bytes at a time; a collision costs time and nothing else.
#[inline]
fn hash(name: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = name.as_chunks::<8>();
    let hash = words.iter().fold(name.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    (mix(hash, rest) >> 32) as u32
}

fn any_twice(keys: &mut [u32]) -> bool {
    if keys.len() <= FEW_KEYS {
        return (1..keys.len()).any(|count| {
            let (before, key) = (&keys[..count], keys[count]);
            before.iter().fold(false, |found, other| found | (*other == key))
        });
    }
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::json::MAX_DEPTH;

    fn traits(text: &str) -> Traits {
        check(text.as_bytes()).unwrap().1
    }

    #[test]
    fn repeated_names_are_seen_at_any_depth_and_in_any_spelling() {
        assert!(traits(r#"[{"a":{"b":1,"c":2,"b":3}}]"#).repeated_keys);
        assert!(traits(r#"{"a":1,"\u0061":2}"#).repeated_keys);
        assert!(!traits(r#"{"a":{"a":{"a":[{"a":1},{"a":1}]}}}"#).repeated_keys);
        let many: Vec<String> = (0..100).map(|number| format!("\"key {number}\":1")).collect();
        assert!(!traits(&format!("{{{}}}", many.join(","))).repeated_keys);
        assert!(traits(&format!("{{{},\"key 7\":1}}", many.join(","))).repeated_keys);
    }

    #[test]
    fn what_only_python_takes_is_noted() {
        for text in ["NaN", "[Infinity]", "{\"a\":-Infinity}"] {
            assert!(traits(text).not_finite);
        }
        assert!(traits("[1,\n2]").line_breaks);
        assert_eq!(traits("[1, -1, 1e400, \"NaN\"]"), Traits::default());
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(check(nested(MAX_DEPTH).as_bytes()).is_ok());
        let mistake = check(nested(100_000).as_bytes()).unwrap_err();
        assert_eq!((mistake.kind(), mistake.offset()), (Mistake::ListTooDeep, MAX_DEPTH));
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json(text in r#"[\[\]{},:"\\ \-+.0-2eEaun]{0,16}"#) {
            let ours = check(text.as_bytes());
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            // Which a `Value` can't hold, and JSON can.
            let too_large = theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range"));
            prop_assert_eq!(ours.is_ok(), theirs.is_ok() || too_large, "{:?} {:?}", ours, theirs);
        }
    }
}
