//! How far literals go.

use unicode_ident::is_xid_start;

use super::{Lexer, Malformed, Reason};

impl Lexer<'_> {
    /// Skips to behind the closing `quote`; the lexer is at or before the opening one, with nothing but a prefix between.
    pub(super) fn skip_quoted(&mut self, quote: u8, start: usize) -> Result<(), Malformed> {
        self.at += 1;
        loop {
            match self.peek(0) {
                b'\\' => self.at += 2,
                byte if byte == quote => {
                    self.at += 1;
                    self.skip_suffix();
                    return Ok(());
                }
                _ if self.at >= self.text.len() => return self.fail(start, Reason::Unterminated),
                b'\n' if quote == b'\'' => return self.fail(start, Reason::Unterminated),
                _ => self.at += 1,
            }
        }
    }

    /// Whether a quote follows the signs `#`.
    pub(super) fn is_raw_text(&self) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        rest.iter().find(|byte| **byte != b'#') == Some(&b'"')
    }

    /// Skips `#"…"#` with any number of signs.
    pub(super) fn skip_raw(&mut self, start: usize) -> Result<(), Malformed> {
        let mut signs = 0;
        while self.peek(0) == b'#' {
            signs += 1;
            self.at += 1;
        }
        let end = ["\"", &"#".repeat(signs)].concat();
        let content = self.text.get(self.at + 1..).unwrap_or_default();
        let Some(length) = content.find(&end) else { return self.fail(start, Reason::Unterminated) };
        self.at += 1 + length + end.len();
        self.skip_suffix();
        Ok(())
    }

    /// `"…"suffix`: nothing that compiles has one, but macros may take it.
    fn skip_suffix(&mut self) {
        if self.character().is_some_and(|first| first == '_' || is_xid_start(first)) {
            self.skip_word();
        }
    }

    /// Skips a number with its suffix. Of `1..2` and `1.max(2)` only the first digit is the number.
    pub(super) fn skip_number(&mut self) {
        let has_radix = self.peek(0) == b'0' && matches!(self.peek(1), b'x' | b'o' | b'b');
        self.skip_digits(has_radix);
        if has_radix || self.peek(0) != b'.' || self.peek(1) == b'.' {
            return;
        }
        let behind = self.text.get(self.at + 1..).and_then(|rest| rest.chars().next());
        if behind.is_none_or(|next| next != '_' && !is_xid_start(next)) {
            self.at += 1;
            if self.peek(0).is_ascii_digit() {
                self.skip_digits(false);
            }
        }
    }

    /// Skips digits, letters, and the sign of an exponent.
    fn skip_digits(&mut self, has_radix: bool) {
        loop {
            self.skip_word();
            let is_exponent = !has_radix
                && matches!(self.text.as_bytes().get(self.at - 1), Some(b'e' | b'E'))
                && matches!(self.peek(0), b'+' | b'-')
                && self.peek(1).is_ascii_digit();
            if !is_exponent {
                return;
            }
            self.at += 1;
        }
    }
}

/// The value of the literal of a string; `None` for bytes, and for escapes that mean nothing.
pub(in crate::usage) fn text_value(token: &str) -> Option<String> {
    let raw = token.strip_prefix('r').map(|rest| rest.trim_start_matches('#'));
    if let Some(rest) = raw {
        return Some(rest.strip_prefix('"')?.trim_end_matches('#').strip_suffix('"')?.to_owned());
    }
    let mut rest = token.strip_prefix('"')?.strip_suffix('"')?.chars();
    let mut value = String::new();
    while let Some(character) = rest.next() {
        if character != '\\' {
            value.push(character);
            continue;
        }
        value.push(match rest.next()? {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '0' => '\0',
            'x' => code(&rest.by_ref().take(2).collect::<String>())?,
            'u' => code(
                rest.by_ref().take_while(|next| *next != '}').collect::<String>().trim_start_matches('{'),
            )?,
            '\n' => {
                let after = rest.as_str().trim_start();
                rest = after.chars();
                continue;
            }
            quoted => quoted,
        });
    }
    Some(value)
}

fn code(digits: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(&digits.replace('_', ""), 16).ok()?)
}
