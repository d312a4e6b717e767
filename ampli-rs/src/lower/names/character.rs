//! What a character is to a name (R1, R2): derived from the tables that identifiers themselves are defined by.

use std::borrow::Cow;

use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a character is to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter, or a number that is written as one.
    Letter,
    /// A decimal digit of any script.
    Digit,
    /// A combining mark: belongs to the letter or digit before it.
    Mark,
    /// Everything else separates words.
    Separator,
}

/// Folds a name for the identifier only: full-width forms, ligatures, superscripts become plain.
pub(super) fn fold(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() { Cow::Borrowed(raw) } else { Cow::Owned(raw.nfkc().collect()) }
}

pub(super) fn class(character: char) -> Class {
    if character.is_ascii() {
        return match character {
            'a'..='z' | 'A'..='Z' => Class::Letter,
            '0'..='9' => Class::Digit,
            _ => Class::Separator,
        };
    }
    if !is_xid_continue(character) {
        Class::Separator
    } else if is_combining_mark(character) {
        Class::Mark
    } else if is_xid_start(character) {
        if character.is_alphabetic() { Class::Letter } else { Class::Separator }
    } else if character.is_numeric() && !is_other_continue(character) {
        Class::Digit
    } else {
        Class::Separator
    }
}

/// Numbers that identifiers may contain for compatibility although they are no decimal digits.
fn is_other_continue(character: char) -> bool {
    matches!(character, '\u{1369}'..='\u{1371}' | '\u{19da}')
}

/// Unicode's `Default_Ignorable_Code_Point`: invisible, and no reason to tell two words apart.
pub(super) fn is_ignorable(character: char) -> bool {
    !character.is_ascii() && is_default_ignorable(character)
}

fn is_default_ignorable(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use unicode_ident::is_xid_continue;

    use super::{Class, class};

    #[test]
    fn word_characters_may_stand_in_identifiers() {
        for character in '\0'..=char::MAX {
            if class(character) != Class::Separator {
                assert!(is_xid_continue(character), "{character:?}");
            }
        }
    }

    #[test]
    fn connectors_and_signs_separate() {
        for character in [
            '_', '\u{203f}', '\u{b7}', '\u{30fb}', '²', '½', '①', '\u{1369}', '\u{1371}', '\u{19da}',
            '\u{20e3}', '🎉',
        ] {
            assert_eq!(class(character), Class::Separator, "{character:?}");
        }
        assert_eq!(class('٣'), Class::Digit);
        assert_eq!(class('\u{e31}'), Class::Mark);
        assert_eq!(class('購'), Class::Letter);
    }
}
