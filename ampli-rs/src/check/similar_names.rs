//! # Names that differ by case or separators only
//!
//! ## What it does
//!
//! Looks for two events, or two properties of one object, whose names are the same but for upper and lower case,
//! spaces, punctuation and the way accents are written. Properties that are alike in many events are told once.
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

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization as _;

use super::alike::{self, Places};
use super::findings::Findings;
use super::walk::Owner;
use super::{Settings, names, walk};
use crate::diagnostic::{Code, Diagnostic, Label, Part, Severity, is_hidden, visible};
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

/// Names of properties that are the same when folded, and the objects that have more than one of them.
#[derive(Default)]
struct Together<'a> {
    names: Vec<&'a str>,
    places: Places,
}

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let events = plan.events.iter().filter(|event| event.kind == EventKind::Track);
    let events = events.map(|event| (event.name.as_str(), &event.name_location, names::name_part(event)));
    for similar in similar(events).into_values() {
        let names: Vec<&str> = similar.iter().map(|(name, ..)| *name).collect();
        let mut finding = finding("event", &names, "").of_event(names[0]);
        finding.labels = labels(&similar);
        findings.push(finding);
    }
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<Together<'_>> = Vec::new();
    walk::objects(plan, &mut |object| {
        let properties = object.object.properties.iter();
        let named = properties.map(|property| (property.name.as_str(), &property.location, Part::Key));
        for (folded, similar) in similar(named) {
            if similar.iter().any(|(_, location, _)| findings.allow(&SIMILAR_NAMES, location)) {
                continue;
            }
            let next = all.len();
            let index = *known.entry(folded).or_insert(next);
            if index == next {
                all.push(Together::default());
            }
            all[index].add(object.owner, &similar);
        }
    });
    for Together { names, places } in all {
        let finding = finding("property", &names, &format!(" in {}", places.owners()));
        findings.push(places.mark(finding));
    }
}

impl<'a> Together<'a> {
    fn add(&mut self, owner: Owner<'_>, similar: &[Placed<'a>]) {
        for (name, ..) in similar {
            if !self.names.contains(name) {
                self.names.push(name);
            }
        }
        self.places.add(owner, &labels(similar));
    }
}

fn labels(similar: &[Placed<'_>]) -> Vec<Label> {
    similar.iter().map(|(_, location, part)| alike::label(location, *part)).collect()
}

fn finding(noun: &str, names: &[&str], place: &str) -> Diagnostic {
    let list: Vec<_> = names.iter().map(|name| format!("`{}`", visible(name))).collect();
    let message = format!("the {noun} names {}{place} differ by case or separators only", list.join(", "));
    Diagnostic::new(&SIMILAR_NAMES, message).help("keep one of the names and deprecate the others")
}

/// The names that are the same when folded, two or more together, in their order.
fn similar<'a>(names: impl Iterator<Item = Placed<'a>>) -> BTreeMap<String, Vec<Placed<'a>>> {
    let mut folded: BTreeMap<String, Vec<Placed<'a>>> = BTreeMap::new();
    for placed in names {
        let together = folded.entry(fold(placed.0)).or_default();
        // Versions of one event share its name.
        if together.iter().all(|(name, ..)| *name != placed.0) {
            together.push(placed);
        }
    }
    folded.retain(|key, together| !key.is_empty() && together.len() > 1);
    folded
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
