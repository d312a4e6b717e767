use std::collections::HashSet;

use super::allowances::Allowances;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Part};
use crate::pointer::Location;

/// Findings, one for each kind and place.
///
/// Properties of groups and named types are met once in every event that uses them; they are wrong once.
pub(super) struct Findings {
    list: Diagnostics,
    seen: HashSet<(&'static str, Location, Part)>,
    allowances: Allowances,
}

impl Findings {
    pub(super) fn new(allowances: Allowances) -> Self {
        Self { list: Diagnostics::new(), seen: HashSet::new(), allowances }
    }

    /// Adds the finding unless its kind is known at the place of its first label, or allowed there.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        let first = diagnostic.labels.first();
        if first.is_some_and(|label| self.allow(diagnostic.code, &label.location)) {
            return;
        }
        let is_new = first
            .is_none_or(|label| self.seen.insert((diagnostic.code.id, label.location.clone(), label.part)));
        if is_new {
            self.list.push(diagnostic);
        }
    }

    /// Whether findings of `code` are not wanted for the value at `location`. Rules that tell of several places in one
    /// finding ask for each.
    pub(super) fn allow(&self, code: &Code, location: &Location) -> bool {
        self.allowances.allow(code, location)
    }

    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.list
    }
}
