use std::fmt::{self, Write};

/// A text as Python's `repr` writes it.
pub(super) struct PythonText<'a>(pub(super) &'a str);

impl fmt::Display for PythonText<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = if self.0.contains('\'') && !self.0.contains('"') { '"' } else { '\'' };
        formatter.write_char(quote)?;
        for character in self.0.chars() {
            match character {
                '\\' => formatter.write_str("\\\\"),
                '\n' => formatter.write_str("\\n"),
                '\r' => formatter.write_str("\\r"),
                '\t' => formatter.write_str("\\t"),
                _ if character == quote => write!(formatter, "\\{quote}"),
                _ if is_printable(character) => formatter.write_char(character),
                _ => write_escaped(u32::from(character), formatter),
            }?;
        }
        formatter.write_char(quote)
    }
}

fn write_escaped(code: u32, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match code {
        ..=0xff => write!(formatter, "\\x{code:02x}"),
        0x100..=0xffff => write!(formatter, "\\u{code:04x}"),
        _ => write!(formatter, "\\U{code:08x}"),
    }
}

/// Python and Rust's `escape_debug` leave the same Unicode categories out; the standard library escapes combining marks
/// as well, but only at the start of a text.
fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    let mut bytes = [b'a', 0, 0, 0, 0];
    let length = 1 + character.encode_utf8(&mut bytes[1..]).len();
    std::str::from_utf8(&bytes[..length]).is_ok_and(|text| text.escape_debug().nth(1) == Some(character))
}

#[cfg(test)]
mod tests {
    use super::PythonText;

    #[test]
    fn texts_as_python_prints_them() {
        for (text, expected) in [
            ("invalid event!!!", "'invalid event!!!'"),
            ("it's", "\"it's\""),
            ("say \"hi\"", "'say \"hi\"'"),
            ("it's \"so\"", "'it\\'s \"so\"'"),
            ("a\\b\n\r\t", "'a\\\\b\\n\\r\\t'"),
            ("\0\x1b\x7f\u{a0}\u{ad}", "'\\x00\\x1b\\x7f\\xa0\\xad'"),
            ("é 日 😀 e\u{301}", "'é 日 😀 e\u{301}'"),
            ("\u{200b}\u{2028}\u{e000}\u{10ffff}", "'\\u200b\\u2028\\ue000\\U0010ffff'"),
        ] {
            assert_eq!(PythonText(text).to_string(), expected);
        }
    }
}
