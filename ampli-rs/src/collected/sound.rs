//! Whether a text is JSON that programs can hold, found out without looking at what it says.

/// Whether `text` is one value that `serde_json` reads.
///
/// `false` says nothing: what is rare, such as large exponents and characters in two halves, is left to `serde_json`, and so
/// is what to say of a mistake.
pub(super) fn is_sound(text: &str) -> bool {
    Check { bytes: text.as_bytes(), at: 0, open: 0, depth: 0 }.document().is_some()
}

/// Deeper values are left to `serde_json`.
const DEEPEST: u32 = 100;

/// Longer numbers are left to `serde_json`: with two digits of an exponent they could be beyond all floats.
const LONGEST_NUMBER: usize = 200;

struct Check<'t> {
    bytes: &'t [u8],
    at: usize,
    /// The objects and lists that the place stands in, the innermost last: a bit each, set for objects.
    open: u128,
    depth: u32,
}

impl Check<'_> {
    fn document(&mut self) -> Option<()> {
        self.skip_blanks();
        loop {
            if self.begin()? {
                continue;
            }
            // A value has ended, and so may have those around it.
            loop {
                self.skip_blanks();
                if self.depth == 0 {
                    return (self.at == self.bytes.len()).then_some(());
                }
                let is_object = self.open & 1 == 1;
                match (self.next()?, is_object) {
                    (b',', true) => {
                        self.skip_blanks();
                        self.key()?;
                        break;
                    }
                    (b',', false) => break,
                    (b'}', true) | (b']', false) => self.leave(),
                    _ => return None,
                }
            }
            self.skip_blanks();
        }
    }

    /// Goes through a value, or up to the first one in it; whether that is to be gone through next.
    fn begin(&mut self) -> Option<bool> {
        match self.next()? {
            b'"' => self.string()?,
            b'{' => return self.enter(b'}', true),
            b'[' => return self.enter(b']', false),
            b't' => self.word(b"rue")?,
            b'f' => self.word(b"alse")?,
            b'n' => self.word(b"ull")?,
            b'-' => {
                let first = self.next()?;
                self.number(first)?;
            }
            first => self.number(first)?,
        }
        Some(false)
    }

    fn enter(&mut self, close: u8, is_object: bool) -> Option<bool> {
        self.skip_blanks();
        if self.bytes.get(self.at) == Some(&close) {
            self.at += 1;
            return Some(false);
        }
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        self.open = self.open << 1 | u128::from(is_object);
        if is_object {
            self.key()?;
        }
        self.skip_blanks();
        Some(true)
    }

    fn leave(&mut self) {
        self.depth -= 1;
        self.open >>= 1;
    }

    fn key(&mut self) -> Option<()> {
        (self.next()? == b'"').then_some(())?;
        self.string()?;
        self.skip_blanks();
        (self.next()? == b':').then_some(())
    }

    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn word(&mut self, rest: &[u8]) -> Option<()> {
        self.bytes[self.at..].starts_with(rest).then_some(())?;
        self.at += rest.len();
        Some(())
    }

    /// Goes through a string, whose first quote is passed.
    #[inline]
    fn string(&mut self) -> Option<()> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))?;
            match self.next()? {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        match self.next()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let digits = self.bytes.get(self.at..self.at + 4)?;
                self.at += 4;
                let is_half = matches!(digits, [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
                (!is_half && digits.iter().all(u8::is_ascii_hexdigit)).then_some(())
            }
            _ => None,
        }
    }

    /// Goes through a number, whose sign and first digit are passed.
    fn number(&mut self, first: u8) -> Option<()> {
        let start = self.at;
        match first {
            b'0' => {}
            b'1'..=b'9' => _ = self.digits(),
            _ => return None,
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            (self.digits() > 0).then_some(())?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            matches!(self.digits(), 1 | 2).then_some(())?;
        }
        (self.at - start <= LONGEST_NUMBER).then_some(())
    }

    /// Passes digits; how many.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        self.at - start
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::is_sound;

    #[test]
    fn what_is_common_is_known_to_be_sound() {
        for text in [
            r#" {"a": [1, -0.5, 2e9, "x\n\u00e9\"", {}, [], [[]]], "b": {"c": null}, "d": true, "e": false} "#,
            "[]",
            "0",
            "-1",
            "\"\"",
        ] {
            assert!(is_sound(text), "{text}");
        }
    }

    #[test]
    fn what_serde_json_refuses_is_never_sound() {
        let deep = "[".repeat(200) + &"]".repeat(200);
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
            "[1}",
            "{\"a\":1]",
            "+1",
            &deep,
        ] {
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
            assert!(!is_sound(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_sound_is_read(text in r#"[\[\]{}:,"\\a-cu0-3.eEtrufalsn+\- ]{0,24}"#) {
            prop_assert!(!is_sound(&text) || serde_json::from_str::<Value>(&text).is_ok());
        }

        #[test]
        fn any_numbers_that_are_sound_are_read(digits in "-?[0-9]{1,400}(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,4})?") {
            prop_assert!(!is_sound(&digits) || serde_json::from_str::<Value>(&digits).is_ok());
        }
    }
}
