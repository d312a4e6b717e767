//! # Name against the convention
//!
//! ## What it does
//!
//! Compares the names of events, properties and listed values with the conventions that `ampli.toml` sets: for all calls,
//! and in the place of that for single ones (`track`, `identify`, `group`, `page`, `screen`, `context`). The names of
//! pages and screens have a convention only where one is set for their call. Without a convention nothing is reported. A
//! name that many events have is told once.
//!
//! ```toml
//! [check.names]
//! events = "Title Case"
//! properties = "snake_case"
//! values = "/[a-z ]+/"
//!
//! [check.names.identify]
//! properties = "camelCase"
//! ```
//!
//! ## Why it matters
//!
//! Names in one spelling are found by everybody, and never planned twice.
//!
//! ## Example
//!
//! With `events = "Title Case"` and `properties = "snake_case"`:
//!
//! ```json
//! { "seed_sown": { "properties": { "gardenBed": {} } } }
//! ```
//!
//! ## What to do
//!
//! Rename it in the plan before data is collected under the name, or allow the event: list the rule under its name.

use super::findings::Findings;
use super::names::{self, Name, NameKind};
use super::walk::Owner;
use super::{Convention, Names, Settings};
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::plan::{EventKind, Plan};

pub(super) static NAMING_CONVENTION: Code = Code {
    id: "AMP0209",
    name: "naming-convention",
    severity: Severity::Warning,
    source: include_str!("naming_convention.rs"),
};

pub(super) fn check(plan: &Plan, settings: &Settings, findings: &mut Findings) {
    let names = &settings.names;
    if names.event.is_none()
        && names.property.is_none()
        && names.enum_value.is_none()
        && names.calls.is_empty()
    {
        return;
    }
    names::report(plan, findings, &mut |name| {
        let convention =
            convention(&settings.names, name).filter(|convention| !convention.fits(name.text))?;
        let message = format!("{} `{}` is not in {convention}", name.noun(), visible(name.text));
        let finding = Diagnostic::new(&NAMING_CONVENTION, message);
        Some(match convention.spelled(name.text) {
            Some(spelled) => finding.help(format!("rename it to `{spelled}`")),
            None => finding,
        })
    });
}

/// What holds for the name: what is set for its call, else what is set for all.
fn convention<'s>(names: &'s Names, name: &Name<'_>) -> Option<&'s Convention> {
    let kind = if let Owner::Event(event) = name.owner { Some(event.kind) } else { None };
    let call = kind.and_then(|kind| names.calls.get(&kind));
    let of_call = call.and_then(|call| match name.kind {
        NameKind::Event => call.event.as_ref(),
        NameKind::Property => call.property.as_ref(),
        NameKind::EnumValue => call.enum_value.as_ref(),
    });
    let of_all = match name.kind {
        NameKind::Event if kind == Some(EventKind::Track) => names.event.as_ref(),
        NameKind::Event => None,
        NameKind::Property => names.property.as_ref(),
        NameKind::EnumValue => names.enum_value.as_ref(),
    };
    of_call.or(of_all)
}
