//! # Blank or padded name
//!
//! ## What it does
//!
//! Looks for names of events and properties that are empty, consist of spaces only, or begin or end with a space.
//!
//! ## Why it matters
//!
//! Names are never trimmed: `Seed Sown ` and `Seed Sown` are two events at the destination.
//!
//! ## Example
//!
//! ```json
//! { "Seed Sown ": { "type": "object" } }
//! ```
//!
//! ## What to do
//!
//! Remove the spaces in the plan. If data with this name was collected, rename the event at the destination too.

use super::Settings;
use super::findings::Findings;
use super::names::{self, NameKind};
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::plan::Plan;

pub(super) static PADDED_NAME: Code = Code {
    id: "AMP0211",
    name: "padded-name",
    severity: Severity::Warning,
    source: include_str!("padded_name.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    names::report(plan, findings, &mut |name| {
        // Other spaces than the common one deceive the eye wherever they stand, which is another finding.
        let what = match name.text {
            _ if name.kind == NameKind::EnumValue => return None,
            // An event without name is an error of its own.
            "" if name.kind == NameKind::Event => return None,
            "" => "is empty",
            text if text.trim_matches(' ').is_empty() => "is blank",
            text if text.starts_with(' ') => "begins with a space",
            text if text.ends_with(' ') => "ends with a space",
            _ => return None,
        };
        let message = format!("the name of {} `{}` {what}", name.noun(), visible(name.text));
        let finding = Diagnostic::new(&PADDED_NAME, message);
        Some(finding.help("correct the name: names go out byte for byte and are never trimmed"))
    });
}
