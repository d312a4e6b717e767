//! # Unused declaration
//!
//! ## What it does
//!
//! Looks for property groups that no event takes in, sources that no event belongs to, and destinations that no
//! source sends to.
//!
//! ## Why it matters
//!
//! It is left over from a change, or events were forgotten.
//!
//! ## Example
//!
//! ```json
//! { "groups": { "Bed": { "properties": {} } }, "events": {} }
//! ```
//!
//! ## What to do
//!
//! Remove it, or name it where it was meant to be used.

use std::collections::HashSet;

use super::Settings;
use super::findings::Findings;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Plan;
use crate::pointer::Location;

pub(super) static UNUSED_DECLARATION: Code = Code {
    id: "AMP0217",
    name: "unused-declaration",
    severity: Severity::Note,
    source: include_str!("unused_declaration.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let mut report = |noun: &str, name: &str, location: &Location, what: &str| {
        let finding = Diagnostic::new(&UNUSED_DECLARATION, format!("{noun} `{name}` is not used: {what}"))
            .at_key(location, "")
            .help("remove it, or name it where it was meant to be used");
        findings.push(finding);
    };
    let groups: HashSet<&str> =
        plan.events.iter().flat_map(|event| &event.groups).map(|name| name.as_str()).collect();
    for group in plan.groups.iter().filter(|group| !groups.contains(group.name.as_str())) {
        report("property group", &group.name, &group.location, "no event takes it in");
    }
    let is_for = |source: &str| {
        let mut events = plan.events.iter();
        events.any(|event| {
            event.sources.as_ref().is_none_or(|sources| sources.iter().any(|name| name == source))
        })
    };
    for source in plan.sources.iter().filter(|source| !plan.events.is_empty() && !is_for(&source.name)) {
        report("source", &source.name, &source.location.key("name"), "no event belongs to it");
    }
    let sent_to: HashSet<&str> =
        plan.sources.iter().flat_map(|source| &source.destinations).map(|name| name.as_str()).collect();
    // Where no source names a destination, the format does not say which one sends where.
    for destination in plan.destinations.iter().filter(|_| !sent_to.is_empty()) {
        if !sent_to.contains(destination.name.as_str()) {
            report(
                "destination",
                &destination.name,
                &destination.location.key("name"),
                "no source sends to it",
            );
        }
    }
}
