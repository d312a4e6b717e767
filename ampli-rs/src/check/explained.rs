//! What parsing has said already: one mistake is one finding.

use super::invalid_schema::INVALID_SCHEMA;
use super::missing_description::MISSING_DESCRIPTION;
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::parse;
use crate::plan::Plan;
use crate::pointer::Location;
use crate::suggestion;

/// The findings of `new` that none of `parsed` explains.
pub(super) fn without_explained(parsed: &Diagnostics, plan: &Plan, new: Diagnostics) -> Diagnostics {
    let broken = places(parsed, |finding| finding.severity == Severity::Error);
    let unread = places(parsed, |finding| *finding.code == parse::UNKNOWN_KEY);
    let is_explained = |finding: &Diagnostic| {
        let Some(label) = finding.labels.first() else { return false };
        if *finding.code == INVALID_SCHEMA {
            is_broken(label, &broken)
        } else if *finding.code == MISSING_DESCRIPTION {
            is_mistyped(label, plan, &unread)
        } else {
            false
        }
    };
    let mut kept = Diagnostics::new();
    kept.extend(new.into_iter().filter(|finding| !is_explained(finding)));
    kept
}

fn places(findings: &Diagnostics, is_wanted: impl Fn(&Diagnostic) -> bool) -> Vec<&Location> {
    let wanted = findings.iter().filter(|finding| is_wanted(finding));
    wanted.filter_map(|finding| finding.labels.first()).map(|label| &label.location).collect()
}

/// The validator of schemas sees many of the mistakes that the reader sees: an error points at the same place, at
/// something in it, or at what it is in.
fn is_broken(label: &Label, broken: &[&Location]) -> bool {
    let place = &label.location;
    broken.iter().any(|known| known.is_within(place) || place.is_within(known))
}

/// The description is there, under a key that nobody knows.
fn is_mistyped(label: &Label, plan: &Plan, unread: &[&Location]) -> bool {
    if unread.is_empty() {
        return false;
    }
    let event = plan.events.iter().find(|event| event.name_location == label.location);
    event.is_some_and(|event| {
        unread.iter().any(|key| key.is_within(&event.location) && is_description(last_segment(key)))
    })
}

/// Whether `key` is a mistyped `description`.
pub(super) fn is_description(key: &str) -> bool {
    suggestion::closest(key, ["description"]).is_some()
}

fn last_segment(location: &Location) -> &str {
    location.pointer.last().unwrap_or_default()
}
