//! Identifiers that the user chose. A bad one is refused, and its name goes on as if there were none.

use std::collections::{BTreeMap, HashMap};

use super::Settling;
use crate::lock::Names;
use crate::lower::names::claim::{Claim, claims};
use crate::lower::names::{Name, Reason, overrides, report};

/// Members of the scope with the identifiers that the user chose for them.
type Chosen<'a> = BTreeMap<usize, &'a str>;

impl<'a> Settling<'a, '_> {
    pub(super) fn give_chosen(&mut self, locked: &mut Names) {
        let mut chosen = self.well_formed();
        // A name whose override is refused keeps its old identifier, which another one may have been given.
        loop {
            let refused = self.clashes(&chosen, locked);
            if refused.is_empty() {
                break;
            }
            for (member, holder) in refused {
                if let Some(text) = chosen.remove(&member) {
                    let why = format!("is the name of {holder}");
                    self.findings.push(report::invalid_override(&self.candidates[member], text, &why));
                }
            }
        }
        for (member, text) in chosen {
            let own = claims(&self.candidates[member].key, &text.into());
            for claim in &own {
                // The user gives the identifier of a lost name away.
                if let Some(kept) = self.kept.remove(claim) {
                    locked.remove(&kept.key);
                }
            }
            self.hold(member, Name { identifier: text.into(), reason: Reason::Override }, own);
        }
    }

    fn well_formed(&mut self) -> Chosen<'a> {
        let mut chosen = Chosen::new();
        for (member, candidate) in self.candidates.iter().enumerate() {
            let Some(text) = candidate.wanted else { continue };
            if let Some(mistake) = overrides::mistake(text, self.scope.kind) {
                self.findings.push(report::invalid_override(candidate, text, mistake));
            } else {
                chosen.insert(member, text);
            }
        }
        chosen
    }

    /// The choices that meet each other or a name that stays, each with the holder of what it asks for.
    fn clashes(&self, chosen: &Chosen<'_>, locked: &Names) -> Vec<(usize, String)> {
        if chosen.is_empty() {
            return Vec::new();
        }
        let mut users: HashMap<Claim, Vec<usize>> = HashMap::new();
        for (member, candidate) in self.candidates.iter().enumerate() {
            let entry = locked.get(&candidate.key).map(|entry| entry.identifier.as_str());
            let Some(identifier) = chosen.get(&member).copied().or(entry) else { continue };
            for claim in claims(&candidate.key, &identifier.into()) {
                users.entry(claim).or_default().push(member);
            }
        }
        let holder = |member: usize, claim: &Claim| {
            let rival = users.get(claim)?.iter().find(|user| **user != member);
            rival.map(|rival| report::shown(&self.candidates[*rival].key))
        };
        let stays = |claim: &Claim| {
            let kept = self.kept.get(claim).filter(|kept| !kept.removed);
            self.scope.taken.get(claim).cloned().or_else(|| kept.map(|kept| report::shown(&kept.key)))
        };
        chosen
            .iter()
            .filter_map(|(member, text)| {
                let own = claims(&self.candidates[*member].key, &(*text).into());
                let other = own.iter().find_map(|claim| holder(*member, claim).or_else(|| stays(claim)));
                other.map(|other| (*member, other))
            })
            .collect()
    }
}
