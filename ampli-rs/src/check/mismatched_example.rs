//! # Default or example of another type
//!
//! ## What it does
//!
//! Looks for values of `default` and `examples` that the property could not have.
//!
//! ## Why it matters
//!
//! People copy examples, and a default that can't be sent is a mistake in the type or in the default. Neither
//! reaches the wire, so this is a warning.
//!
//! ## Example
//!
//! ```json
//! { "type": "integer", "default": "none" }
//! ```
//!
//! ## What to do
//!
//! Correct the value, or the type.

use super::findings::Findings;
use super::{Settings, walk};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Plan;
use crate::values::conformance;

pub(super) static MISMATCHED_EXAMPLE: Code = Code {
    id: "AMP0205",
    name: "mismatched-example",
    severity: Severity::Warning,
    source: include_str!("mismatched_example.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    walk::values(plan, &mut |value| {
        let scope = value.owner.scope(plan);
        let location = &value.value.location;
        let default = value.value.default.as_deref().map(|json| ("default", json, location.key("default")));
        let examples = location.key("examples");
        let examples = value
            .value
            .examples
            .iter()
            .zip(0..)
            .map(|(json, index)| ("example", json, examples.index(index)));
        for (noun, json, place) in default.into_iter().chain(examples) {
            let Some(why) = conformance::mismatch(json, value.value, scope) else { continue };
            let finding =
                Diagnostic::new(&MISMATCHED_EXAMPLE, format!("the {noun} of {} {why}", value.title()))
                    .at(&place, "")
                    .help(format!("correct the {noun}, or what the property may be"));
            findings.push(value.owner.mark(finding));
        }
    });
}
