//! # Type without end
//!
//! ## What it does
//!
//! Looks for types each value of which would have another value of the same type in it: an object that requires itself, in a
//! property, in a list that may not be empty, in every branch of an `anyOf`, or by way of other types.
//!
//! ## Why it matters
//!
//! There is no such value, as it would have no end. Nobody can write it, and every event that needs one is wrong, whatever the
//! program sends.
//!
//! ## Example
//!
//! ```json
//! {
//!   "$defs": {
//!     "Row": {
//!       "type": "object",
//!       "properties": { "next": { "$ref": "#/$defs/Row" } },
//!       "required": ["next"]
//!     }
//!   }
//! }
//! ```
//!
//! ## What to do
//!
//! Let it end somewhere: take the property out of `required`, let the list be empty, or let the value be `null`.

use super::Settings;
use super::findings::Findings;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Plan;
use crate::values::endless::{Circle, Endless};

pub(super) static ENDLESS_TYPE: Code = Code {
    id: "AMP0226",
    name: "endless-type",
    severity: Severity::Error,
    source: include_str!("endless_type.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    let shared = Endless::of(&plan.definitions, &Endless::default());
    for circle in shared.circles() {
        findings.push(finding(&circle));
    }
    for event in plan.events.iter().filter(|event| !event.definitions.is_empty()) {
        for circle in Endless::of(&event.definitions, &shared).circles() {
            findings.push(finding(&circle).of_event(event.title()));
        }
    }
}

fn finding(circle: &Circle<'_>) -> Diagnostic {
    let name = circle.key.rsplit('/').next().unwrap_or_default();
    let again = match circle.path.as_str() {
        "" => String::new(),
        path => format!(" in `{path}`"),
    };
    let message = format!("type `{name}` can have no value: each would have another one{again}, without end");
    Diagnostic::new(&ENDLESS_TYPE, message)
        .at(circle.location, "")
        .help("take it out of `required`, let the list be empty, or let the value be `null`")
}
