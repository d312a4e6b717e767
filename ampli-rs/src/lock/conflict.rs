//! The lock of an unfinished merge: both sides are read, and their union goes on.

use std::collections::BTreeMap;

use super::entry_lines::EntryLines;
use super::names::{Key, Names};
use super::{Lock, code};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The two sides of a lock that has git's conflict markers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The side above `=======`: the branch that was merged into.
    pub ours: Lock,
    /// The side below `=======`.
    pub theirs: Lock,
}

/// Numbered lines of one side.
pub(super) type Lines<'a> = Vec<(usize, &'a str)>;

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

/// The lines of both sides if there are markers; with the number of the last line if a marker is in a wrong place.
pub(super) fn sides(text: &str) -> Option<Result<(Lines<'_>, Lines<'_>), usize>> {
    let has_marker =
        |marker: &str| text.contains(marker) && text.lines().any(|line| line.starts_with(marker));
    if !has_marker("<<<<<<<") && !has_marker(">>>>>>>") {
        return None;
    }
    let (mut ours, mut theirs) = (Lines::new(), Lines::new());
    let mut side = Side::Both;
    let mut last = 0;
    for (index, line) in text.lines().enumerate() {
        last = index + 1;
        let marker = line.get(..7).unwrap_or_default();
        side = match (marker, side) {
            ("<<<<<<<", Side::Both) => Side::Ours,
            ("|||||||", Side::Ours) => Side::Base,
            ("=======", Side::Ours | Side::Base) => Side::Theirs,
            (">>>>>>>", Side::Theirs) => Side::Both,
            ("<<<<<<<" | "|||||||" | "=======" | ">>>>>>>", _) => return Some(Err(last)),
            _ => {
                if matches!(side, Side::Both | Side::Ours) {
                    ours.push((last, line));
                }
                if matches!(side, Side::Both | Side::Theirs) {
                    theirs.push((last, line));
                }
                side
            }
        };
    }
    Some(if side == Side::Both { Ok((ours, theirs)) } else { Err(last) })
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
        if own.plan.is_none() {
            own.plan.clone_from(&source.plan);
        }
        let mut places =
            Places::Sides { ours: our_lines, theirs: their_lines, source: name, above: Vec::new() };
        take_over(&mut own.names, &source.names, &mut places, findings);
    }
    lock
}

/// Takes over the entries that only `theirs` has.
pub(super) fn take_over(
    ours: &mut Names,
    theirs: &Names,
    places: &mut Places<'_>,
    findings: &mut Diagnostics,
) {
    let used: BTreeMap<(u8, String), Key> =
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
