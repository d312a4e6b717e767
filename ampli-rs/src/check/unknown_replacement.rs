//! # Unknown replacement
//!
//! ## What it does
//!
//! Looks for deprecated events whose replacement is no event of the plan, or is deprecated itself.
//!
//! ## Why it matters
//!
//! The generated deprecation would send programmers to a function that is not there, or from one dead end to the
//! next.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Planted", "deprecated": { "replacement": "Seed Sow" } }
//! ```
//!
//! ## What to do
//!
//! Name an event of the plan by its exact wire name.

use std::collections::BTreeMap;

use super::Settings;
use super::findings::Findings;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{EventKind, Plan};
use crate::suggestion;

pub(super) static UNKNOWN_REPLACEMENT: Code = Code {
    id: "AMP0216",
    name: "unknown-replacement",
    severity: Severity::Warning,
    source: include_str!("unknown_replacement.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let mut is_live: BTreeMap<&str, bool> = BTreeMap::new();
    for event in plan.events.iter().filter(|event| event.kind == EventKind::Track) {
        // One live version is enough.
        *is_live.entry(&event.name).or_default() |= event.deprecation.is_none();
    }
    for event in &plan.events {
        let deprecation = event.deprecation.as_ref();
        let Some(replacement) = deprecation.and_then(|deprecation| deprecation.replacement.as_deref()) else {
            continue;
        };
        let (what, help) = match is_live.get(replacement) {
            Some(true) => continue,
            Some(false) => ("is deprecated itself", "name an event that is to be sent".to_owned()),
            None => match suggestion::closest(replacement, is_live.keys().copied()) {
                Some(meant) => ("is no event of the plan", format!("did you mean `{meant}`?")),
                None => ("is no event of the plan", "name an event by its exact wire name".to_owned()),
            },
        };
        let message = format!("the replacement `{replacement}` of `{}` {what}", event.title());
        let finding = Diagnostic::new(&UNKNOWN_REPLACEMENT, message)
            .at(&event.location.key("deprecated").key("replacement"), "")
            .help(help)
            .of_event(event.title());
        findings.push(finding);
    }
}
