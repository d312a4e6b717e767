use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Part};
use crate::pointer::Location;

/// Findings, one for each kind and place.
///
/// Properties of groups and named types are met once in every event that uses them; they are wrong once.
#[derive(Default)]
pub(super) struct Findings {
    list: Diagnostics,
    seen: HashSet<(&'static str, Location, Part)>,
}

impl Findings {
    /// Adds the finding unless its kind is known at the place of its first label.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        let first = diagnostic.labels.first();
        let is_new = first
            .is_none_or(|label| self.seen.insert((diagnostic.code.id, label.location.clone(), label.part)));
        if is_new {
            self.list.push(diagnostic);
        }
    }

    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.list
    }
}
