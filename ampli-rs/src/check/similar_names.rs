//! # Names that differ by case or separators only
//!
//! ## What it does
//!
//! Looks for two events, or two properties of one object, whose names are the same but for upper and lower case,
//! spaces, punctuation and the way accents are written.
//!
//! ## Why it matters
//!
//! It is mostly one thing under two names: reports count half of it each, and the generated names need a suffix
//! to be told apart.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "site id": {}, "siteId": {} } }
//! ```
//!
//! ## What to do
//!
//! Keep one of the names and deprecate the other.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use super::findings::Findings;
use super::{Settings, names, walk};
use crate::diagnostic::{Code, Diagnostic, Part, Severity, is_hidden, visible};
use crate::plan::{EventKind, Plan};
use crate::pointer::Location;

pub(super) static SIMILAR_NAMES: Code = Code {
    id: "AMP0212",
    name: "similar-names",
    severity: Severity::Warning,
    source: include_str!("similar_names.rs"),
};

/// A name with its place.
type Placed<'a> = (&'a str, &'a Location, Part);

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let events = plan.events.iter().filter(|event| event.kind == EventKind::Track);
    let events = events.map(|event| (event.name.as_str(), &event.name_location, names::name_part(event)));
    for similar in similar(events) {
        if let [(name, ..), ..] = similar[..] {
            findings.push(finding("event", "", &similar).of_event(name));
        }
    }
    walk::objects(plan, &mut |object| {
        let properties = object.object.properties.iter();
        let named = properties.map(|property| (property.name.as_str(), &property.location, Part::Key));
        for similar in similar(named) {
            let finding = finding("property", &format!(" in {}", object.owner), &similar);
            findings.push(object.owner.mark(finding));
        }
    });
}

fn finding(noun: &str, place: &str, similar: &[Placed<'_>]) -> Diagnostic {
    let list: Vec<_> = similar.iter().map(|(name, ..)| format!("`{}`", visible(name))).collect();
    let message = format!("the {noun} names {}{place} differ by case or separators only", list.join(", "));
    let finding =
        Diagnostic::new(&SIMILAR_NAMES, message).help("keep one of the names and deprecate the others");
    similar.iter().fold(finding, |finding, (_, location, part)| finding.label(location, *part, ""))
}

/// The names that are the same when folded, two or more together, in their order.
fn similar<'a>(names: impl Iterator<Item = Placed<'a>>) -> Vec<Vec<Placed<'a>>> {
    let mut folded: BTreeMap<String, Vec<Placed<'a>>> = BTreeMap::new();
    for placed in names {
        let together = folded.entry(fold(placed.0)).or_default();
        // Versions of one event share its name.
        if together.iter().all(|(name, ..)| *name != placed.0) {
            together.push(placed);
        }
    }
    folded
        .into_iter()
        .filter(|(key, together)| !key.is_empty() && together.len() > 1)
        .map(|(_, together)| together)
        .collect()
}

/// Letters and digits in lower case, and symbols that carry meaning, as in `C++` and in emoji.
pub(super) fn fold(name: &str) -> String {
    let is_separator = |character: char| {
        character.is_whitespace()
            || is_hidden(character)
            || matches!(
                character,
                '_' | '-' | '.' | ',' | ':' | ';' | '/' | '\\' | '|' | '\'' | '"' | '’' | '(' | ')'
            )
    };
    if name.is_ascii() {
        let letters = name.chars().filter(|character| !is_separator(*character));
        return letters.map(|character| character.to_ascii_lowercase()).collect();
    }
    let lower = |character: char| character.to_lowercase();
    name.nfkc().filter(|character| !is_separator(*character)).flat_map(lower).collect()
}
