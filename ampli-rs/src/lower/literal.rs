//! Rust literals: the only place where a plan's text becomes part of source code.

use std::fmt::Write as _;

use serde_json::Number;

use crate::json::quoted;

/// A string literal that stands for exactly `text`.
///
/// Control, invisible and bidirectional characters are written as `\u{…}`, so that a reader sees what is sent and rustc's
/// lints are content; everything else stays readable.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    if text.bytes().all(|byte| is_plain(byte) && !matches!(byte, b'"' | b'\\')) {
        literal.push_str(text);
        literal.push('"');
        return literal;
    }
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            '\0' => literal.push_str("\\0"),
            _ if is_invisible(character) => push_escape(&mut literal, character),
            _ => literal.push(character),
        }
    }
    literal.push('"');
    literal
}

/// A string literal that stands for `text` as JSON writes it between quotes.
pub(super) fn json_string(text: &str) -> String {
    let json = quoted(text);
    string(json.get(1..json.len() - 1).unwrap_or(text))
}

/// Appends the escape of `character`: `\u{200b}`.
pub(super) fn push_escape(to: &mut String, character: char) {
    // Writing to a `String` cannot fail.
    let _ = write!(to, "\\u{{{:x}}}", u32::from(character));
}

/// An `f64` literal: `10.0`, `1e300`.
pub(super) fn float(number: f64) -> String {
    format!("{number:?}")
}

/// The number as an expression of the runtime's `Number`, whose variants are imported: whole numbers stay exact.
pub(super) fn number(number: &Number) -> String {
    if let Some(integer) = number.as_i64() {
        format!("Integer({integer})")
    } else if let Some(unsigned) = number.as_u64() {
        format!("Unsigned({unsigned})")
    } else {
        format!("Float({})", float(number.as_f64().unwrap_or(f64::NAN)))
    }
}

/// The number as an expression of the runtime's `Value`.
pub(super) fn value(number: &Number) -> String {
    if let Some(integer) = number.as_i64() {
        format!("::itly_runtime::Value::Integer({integer})")
    } else if let Some(unsigned) = number.as_u64() {
        format!("::itly_runtime::Value::Unsigned({unsigned})")
    } else {
        format!("::itly_runtime::Value::Number({})", float(number.as_f64().unwrap_or(f64::NAN)))
    }
}

/// Whether the byte is a visible ASCII character, or a space: no others stand for themselves alone.
pub(super) fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Whether people can't see `character`, or see others in its place.
///
/// Control characters, separators other than the plain space, what Unicode ignores by default, bidirectional controls,
/// variation selectors, tags, private use and non-characters.
pub(super) fn is_invisible(character: char) -> bool {
    !character.is_ascii_graphic()
        && (character.is_control()
            || matches!(
                character,
                '\u{a0}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{1680}' | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
                | '\u{2800}' | '\u{3000}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}'
                | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}'
                | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
                | '\u{f0000}'..='\u{10ffff}'
            ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{number, string};

    #[test]
    fn invisible_characters_are_shown() {
        assert_eq!(string("a\u{2008}b\u{202e}\u{feff}é\u{1b}"), r#""a\u{2008}b\u{202e}\u{feff}é\u{1b}""#);
        assert_eq!(string("\"\\\n{}\"#"), r##""\"\\\n{}\"#""##);
    }

    #[test]
    fn whole_numbers_stay_exact() {
        let literal = |text: &str| number(&serde_json::from_str(text).unwrap());
        assert_eq!(literal("-3"), "Integer(-3)");
        assert_eq!(literal("18446744073709551615"), "Unsigned(18446744073709551615)");
        assert_eq!(literal("10.0"), "Float(10.0)");
        assert_eq!(literal("1e300"), "Float(1e300)");
    }

    proptest! {
        #[test]
        fn every_text_survives(text in any::<String>()) {
            let parsed: syn::LitStr = syn::parse_str(&string(&text)).unwrap();
            prop_assert_eq!(parsed.value(), text);
        }
    }
}
