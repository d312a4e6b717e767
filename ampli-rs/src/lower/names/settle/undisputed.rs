//! Scopes in which everyone gets what it asks for: nearly all of them.

use super::Settling;
use crate::lock::Names;
use crate::lower::names::identifier::Kind;
use crate::lower::names::{Name, Reason};

impl Settling<'_, '_> {
    /// Gives every name its locked identifier, or the one by the rules, if nobody disputes it: the user chose none, nothing is
    /// kept or taken, and no two are equal. Then the other steps would do the same. Says whether it did.
    pub(super) fn give_undisputed(&mut self, locked: &Names) -> bool {
        let has_one_namespace = matches!(self.scope.kind, Kind::Property | Kind::Value);
        let has_rivals = !self.kept.is_empty() || !self.scope.taken.is_empty();
        if !has_one_namespace || has_rivals || self.candidates.iter().any(|other| other.wanted.is_some()) {
            return false;
        }
        let asked = self.candidates.iter().map(|candidate| match locked.get(&candidate.key) {
            Some(entry) => Name { identifier: entry.identifier.clone(), reason: Reason::Lock },
            None => Name { identifier: candidate.identifier.text(), reason: Reason::Rule },
        });
        let asked: Vec<Name> = asked.collect();
        let mut identifiers: Vec<&str> = asked.iter().map(|name| name.identifier.as_str()).collect();
        identifiers.sort_unstable();
        let is_disputed = identifiers.windows(2).any(|pair| pair[0] == pair[1]);
        if !is_disputed {
            self.names = asked.into_iter().map(Some).collect();
        }
        !is_disputed
    }
}
