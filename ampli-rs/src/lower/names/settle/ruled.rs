//! Identifiers by the rules, for names that are new.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ecow::EcoString;

use super::{Displaced, Settling};
use crate::lower::names::candidate::Trouble;
use crate::lower::names::claim::{Claim, claims, groups};
use crate::lower::names::{Name, Reason, hash, report};

impl Settling<'_, '_> {
    /// Of all names that ask for one identifier, the one that is spelled like it gets it; all others get a suffix.
    pub(super) fn give_ruled(&mut self) {
        let mut suffixed = Vec::new();
        let mut free = Vec::new();
        for member in 0..self.candidates.len() {
            if self.names[member].is_some() {
                continue;
            }
            let candidate = &self.candidates[member];
            let text = candidate.identifier.text();
            let own = claims(&candidate.key, &text);
            if let Some(displaced) = self.displaced(member, &own) {
                self.displaced.push(displaced);
                suffixed.push(member);
            } else if own.iter().any(|claim| self.held.contains_key(claim)) {
                suffixed.push(member);
            } else {
                free.push(((member, text), own));
            }
        }
        let (mut asking, mut own): (Vec<(usize, EcoString)>, Vec<Vec<Claim>>) = free.into_iter().unzip();
        for group in groups(&own) {
            let keeper = self.keeper(&asking, &group);
            for place in group {
                let (member, text) = &mut asking[place];
                if Some(place) == keeper {
                    let name = Name { identifier: std::mem::take(text), reason: Reason::Rule };
                    self.hold(*member, name, std::mem::take(&mut own[place]));
                } else {
                    suffixed.push(*member);
                }
            }
        }
        self.give_suffixes(&suffixed);
    }

    /// Who has what a name asks for, if it is no other candidate.
    fn displaced(&self, member: usize, own: &[Claim]) -> Option<Displaced> {
        own.iter().find_map(|claim| {
            if let Some(holder) = self.scope.taken.get(claim) {
                return Some(Displaced { member, holder: holder.clone(), removed: false });
            }
            let kept = self.kept.get(claim)?;
            Some(Displaced { member, holder: report::shown(&kept.key), removed: kept.removed })
        })
    }

    /// The place of the name that keeps the plain identifier of its group: there can be one at most.
    fn keeper(&self, asking: &[(usize, EcoString)], group: &[usize]) -> Option<usize> {
        if let [only] = group {
            return Some(*only);
        }
        let is_exact = |place: &usize| {
            let (member, text) = &asking[*place];
            self.candidates[*member].raw == text
        };
        let mut exact = group.iter().copied().filter(is_exact);
        exact.next().filter(|_| exact.next().is_none())
    }

    /// Gives suffixes, longer ones to every member of a group in which two still agree.
    fn give_suffixes(&mut self, members: &[usize]) {
        let stem = |member: &usize| self.candidates[*member].identifier.stem().to_owned();
        let mut digits: BTreeMap<String, usize> =
            members.iter().map(|member| (stem(member), hash::SHORT)).collect();
        let (texts, stuck) = loop {
            let texts: Vec<EcoString> = members
                .iter()
                .map(|member| {
                    let identifier = &self.candidates[*member].identifier;
                    identifier.with_digits(digits[identifier.stem()]).into()
                })
                .collect();
            let meeting = self.meeting(members, &texts);
            let mut lengthened = false;
            let stems: BTreeSet<&str> =
                meeting.iter().map(|member| self.candidates[*member].identifier.stem()).collect();
            for stem in stems {
                if let Some(count) = digits.get_mut(stem).filter(|count| **count < hash::LONG) {
                    *count += 1;
                    lengthened = true;
                }
            }
            if !lengthened {
                break (texts, meeting);
            }
        };
        for member in stuck {
            self.troubled.insert(member, Trouble::Indistinguishable);
        }
        for (member, text) in members.iter().zip(texts) {
            let own = claims(&self.candidates[*member].key, &text);
            self.hold(*member, Name { identifier: text, reason: Reason::Hash }, own);
        }
    }

    /// The members whose texts meet one another or a settled name.
    fn meeting(&self, members: &[usize], texts: &[EcoString]) -> Vec<usize> {
        let own: Vec<Vec<Claim>> = members
            .iter()
            .zip(texts)
            .map(|(member, text)| claims(&self.candidates[*member].key, text))
            .collect();
        let mut users: HashMap<&Claim, usize> = HashMap::new();
        for claim in own.iter().flatten() {
            *users.entry(claim).or_default() += 1;
        }
        let meets = |claim: &Claim| {
            users[claim] > 1
                || self.held.contains_key(claim)
                || self.kept.contains_key(claim)
                || self.scope.taken.contains_key(claim)
        };
        let places = (0..members.len()).filter(|place| own[*place].iter().any(meets));
        places.map(|place| members[place]).collect()
    }
}
