//! # Name with characters that deceive the eye
//!
//! ## What it does
//!
//! Looks in the names of events and properties and in listed values for characters that can't be seen or look like
//! others: control characters, zero-width and direction marks, spaces other than the common one, and letters with
//! separate accents (text that is not in Unicode's form NFC). Joiners within emoji are fine.
//!
//! ## Why it matters
//!
//! Names go out byte for byte. Two names that look the same are two events at the destination, and nobody sees why.
//!
//! ## Example
//!
//! `Seed\u2008Sown` beside `Seed Sown`.
//!
//! ## What to do
//!
//! Type the name again in the plan. If data with this name was collected, rename the event at the destination too.

use super::Settings;
use super::findings::Findings;
use super::names;
use crate::diagnostic::{Code, Diagnostic, Severity, is_hidden};
use crate::plan::Plan;

pub(super) static DECEPTIVE_NAME: Code = Code {
    id: "AMP0210",
    name: "deceptive-name",
    severity: Severity::Warning,
    source: include_str!("deceptive_name.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    names::report(plan, findings, &mut |name| {
        let finding = Diagnostic::new(&DECEPTIVE_NAME, format!("{} {}", name.title(), deception(name.text)?));
        Some(finding.help(
            "type the name again; it goes out byte for byte, so this is another name than the one that is seen",
        ))
    });
}

/// What deceives the eye in `text`.
fn deception(text: &str) -> Option<String> {
    if text.is_ascii() {
        return text.chars().find(|character| character.is_control()).map(holds);
    }
    let mut before = None;
    for character in text.chars() {
        let in_emoji =
            matches!(character, '\u{200d}' | '\u{e0020}'..='\u{e007f}') && before.is_some_and(is_symbol);
        let odd_space = character.is_whitespace() && character != ' ';
        if odd_space || (is_hidden(character) && !in_emoji) {
            return Some(holds(character));
        }
        before = Some(character);
    }
    let is_composed = unicode_normalization::is_nfc(text);
    (!is_composed).then(|| "has letters with separate accents (it is not in Unicode's form NFC)".to_owned())
}

fn holds(character: char) -> String {
    format!("holds the character U+{:04X}", u32::from(character))
}

/// Whether the character can carry on an emoji: no letter, digit, or space.
fn is_symbol(character: char) -> bool {
    !character.is_ascii() && !character.is_alphanumeric() && !character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::deception;

    #[test]
    fn emoji_and_scripts_are_fine() {
        for text in
            ["Seed Sown", "Événement", "購入 完了", "\u{2764}\u{fe0f} Liked", "👩\u{200d}💻 coded", "हिन्दी"]
        {
            assert_eq!(deception(text), None, "{text}");
        }
    }

    #[test]
    fn what_can_not_be_seen_is_named() {
        assert_eq!(deception("Foo\u{2008}Bar").as_deref(), Some("holds the character U+2008"));
        assert_eq!(deception("a\u{200d}b").as_deref(), Some("holds the character U+200D"));
        assert_eq!(deception("tab\there").as_deref(), Some("holds the character U+0009"));
        assert_eq!(
            deception("e\u{301}").as_deref(),
            Some("has letters with separate accents (it is not in Unicode's form NFC)")
        );
    }
}
