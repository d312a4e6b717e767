//! One pass over the bytes of a JSON text, which finds its values and whether they are sound.

use std::ops::Range;

use super::{Kind, Token};

/// Deeper values are refused, as `serde_json` does.
const DEEPEST: usize = 128;

/// Whether values that lie deeper than this can be held is left to `serde_json`.
const DEEP: usize = 100;

/// Longer numbers are left to `serde_json`: with two digits of an exponent they could be beyond all floats.
const LONGEST_NUMBER: usize = 200;

/// No event has more keys and values. In the list the shortest ones take eight times the room that they take in the text.
pub(super) const MOST: usize = 1 << 22;

/// Puts the values of `text`, which is one, into `tokens`; `None` if it is no JSON, or more than any event has.
pub(super) fn scan(text: &str, tokens: &mut Vec<Token>) -> Option<Soundness> {
    tokens.clear();
    u32::try_from(text.len()).ok()?;
    let mut reader = Reader { bytes: text.as_bytes(), at: 0, tokens, soundness: Soundness::Known };
    reader.value(DEEPEST)?;
    reader.skip_blanks();
    (reader.at == text.len()).then_some(reader.soundness)
}

/// Whether programs can hold what was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Soundness {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::plain;

    proptest! {
        #[test]
        fn the_special_bytes_of_a_string_are_found_one_by_one(text in prop::collection::vec(prop_oneof![
            8 => any::<u8>(), 1 => Just(b'"'), 1 => Just(b'\\'), 1 => 0_u8..0x20,
        ], 0..40)) {
            let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
            prop_assert_eq!(plain(&text), text.iter().position(is_special).unwrap_or(text.len()));
        }
    }
}
