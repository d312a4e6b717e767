//! # Event without description
//!
//! ## What it does
//!
//! Looks for tracked events that have no description.
//!
//! ## Why it matters
//!
//! The description says when the event is to be sent. It becomes the documentation of the generated function,
//! which is all that a programmer sees.
//!
//! ## Example
//!
//! ```json
//! { "Seed Sown": { "type": "object", "properties": {} } }
//! ```
//!
//! ## What to do
//!
//! Describe the event in the plan, or turn the rule off under `[check.levels]` in `ampli.toml`:
//! `missing-description = "off"`. To demand descriptions, set it to `"error"`.

use super::findings::Findings;
use super::{Settings, names};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{EventKind, Plan};

pub(super) static MISSING_DESCRIPTION: Code = Code {
    id: "AMP0207",
    name: "missing-description",
    severity: Severity::Warning,
    source: include_str!("missing_description.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    for event in plan.events.iter().filter(|event| event.kind == EventKind::Track) {
        let is_described = event.description.as_ref().is_some_and(|text| !text.trim().is_empty());
        if !is_described {
            let message = format!("event `{}` has no description", event.title());
            let finding = Diagnostic::new(&MISSING_DESCRIPTION, message)
                .label(&event.name_location, names::name_part(event), "")
                .help("say when it is sent: the text becomes the documentation of the generated function")
                .of_event(event.title());
            findings.push(finding);
        }
    }
}
