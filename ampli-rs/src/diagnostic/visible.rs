//! Plan text on a terminal: what would steer the terminal or hide from the eye is shown as an escape.

use std::borrow::Cow;

/// Whether a character can't be seen, looks like a common space, or changes how other characters are shown.
///
/// These are control characters (terminal escapes begin with one), what sets the direction of writing, what has
/// no width, line and paragraph separators, and the spaces that are as wide as or narrower than the common one.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{a0}'
                | '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{2000}'..='\u{200f}'
                | '\u{2028}'..='\u{202f}'
                | '\u{205f}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text on one line with all hidden characters written as escapes: `\n`, `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        push_visible(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Appends a character as [`visible`] shows it.
pub(super) fn push_visible(shown: &mut String, character: char) {
    if is_hidden(character) {
        shown.extend(character.escape_default());
    } else {
        shown.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_hides_or_steers_is_escaped_and_the_rest_kept() {
        assert_eq!(visible("Song Played é 日本 🎉"), "Song Played é 日本 🎉");
        assert_eq!(visible("\u{1b}[31mred\nnext"), r"\u{1b}[31mred\nnext");
        assert_eq!(visible("a\u{202e}b\u{200b}c\u{9b}"), r"a\u{202e}b\u{200b}c\u{9b}");
    }
}
