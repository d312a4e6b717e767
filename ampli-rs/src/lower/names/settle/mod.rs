//! The names of one scope, settled together: what the user chose, then what the lock keeps, then the rules.
//!
//! Every step looks at the set of names. Candidates are sorted by their keys first, so that the order in which a plan lists
//! them can have no effect.

mod chosen;
mod locked;
mod ruled;
mod undisputed;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::candidate::{Candidate, Trouble};
use super::claim::{Claim, claims};
use super::identifier::Kind;
use super::{Name, report};
use crate::diagnostic::Diagnostics;
use crate::lock::{Key, Names};

/// What a scope is to its names.
pub(super) struct Scope<'a> {
    /// What the names name.
    pub(super) kind: Kind,
    /// Claims that are settled elsewhere, and whose they are.
    pub(super) taken: &'a HashMap<Claim, String>,
    /// Keys of the same scope that are settled on their own and belong to the plan too.
    pub(super) others: &'a BTreeSet<Key>,
    /// Whether a name that the lock does not have is an error.
    pub(super) frozen: bool,
}

/// The holder of a claim that the lock keeps for a name which does not ask now.
struct Kept {
    key: Key,
    removed: bool,
}

/// Why a name could not have its plain identifier although no other candidate asks for it.
struct Displaced {
    member: usize,
    holder: String,
    removed: bool,
}

struct Settling<'a, 's> {
    scope: &'s Scope<'s>,
    candidates: Vec<Candidate<'a>>,
    names: Vec<Option<Name>>,
    held: HashMap<Claim, usize>,
    kept: HashMap<Claim, Kept>,
    displaced: Vec<Displaced>,
    troubled: BTreeMap<usize, Trouble>,
    findings: Diagnostics,
}

/// Settles the names of a scope, in the order of `candidates`, and records them in the lock.
pub(super) fn settle(
    scope: &Scope<'_>,
    candidates: Vec<Candidate<'_>>,
    locked: &mut Names,
    findings: &mut Diagnostics,
) -> Vec<Name> {
    let (distinct, places) = sorted(candidates);
    let mut settling = Settling {
        scope,
        names: vec![None; distinct.len()],
        candidates: distinct,
        held: HashMap::new(),
        kept: HashMap::new(),
        displaced: Vec::new(),
        troubled: BTreeMap::new(),
        findings: Diagnostics::new(),
    };
    settling.keep(locked);
    if !settling.give_undisputed(locked) {
        settling.give_chosen(locked);
        settling.give_locked(locked);
        settling.give_ruled();
    }
    let mut names = Vec::with_capacity(settling.names.len());
    names.extend(std::mem::take(&mut settling.names).into_iter().flatten());
    settling.report(&names);
    findings.append(settling.record(&names, locked));
    places.into_iter().map(|place| names[place].clone()).collect()
}

/// The candidates sorted by key, each key once, and for each of the given ones its place among them.
fn sorted(candidates: Vec<Candidate<'_>>) -> (Vec<Candidate<'_>>, Vec<usize>) {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|left, right| candidates[*left].key.cmp(&candidates[*right].key));
    let mut places = vec![0; candidates.len()];
    let mut distinct: Vec<Candidate<'_>> = Vec::with_capacity(candidates.len());
    let mut candidates: Vec<Option<Candidate<'_>>> = candidates.into_iter().map(Some).collect();
    for place in order {
        let Some(candidate) = candidates[place].take() else { continue };
        if distinct.last().is_none_or(|last| last.key != candidate.key) {
            distinct.push(candidate);
        }
        places[place] = distinct.len() - 1;
    }
    (distinct, places)
}

impl Settling<'_, '_> {
    /// Finds what the lock keeps for names that do not ask now: lost ones, and those that are settled elsewhere.
    fn keep(&mut self, locked: &Names) {
        for (key, entry) in locked.iter() {
            if self.asks(key) {
                continue;
            }
            let removed = entry.removed || self.is_lost(key);
            for claim in claims(key, &entry.identifier) {
                self.kept.insert(claim, Kept { key: key.clone(), removed });
            }
        }
    }

    /// Whether the name that is kept under `key` is among the candidates.
    fn asks(&self, key: &Key) -> bool {
        self.candidates.binary_search_by(|candidate| candidate.key.cmp(key)).is_ok()
    }

    /// Whether the scope should have the name that is kept under `key`, but has it no more.
    fn is_lost(&self, key: &Key) -> bool {
        is_of(self.scope.kind, key) && !self.scope.others.contains(key) && !self.asks(key)
    }

    fn hold(&mut self, member: usize, name: Name, claims: Vec<Claim>) {
        self.held.extend(claims.into_iter().map(|claim| (claim, member)));
        self.names[member] = Some(name);
    }

    fn report(&mut self, names: &[Name]) {
        let told = report::collisions(&self.candidates, names, &self.troubled, &mut self.findings);
        for Displaced { member, holder, removed } in &self.displaced {
            let (candidate, name) = (&self.candidates[*member], &names[*member]);
            self.findings.push(if *removed {
                report::kept_name(candidate, name, holder)
            } else {
                report::taken_name(candidate, name, holder)
            });
        }
        for (member, (candidate, name)) in self.candidates.iter().zip(names).enumerate() {
            self.findings.extend(report::notes(candidate, name, told.contains(&member)));
        }
    }

    /// Keeps the names in the lock. Gives all findings.
    fn record(mut self, names: &[Name], locked: &mut Names) -> Diagnostics {
        locked.retire(|key| self.is_lost(key));
        if self.scope.frozen {
            let is_new = |key: &Key| locked.get(key).is_none_or(|entry| entry.removed);
            let new = self.candidates.iter().filter(|candidate| is_new(&candidate.key));
            new.for_each(|candidate| self.findings.push(report::not_locked(candidate)));
        }
        let keys = self.candidates.into_iter().map(|candidate| candidate.key);
        locked.set(keys.zip(names.iter().map(|name| &name.identifier)));
        self.findings
    }
}

/// Whether names of `kind` are kept under keys like this one.
fn is_of(kind: Kind, key: &Key) -> bool {
    match key {
        Key::Event { .. } => kind == Kind::Event,
        Key::Type(_) => kind == Kind::Definition,
        Key::Property(_) => kind == Kind::Property,
        Key::Value(_) => kind == Kind::Value,
    }
}
