//! # Event without owner
//!
//! ## What it does
//!
//! Looks for tracked events that nobody answers for, in plans in which most events have an owner. With a level in
//! `ampli.toml` it looks in every plan: `missing-owner = "warning"` under `[check.levels]`. Deprecated events need no owner.
//!
//! ## Why it matters
//!
//! Nobody can say whether the event may be changed, and nobody notices when it breaks.
//!
//! ## Example
//!
//! In a plan whose other events have an `owner`:
//!
//! ```json
//! { "name": "Seed Sown", "description": "A seed was put into the soil." }
//! ```
//!
//! ## What to do
//!
//! Name the team or the person in the plan: `"owner": "Beds"`.

use super::findings::Findings;
use super::{Settings, names};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Event, EventKind, Plan};

pub(super) static MISSING_OWNER: Code = Code {
    id: "AMP0229",
    name: "missing-owner",
    severity: Severity::Note,
    source: include_str!("missing_owner.rs"),
};

pub(super) fn check(plan: &Plan, settings: &Settings, findings: &mut Findings) {
    let live = |event: &&Event| event.kind == EventKind::Track && event.deprecation.is_none();
    let (owned, ownerless): (Vec<_>, Vec<_>) =
        plan.events.iter().filter(live).partition(|event| is_owned(event));
    if owned.len() <= ownerless.len() && !settings.levels.is_set(&MISSING_OWNER) {
        return;
    }
    for event in ownerless {
        let message = format!("event `{}` has no owner", event.title());
        let finding = Diagnostic::new(&MISSING_OWNER, message)
            .label(&event.name_location, names::name_part(event), "")
            .help("name who answers for it, as `owner`")
            .of_event(event.title());
        findings.push(finding);
    }
}

fn is_owned(event: &Event) -> bool {
    event.owner.as_ref().is_some_and(|owner| !owner.trim().is_empty())
}
