//! Identifiers that the lock keeps: they win over every rule, also over those of newer versions of this program.

use std::collections::HashMap;

use ecow::EcoString;

use super::Settling;
use crate::lock::Names;
use crate::lower::names::candidate::Trouble;
use crate::lower::names::claim::{Claim, claims};
use crate::lower::names::{Name, Reason};

/// A member of the scope with what the lock keeps for it.
struct Remembered {
    member: usize,
    identifier: EcoString,
    claims: Vec<Claim>,
    is_exact: bool,
}

impl Settling<'_, '_> {
    /// Gives the locked names. Merged branches can leave one identifier with two names: then the lock decides nothing,
    /// unless one of the names is spelled like the identifier.
    pub(super) fn give_locked(&mut self, locked: &Names) {
        let remembered = self.remembered(locked);
        let mut users: HashMap<&Claim, Vec<&Remembered>> = HashMap::new();
        for entry in &remembered {
            for claim in &entry.claims {
                users.entry(claim).or_default().push(entry);
            }
        }
        let is_free = |entry: &Remembered| {
            entry.claims.iter().all(|claim| {
                let mut rivals = users[claim].iter().filter(|other| other.member != entry.member);
                let has_rival = rivals.any(|rival| rival.is_exact || !entry.is_exact);
                !has_rival && !self.held.contains_key(claim) && !self.scope.taken.contains_key(claim)
            })
        };
        let free: Vec<bool> = remembered.iter().map(is_free).collect();
        for (entry, is_free) in remembered.into_iter().zip(free) {
            if is_free {
                let name = Name { identifier: entry.identifier, reason: Reason::Lock };
                self.hold(entry.member, name, entry.claims);
            } else {
                self.troubled.insert(entry.member, Trouble::Overruled(entry.identifier));
            }
        }
    }

    fn remembered(&self, locked: &Names) -> Vec<Remembered> {
        let unnamed = self.candidates.iter().enumerate().filter(|(member, _)| self.names[*member].is_none());
        unnamed
            .filter_map(|(member, candidate)| {
                let identifier = locked.get(&candidate.key)?.identifier.clone();
                let claims = claims(&candidate.key, &identifier);
                let is_exact = candidate.raw == identifier;
                Some(Remembered { member, identifier, claims, is_exact })
            })
            .collect()
    }
}
