//! What is shown of a value: nobody's data without being asked for.

use std::borrow::Cow;

use super::summary::Samples;
use crate::collected::tape::{Kind, View};

/// Longer texts are cut, also where values are shown.
const LONGEST: usize = 120;

/// Longer names are cut, in bytes.
const LONGEST_NAME: usize = 256;

/// Longer words are none.
const LONGEST_WORD: usize = 32;

/// More digits than in a version or a size, and it may be a number of somebody.
const MOST_DIGITS: usize = 3;

/// A value in a sample.
pub(super) fn sample(view: View<'_>, at: usize, samples: Samples) -> Option<String> {
    match samples {
        Samples::None => None,
        Samples::Redacted => Some(described(view, at)),
        Samples::Full => Some(cut(view.json(at))),
    }
}

/// A value that the plan does not list. Where values are not shown, a single word is: lists of values are made of such.
pub(super) fn unlisted(view: View<'_>, at: usize, samples: Samples) -> String {
    let is_shown = match (samples, view.kind(at)) {
        (Samples::Full, _) | (Samples::Redacted, Kind::Null | Kind::Boolean) => true,
        (Samples::Redacted, Kind::String) => is_word(&view.string(at)),
        _ => false,
    };
    if is_shown { cut(view.json(at)) } else { described(view, at) }
}

/// A name from outside, of which nobody needs more: what is kept must have an end.
pub(super) fn short(name: &str) -> Cow<'_, str> {
    if name.len() <= LONGEST_NAME {
        return Cow::Borrowed(name);
    }
    let end = (0..=LONGEST_NAME).rev().find(|end| name.is_char_boundary(*end)).unwrap_or_default();
    Cow::Owned(format!("{}…", &name[..end]))
}

fn is_word(text: &str) -> bool {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !text.is_empty()
        && text.len() <= LONGEST_WORD
        && text.bytes().all(is_of_word)
        && text.bytes().filter(u8::is_ascii_digit).count() <= MOST_DIGITS
}

/// The kind of a value, and how long it is.
fn described(view: View<'_>, at: usize) -> String {
    match view.kind(at) {
        Kind::String => format!("a string of {} characters", view.string(at).chars().count()),
        Kind::Array => format!("an array of {} items", view.items(at).count()),
        Kind::Object => format!("an object of {} members", view.members(at).count()),
        Kind::Integer => "an integer".to_owned(),
        Kind::Null => "null".to_owned(),
        kind => format!("a {}", kind.word()),
    }
}

fn cut(json: &str) -> String {
    match json.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &json[..end]),
        None => json.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_word, sample, short, unlisted};
    use crate::audit::summary::Samples;
    use crate::collected::tape::{ROOT, Tape};

    #[test]
    fn only_words_are_shown() {
        for word in ["gold", "pro_2024"] {
            assert_eq!(is_word(word), word == "gold", "{word}");
        }
        for text in ["a@example.com", "+49 30 1234", "Jane Doe", "", "é", "00000000-0000"] {
            assert!(!is_word(text), "{text}");
        }
    }

    #[test]
    fn names_have_an_end() {
        assert_eq!(short("Seed Sown"), "Seed Sown");
        assert_eq!(short(&"é".repeat(1_000)), format!("{}…", "é".repeat(128)));
    }

    #[test]
    fn values_are_described() {
        let mut tape = Tape::default();
        let view = tape.read(r#""a@example.com""#).expect("JSON");
        assert_eq!(sample(view, ROOT, Samples::Redacted).as_deref(), Some("a string of 13 characters"));
        assert_eq!(sample(view, ROOT, Samples::None), None);
        assert_eq!(unlisted(view, ROOT, Samples::Redacted), "a string of 13 characters");
        assert_eq!(unlisted(view, ROOT, Samples::Full), r#""a@example.com""#);
    }
}
