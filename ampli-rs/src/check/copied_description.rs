//! # Copied description
//!
//! ## What it does
//!
//! Looks for events that have the description of another event, for properties that have the one of a property with
//! another name, and for descriptions that only repeat the name. A property that has the same description in several
//! events is fine.
//!
//! ## Why it matters
//!
//! Such a description was copied with the rest and never written: it says nothing, or something wrong.
//!
//! ## Example
//!
//! ```json
//! [
//!   { "name": "Seed Sown", "description": "A seed was put into the soil." },
//!   { "name": "Row Watered", "description": "A seed was put into the soil." }
//! ]
//! ```
//!
//! ## What to do
//!
//! Say of each what it is, and how it differs from the other.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::alike::{self, Alike, PropertyAt};
use super::convention::words;
use super::findings::Findings;
use super::similar_names::fold;
use super::walk::Owner;
use super::{Settings, schema_node};
use crate::diagnostic::{Code, Diagnostic, Part, Severity, visible};
use crate::plan::{Event, EventKind, Plan};
use crate::pointer::Location;

pub(super) static COPIED_DESCRIPTION: Code = Code {
    id: "AMP0220",
    name: "copied-description",
    severity: Severity::Note,
    source: include_str!("copied_description.rs"),
};

/// Names that a message lists at most.
const NAMED: usize = 4;

/// From so many bytes on a description is compared as it is written.
const LONG: usize = 400;

/// Something described.
struct Described<'a> {
    name: &'a str,
    owner: Owner<'a>,
    /// Where it stands.
    location: &'a Location,
}

pub(super) fn check(plan: &Plan, properties: &[Alike<'_>], _: &Settings, findings: &mut Findings) {
    report(plan, "event", &events(plan), findings);
    report(plan, "property", &described_properties(properties), findings);
}

/// The descriptions of events, each with those who have it: one for each name.
fn events(plan: &Plan) -> Vec<(&str, Vec<Described<'_>>)> {
    let live =
        plan.events.iter().filter(|event| event.kind == EventKind::Track && event.deprecation.is_none());
    let described = live.filter_map(|event: &Event| {
        let described =
            Described { name: event.title(), owner: Owner::Event(event), location: &event.location };
        Some((event.description.as_deref()?, described))
    });
    by_text(described)
}

/// The same of properties.
fn described_properties<'a>(alike: &[Alike<'a>]) -> Vec<(&'a str, Vec<Described<'a>>)> {
    let described = alike.iter().flat_map(|alike| {
        let first_of_text = first_of_texts(alike).into_iter();
        first_of_text.map(|(text, PropertyAt { owner, property, .. })| {
            (text, Described { name: alike.name, owner, location: &property.location })
        })
    });
    by_text(described)
}

/// The descriptions that properties of one name have, each with the first that has it.
fn first_of_texts<'a>(alike: &Alike<'a>) -> Vec<(&'a str, PropertyAt<'a>)> {
    let mut texts: Vec<(&'a str, PropertyAt<'a>)> = Vec::new();
    for at in &alike.properties {
        let value = &at.property.value;
        let Some(text) = value.description.as_deref().filter(|_| !value.deprecated) else { continue };
        if texts.len() < NAMED && texts.iter().all(|(known, _)| *known != text) {
            texts.push((text, *at));
        }
    }
    texts
}

fn by_text<'a>(
    described: impl Iterator<Item = (&'a str, Described<'a>)>,
) -> Vec<(&'a str, Vec<Described<'a>>)> {
    let mut places: HashMap<Cow<'a, str>, usize> = HashMap::new();
    let mut texts: Vec<(&str, Vec<Described<'_>>)> = Vec::new();
    let mut names: HashSet<(usize, String)> = HashSet::new();
    for (text, described) in described.filter(|(text, _)| !text.trim().is_empty()) {
        let next = texts.len();
        let index = *places.entry(folded(text)).or_insert(next);
        if index == next {
            texts.push((text, Vec::new()));
        }
        // Versions of one event share its name; names that are nearly the same are a finding of their own.
        if names.insert((index, fold(described.name))) {
            texts[index].1.push(described);
        }
    }
    texts
}

/// A text as descriptions are compared: how it is spaced and ended does not matter, but in a long one.
fn folded(text: &str) -> Cow<'_, str> {
    let text = text.trim().trim_end_matches(['.', '!']);
    if text.len() > LONG {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

fn report(plan: &Plan, noun: &str, texts: &[(&str, Vec<Described<'_>>)], findings: &mut Findings) {
    for (text, described) in texts {
        // Nearly all descriptions are good ones.
        if matches!(&described[..], [only] if !is_name(text, only.name)) {
            continue;
        }
        let is_wanted = |described: &&Described<'_>| {
            !findings.allow(&COPIED_DESCRIPTION, described.location) && !is_title(plan, described)
        };
        let described: Vec<&Described<'_>> = described.iter().filter(is_wanted).collect();
        match &described[..] {
            [] => {}
            [only] if is_name(text, only.name) => {
                let message =
                    format!("the description of {noun} `{}` only repeats its name", visible(only.name));
                push(message, "say what the name does not", &described, findings);
            }
            [_] => {}
            several => {
                let names =
                    several.iter().take(NAMED).map(|described| format!("`{}`", visible(described.name)));
                let names = names.collect::<Vec<_>>().join(", ");
                let more = several.len().saturating_sub(NAMED);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                let plural = if noun == "event" { "events" } else { "properties" };
                let message = format!("the {plural} {names}{more} have the same description");
                push(message, "say of each how it differs from the other", several, findings);
            }
        }
    }
}

fn push(message: String, help: &str, described: &[&Described<'_>], findings: &mut Findings) {
    let texts: Vec<Location> =
        described.iter().map(|described| described.location.key("description")).collect();
    let places = described.iter().zip(&texts).map(|(described, text)| (described.owner, text, Part::Value));
    let places: Vec<_> = places.collect();
    findings.push(alike::marked(Diagnostic::new(&COPIED_DESCRIPTION, message).help(help), &places));
}

/// Whether it is a title, which stands for a description that is not there, and repeats the name by its nature.
fn is_title(plan: &Plan, described: &Described<'_>) -> bool {
    let written = schema_node::at(plan, described.owner, described.location);
    written.is_some_and(|schema| schema.get("title").is_some() && schema.get("description").is_none())
}

/// Whether a description has no words but those of the name.
fn is_name(text: &str, name: &str) -> bool {
    let of = |text: &str| words(text).join(" ").to_lowercase();
    // Most descriptions are far too long, and not worth taking apart.
    text.len() <= 2 * name.len() + 8 && of(text) == of(name)
}
