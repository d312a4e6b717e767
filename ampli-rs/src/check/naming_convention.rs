//! # Name against the convention
//!
//! ## What it does
//!
//! Compares the names of events, properties and listed values with the conventions that `ampli.toml` sets. Without
//! a convention nothing is reported.
//!
//! ## Why it matters
//!
//! Names in one spelling are found by everybody, and never planned twice.
//!
//! ## Example
//!
//! With `event = "Title Case"` and `property = "snake_case"`:
//!
//! ```json
//! { "seed_sown": { "properties": { "gardenBed": {} } } }
//! ```
//!
//! ## What to do
//!
//! Rename it in the plan before data is collected under the name, or allow the event: list the rule under its name.

use super::Settings;
use super::findings::Findings;
use super::names::{self, NameKind};
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::plan::Plan;

pub(super) static NAMING_CONVENTION: Code = Code {
    id: "AMP0209",
    name: "naming-convention",
    severity: Severity::Warning,
    source: include_str!("naming_convention.rs"),
};

pub(super) fn check(plan: &Plan, settings: &Settings, findings: &mut Findings) {
    let names = &settings.names;
    if names.event.is_none() && names.property.is_none() && names.enum_value.is_none() {
        return;
    }
    names::all(plan, &mut |name| {
        let convention = match name.kind {
            NameKind::Event => &names.event,
            NameKind::Property => &names.property,
            NameKind::EnumValue => &names.enum_value,
        };
        let Some(convention) = convention.as_ref().filter(|convention| !convention.fits(name.text)) else {
            return;
        };
        let message = format!("{} `{}` is not in {convention}", name.kind.noun(), visible(name.text));
        let mut finding = Diagnostic::new(&NAMING_CONVENTION, message).label(&name.location(), name.part, "");
        if let Some(spelled) = convention.spelled(name.text) {
            finding = finding.help(format!("rename it to `{spelled}`"));
        }
        findings.push(name.owner.mark(finding));
    });
}
