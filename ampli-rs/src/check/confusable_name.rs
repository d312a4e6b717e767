//! # Name in letters that look like Latin ones
//!
//! ## What it does
//!
//! Looks in the names of events and properties and in listed values for letters of another script that look like
//! Latin letters: in a word together with Latin letters, or in a plan where that script is used for nothing else.
//! Which letters look alike is told by Unicode's report 39.
//!
//! ## Why it matters
//!
//! Names go out byte for byte. A name typed on another keyboard looks right everywhere and is another name, so that
//! reports miss its events. Where a program uses the letters of a script for nothing else, rustc warns of them too
//! (`mixed_script_confusables`).
//!
//! ## Example
//!
//! `Рlot Chosen`, whose first letter is the Cyrillic one for R.
//!
//! ## What to do
//!
//! Type the name again in Latin letters. If it is a word of another language, choose an identifier in Latin letters
//! for it in `ampli.toml`, and turn the rule off for the event:
//!
//! ```toml
//! [names.events]
//! "саре" = "sare"
//!
//! [check.allow]
//! "саре" = ["confusable-name"]
//! ```

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_script::{Script, UnicodeScript as _};
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::skeleton;

use super::Settings;
use super::findings::Findings;
use super::names;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Plan;

pub(super) static CONFUSABLE_NAME: Code = Code {
    id: "AMP0218",
    name: "confusable-name",
    severity: Severity::Warning,
    source: include_str!("confusable_name.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let mut used = Scripts::default();
    names::all(plan, &mut |name| used.note(name.text));
    names::report(plan, findings, &mut |name| {
        let letter = used.confusable(name.text)?;
        let latin = latin(letter).unwrap_or_default();
        let number = u32::from(letter);
        let message = format!(
            "{} holds the letter `{letter}` (U+{number:04X}), which looks like `{latin}`",
            name.title()
        );
        Some(Diagnostic::new(&CONFUSABLE_NAME, message).help(
            "type the name in Latin letters; if the letter is meant, choose an identifier under `[names]` in \
             `ampli.toml`",
        ))
    });
}

/// The scripts that a plan certainly uses: they have letters in it that look like no Latin ones.
#[derive(Default)]
struct Scripts(HashSet<AugmentedScriptSet>);

impl Scripts {
    fn note(&mut self, text: &str) {
        let letters = foreign_letters(text).filter(|letter| latin(*letter).is_none());
        self.0.extend(letters.map(AugmentedScriptSet::for_char));
    }

    fn has(&self, letter: char) -> bool {
        self.0.iter().any(|script| {
            let mut common = *script;
            common.intersect_with(AugmentedScriptSet::for_char(letter));
            !common.is_empty() && !common.is_all()
        })
    }

    /// The first letter of `text` that passes for a Latin one.
    fn confusable(&self, text: &str) -> Option<char> {
        if text.is_ascii() {
            return None;
        }
        foreign_letters(text).find(|letter| latin(*letter).is_some() && !self.has(*letter)).or_else(|| {
            let words = text.split(|character: char| !character.is_alphanumeric());
            words.filter(|word| word.chars().any(is_latin)).find_map(|word| {
                let first = foreign_letters(word).next()?;
                foreign_letters(word).all(|letter| latin(letter).is_some()).then_some(first)
            })
        })
    }
}

/// The letters of scripts other than the Latin one, in the form that identifiers have.
fn foreign_letters(text: &str) -> impl Iterator<Item = char> {
    let text = if text.is_ascii() { "" } else { text };
    text.nfkc().filter(|letter| letter.is_alphabetic() && !letter.is_ascii() && !is_latin(*letter))
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || letter.script() == Script::Latin
}

/// The Latin letter or letters that `letter` looks like.
fn latin(letter: char) -> Option<String> {
    let latin: String = skeleton(letter.encode_utf8(&mut [0; 4])).collect();
    latin.is_ascii().then_some(latin)
}

#[cfg(test)]
mod tests {
    use super::Scripts;

    fn confusable<'a>(names: &[&'a str]) -> Vec<(&'a str, char)> {
        let mut scripts = Scripts::default();
        names.iter().for_each(|name| scripts.note(name));
        names.iter().filter_map(|name| Some((*name, scripts.confusable(name)?))).collect()
    }

    #[test]
    fn letters_that_pass_for_latin_ones_are_found() {
        assert_eq!(confusable(&["Рlot Chosen", "Seed Sown"]), [("Рlot Chosen", 'Р')]);
        assert_eq!(confusable(&["саре"]), [("саре", 'с')]);
        // Also where Russian is spoken a word has letters of one script.
        assert_eq!(confusable(&["Покупка", "Рlot Chosen"]), [("Рlot Chosen", 'Р')]);
    }

    #[test]
    fn languages_are_no_mistake() {
        let names = [
            "Покупка",
            "сор",
            "SMSкод",
            "購入 完了",
            "日本語",
            "ローカル",
            "שלום עולם",
            "Straße",
            "हिन्दी",
            "가입",
        ];
        assert_eq!(confusable(&names), []);
    }
}
