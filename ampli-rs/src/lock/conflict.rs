//! The lock of an unfinished merge: both sides are read, and their union goes on.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::entry_lines::EntryLines;
use super::names::{Key, Names};
use super::{Lock, SourceNames, code};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::compare_versions;

/// The two sides of a lock that has git's conflict markers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The side above `=======`: the branch that was merged into.
    pub ours: Lock,
    /// The side below `=======`.
    pub theirs: Lock,
}

/// Where the entries of the two sides stand, as far as it is known.
pub(super) enum Places<'a> {
    /// The sides of a merge.
    Sides {
        ours: &'a EntryLines,
        theirs: &'a EntryLines,
        source: &'a str,
        /// What is above the entries in question.
        above: Vec<Key>,
    },
    /// One entry that is there twice; the line of the later one.
    Line(usize),
}

impl Places<'_> {
    fn descend(&mut self, key: &Key) {
        if let Self::Sides { above, .. } = self {
            above.push(key.clone());
        }
    }

    fn ascend(&mut self) {
        if let Self::Sides { above, .. } = self {
            above.pop();
        }
    }

    /// Points at the entry of the first side and that of the second.
    fn label(&self, mut finding: Diagnostic, first: &Key, second: &Key) -> Diagnostic {
        match self {
            Self::Line(line) => finding.at_line(*line, ""),
            Self::Sides { ours, theirs, source, above } => {
                let line = |lines: &EntryLines, key| lines.of(source, above, key);
                for (line, text) in [(line(ours, first), "first side"), (line(theirs, second), "second side")]
                {
                    finding = if let Some(line) = line { finding.at_line(line, text) } else { finding };
                }
                finding
            }
        }
    }
}

/// Everything that one of two locks has; where they differ, the first one wins and a finding tells.
pub(super) fn union(
    (ours, our_lines): (&Lock, &EntryLines),
    (theirs, their_lines): (&Lock, &EntryLines),
    findings: &mut Diagnostics,
) -> Lock {
    let mut lock = ours.clone();
    for (name, source) in &theirs.sources {
        let own = lock.sources.entry(name.clone()).or_default();
        take_over_plan(own, source, name, findings);
        let mut places =
            Places::Sides { ours: our_lines, theirs: their_lines, source: name, above: Vec::new() };
        take_over(&mut own.names, &source.names, &mut places, findings);
    }
    lock
}

/// Takes over the plan of `theirs` if it is the newer one: a branch that has moved on has not moved back.
fn take_over_plan(ours: &mut SourceNames, theirs: &SourceNames, source: &str, findings: &mut Diagnostics) {
    let Some(their_plan) = &theirs.plan else { return };
    let Some(own_plan) = &ours.plan else {
        ours.plan = Some(their_plan.clone());
        return;
    };
    // Content alone is told apart by whoever reads the plan again.
    if (&own_plan.from, &own_plan.version) == (&their_plan.from, &their_plan.version) {
        return;
    }
    let is_newer = match (&own_plan.version, &their_plan.version) {
        (Some(own), Some(their)) => compare_versions(own, their).is_lt(),
        _ => false,
    };
    let kept = if is_newer { their_plan } else { own_plan };
    let message = format!(
        "`ampli.lock` is in conflict: `{source}` was pulled from {own_plan} on the first side and {their_plan} on the second"
    );
    let help = format!("{kept} is kept; `ampli-rs update` takes the latest");
    findings.push(Diagnostic::new(&code::CONFLICTING_LOCK, message).help(help));
    ours.plan = Some(kept.clone());
}

/// Takes over the entries that only `theirs` has.
pub(super) fn take_over(
    ours: &mut Names,
    theirs: &Names,
    places: &mut Places<'_>,
    findings: &mut Diagnostics,
) {
    let used: BTreeMap<(u8, EcoString), Key> =
        ours.iter().map(|(key, entry)| ((scope(key), entry.identifier.clone()), key.clone())).collect();
    for (key, entry) in theirs.iter() {
        if let Some(own) = ours.get_mut(key) {
            if own.identifier != entry.identifier {
                let finding = differs(key, &own.identifier, &entry.identifier);
                findings.push(places.label(finding, key, key));
            }
            own.removed &= entry.removed;
            places.descend(key);
            take_over(&mut own.inside, &entry.inside, places, findings);
            places.ascend();
        } else if let Some(other) = used.get(&(scope(key), entry.identifier.clone())) {
            findings.push(places.label(given_twice(key, other, &entry.identifier), other, key));
        } else {
            ours.insert(key.clone(), entry.clone());
        }
    }
}

/// Names with the same number may not have the same identifier.
fn scope(key: &Key) -> u8 {
    match key {
        Key::Event { .. } => 0,
        Key::Type(_) => 1,
        Key::Property(_) => 2,
        Key::Value(_) => 3,
    }
}

fn differs(key: &Key, ours: &str, theirs: &str) -> Diagnostic {
    let message = format!(
        "`ampli.lock` is in conflict: {} is `{ours}` on the first side and `{theirs}` on the second",
        shown(key)
    );
    Diagnostic::new(&code::CONFLICTING_LOCK, message)
        .help(format!("`{ours}` is kept; to have the other, choose it under `[names]` in `ampli.toml`"))
}

fn given_twice(key: &Key, other: &Key, identifier: &str) -> Diagnostic {
    let message = format!(
        "`ampli.lock` is in conflict: the first side gives `{identifier}` to {}, the second to {}",
        shown(other),
        shown(key)
    );
    Diagnostic::new(&code::CONFLICTING_LOCK, message)
        .help("the first side's name keeps it; the other one is named anew by the next `ampli-rs pull`")
}

fn shown(key: &Key) -> String {
    match key {
        Key::Event { kind, name, .. } if name.is_empty() => format!("the call `{}`", kind.word()),
        Key::Event { name, .. } => format!("the event {name:?}"),
        Key::Type(name) => format!("the type {name:?}"),
        Key::Property(name) => format!("the property {name:?}"),
        Key::Value(text) => format!("the value {text}"),
    }
}
