//! Regular expressions as ECMAScript writes them, put into the words of `regex-lite`.
//!
//! Both agree on nearly everything. They differ in what white space is, in `\cX`, and in the character classes: what is
//! a set operator or a nested class for `regex-lite` is a plain character for ECMAScript.

use std::iter::Peekable;
use std::str::Chars;

/// `WhiteSpace` and `LineTerminator` of ECMA-262, as ranges inside a class.
const SPACE: &str = r"\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}";

/// Every other character, because `regex-lite` has no negated class inside a class.
const NOT_SPACE: &str = r"\x00-\x08\x0e-\x1f!-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}";

/// The pattern that means for `regex-lite` what `source` means in ECMAScript.
pub(super) fn translated(source: &str) -> String {
    let mut characters = source.chars().peekable();
    let mut to = String::with_capacity(source.len() + 16);
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                escape(&mut characters, &mut to, ("[", "]"));
            }
            '[' => class(&mut characters, &mut to),
            _ => to.push(character),
        }
    }
    to
}

/// Translates what follows a backslash; `around` stands round a set of characters. Says which kind of atom it was.
fn escape(from: &mut Peekable<Chars<'_>>, to: &mut String, around: (&str, &str)) -> Atom {
    let Some(escaped) = from.next() else {
        to.push('\\');
        return Atom::Character;
    };
    match escaped {
        's' => to.extend([around.0, SPACE, around.1]),
        'S' => to.extend([around.0, NOT_SPACE, around.1]),
        'c' => match from.next_if(char::is_ascii_alphabetic) {
            Some(letter) => to.push_str(&format!("\\x{:02x}", u32::from(letter) % 32)),
            None => to.push_str("\\c"),
        },
        _ => to.extend(['\\', escaped]),
    }
    if matches!(escaped, 's' | 'S' | 'd' | 'D' | 'w' | 'W') { Atom::Set } else { Atom::Character }
}

/// What stands before the place that is read in a class, which decides whether a hyphen makes a range.
#[derive(Clone, Copy, PartialEq)]
enum Atom {
    /// Nothing that a range could start with.
    Set,
    /// A character that a range may start with.
    Character,
    /// A range whose end comes next.
    OpenRange,
}

/// Translates a class, the opening bracket of which has been read.
fn class(from: &mut Peekable<Chars<'_>>, to: &mut String) {
    to.push('[');
    to.extend(from.next_if_eq(&'^'));
    let mut before = Atom::Set;
    while let Some(character) = from.next() {
        let atom = match character {
            ']' => {
                to.push(']');
                return;
            }
            '-' if before == Atom::Character && from.peek().is_some_and(|next| *next != ']') => {
                to.push('-');
                before = Atom::OpenRange;
                continue;
            }
            '\\' => escape(from, to, ("", "")),
            '[' | '&' | '~' | '-' => {
                to.extend(['\\', character]);
                Atom::Character
            }
            _ => {
                to.push(character);
                Atom::Character
            }
        };
        before = if before == Atom::OpenRange { Atom::Set } else { atom };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_dialects_share_is_left_alone() {
        for source in [r"^[a-zA-Z0-9._%+]{2,4}$", r"\d+\.\w*|(?:x)?", "é", r"a\/b", "a\\"] {
            assert_eq!(translated(source), source);
        }
    }

    #[test]
    fn classes_lose_the_operators_of_the_other_dialect() {
        assert_eq!(translated("[[a&&b]"), r"[\[a\&\&b]");
        assert_eq!(translated("[a-z-9]"), r"[a-z\-9]");
        assert_eq!(translated("[^-a]"), r"[^\-a]");
        assert_eq!(translated(r"[\w-a-]"), r"[\w\-a\-]");
        assert_eq!(translated(r"\cJ"), r"\x0a");
    }
}
