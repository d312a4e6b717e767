//! What every form of the report says of a change.

use crate::commands::summary::number;
use crate::compare::{
    BREAKS_CONSUMERS, BREAKS_PROGRAM, Change, Class, Comparison, Reason, RenamedBy, Subject, What,
};
use crate::diagnostic::{Levels, visible};
use crate::plan::compare_versions;

/// The changes of one thing, in their order.
pub(super) fn groups(comparison: &Comparison) -> Vec<(usize, &[Change])> {
    let mut start = 0;
    comparison
        .by_subject()
        .map(|changes| {
            let first = start;
            start += changes.len();
            (first, changes)
        })
        .collect()
}

/// What the change breaks that the user has not accepted.
pub(super) fn left(change: &Change, levels: &Levels) -> Class {
    let is_left = |code| !levels.is_allowed(change.subject.name(), code);
    let program = change.class().breaks_program() && is_left(&BREAKS_PROGRAM);
    let consumers = change.class().breaks_consumers() && is_left(&BREAKS_CONSUMERS);
    match (program, consumers) {
        (true, true) => Class::Both,
        (true, false) => Class::Program,
        (false, true) => Class::Consumers,
        (false, false) if change.class() == Class::Documentation => Class::Documentation,
        (false, false) => Class::Safe,
    }
}

/// The sign at the beginning of a line.
pub(super) fn mark(what: What, change: Option<&Change>) -> char {
    match (what, change.map(|change| (&change.before, &change.after))) {
        (What::Added, _) | (What::Changed(VALUE), Some((None, Some(_)))) => '+',
        (What::Removed, _) | (What::Changed(VALUE), Some((Some(_), None))) => '-',
        _ => '~',
    }
}

/// The aspect of single values, which come and go as properties do.
const VALUE: &str = "value";

/// The aspect that says enough by its words.
const PRESENCE: &str = "presence";

/// What a group of changes is about: `Song Played`, `source web`.
pub(super) fn title(subject: &Subject) -> String {
    let name = visible(subject.name());
    match subject {
        Subject::Plan => "plan".to_owned(),
        Subject::Event { version: Some(version), .. } => format!("{name} {}", visible(version)),
        Subject::Event { .. } => name.into_owned(),
        other => format!("{} {name}", other.noun()),
    }
}

/// What has become of the whole: `(was Song Started, by its id)`; empty if it is where it was.
pub(super) fn became(change: &Change) -> String {
    match (change.what, &change.before) {
        (What::Renamed(by), Some(before)) => {
            let how = match by {
                RenamedBy::Id => "by its id",
                RenamedBy::Guess => "a guess",
            };
            format!(" (was {}, {how})", visible(before))
        }
        _ => String::new(),
    }
}

/// What has changed, without what it is about: `maximum 100 -> 50`.
pub(super) fn what(change: &Change) -> String {
    let shown = |text: &Option<String>| text.as_deref().map(|text| visible(text).into_owned());
    let (before, after) = (shown(&change.before), shown(&change.after));
    let said = match (change.what, before, after) {
        (What::Added, _, Some(after)) => format!("added, {after}"),
        (What::Added, ..) => "added".to_owned(),
        (What::Removed, Some(before), _) => format!("removed, was {before}"),
        (What::Removed, ..) => "removed".to_owned(),
        (What::Renamed(_), ..) => format!("renamed{}", became(change)),
        (What::Changed(PRESENCE), Some(before), Some(after)) => format!("{before} -> {after}"),
        (What::Changed(aspect), Some(before), Some(after)) => {
            let (before, after) = (quoted(change, before), quoted(change, after));
            format!("{aspect} {before} -> {after}")
        }
        (What::Changed(aspect), None, Some(after)) => format!("{aspect} {} added", quoted(change, after)),
        (What::Changed(aspect), Some(before), None) => format!("{aspect} {} removed", quoted(change, before)),
        (What::Changed(aspect), None, None) => format!("{aspect} changed"),
    };
    match &change.remark {
        Some(remark) => format!("{said} ({})", visible(remark)),
        None => said,
    }
}

/// Free text is told from the words around it.
fn quoted(change: &Change, text: String) -> String {
    if change.is_words && !text.starts_with('"') { format!("\"{text}\"") } else { text }
}

/// Why a change breaks something, a line each: what it breaks, and the reason.
pub(super) fn reasons<'c>(
    change: &'c Change,
    levels: &Levels,
) -> Vec<(&'static str, &'c Reason, &'static str)> {
    let accepted = |code| {
        if levels.is_allowed(change.subject.name(), code) { ", which ampli.toml allows" } else { "" }
    };
    let program = change.program.iter().map(|reason| ("breaks programs", reason, accepted(&BREAKS_PROGRAM)));
    let consumers =
        change.consumers.iter().map(|reason| ("breaks consumers", reason, accepted(&BREAKS_CONSUMERS)));
    program.chain(consumers).collect()
}

/// What all changes together break, and the version that this asks for, unless the newer plan has such a one.
pub(super) fn verdict(comparison: &Comparison) -> Option<String> {
    let bump = comparison.bump()?;
    let broken = match comparison.class()? {
        Class::Documentation => "touches words only",
        Class::Safe => "breaks nothing",
        Class::Consumers => "breaks consumers of the data",
        Class::Program => "breaks programs",
        Class::Both => "breaks programs and consumers of the data",
    };
    let word = bump.word();
    let next = comparison.before.as_deref().and_then(|before| bump.next(before));
    Some(match (next, &comparison.after) {
        (Some(next), Some(after)) if compare_versions(after, &next).is_ge() => broken.to_owned(),
        (Some(next), Some(_)) => format!("{broken}: asks for a {word} version, {next}"),
        _ => format!("{broken}: asks for a {word} version"),
    })
}

/// `plan 1.0.0 -> 1.1.0, 1 event added, 2 events changed`; without the plan where that has no version.
pub(in crate::commands) fn headline(comparison: &Comparison) -> String {
    let versions = match (&comparison.before, &comparison.after) {
        (Some(before), Some(after)) if before != after => {
            format!("plan {} -> {}, ", visible(before), visible(after))
        }
        (None, Some(version)) | (Some(version), _) => format!("plan {}, ", visible(version)),
        (None, None) => String::new(),
    };
    let of_events: Vec<&[Change]> = groups(comparison)
        .into_iter()
        .map(|(_, changes)| changes)
        .filter(|changes| changes.first().is_some_and(is_of_event))
        .collect();
    let count = |is_wanted: fn(&Change) -> bool, word: &str| {
        let count = of_events.iter().filter(|changes| changes.first().is_some_and(is_wanted)).count();
        (count > 0).then(|| format!("{} {word}", number(count, "event")))
    };
    let counts: Vec<String> = [
        count(|first| first.what == What::Added && first.path.is_empty(), "added"),
        count(|first| first.what == What::Removed && first.path.is_empty(), "removed"),
        count(
            |first| !first.path.is_empty() || !matches!(first.what, What::Added | What::Removed),
            "changed",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let is_changed = !comparison.changes.is_empty() || comparison.before != comparison.after;
    match counts.as_slice() {
        [] if is_changed => format!("{versions}no event changed"),
        [] => format!("{versions}nothing changed"),
        counts => format!("{versions}{}", counts.join(", ")),
    }
}

fn is_of_event(change: &Change) -> bool {
    matches!(change.subject, Subject::Event { .. })
}
