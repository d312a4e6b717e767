//! What does not compile any more, told with the change of the plan that is its cause.

use ecow::EcoString;

use super::change::{Change, Path, Subject, What};
use super::objects::PRESENCE;
use super::programs::Break;
use super::values::{TYPE, VALUE};
use super::words;
use crate::json::Json;

/// What has changed of the generated code alone.
const CODE: &str = "generated code";

/// Adds each reason to the change that causes it; where the plan has not changed, as a change of its own.
pub(super) fn attach(changes: &mut Vec<Change>, breaks: Vec<Break>, subject: &Subject) {
    let mut others: Vec<Change> = Vec::new();
    for own in breaks {
        match cause(changes, &own) {
            Some(change) => change.program.insert(compiled(change), own.reason),
            None => {
                let path = own.path.iter().fold(Path::default(), |path, name| path.property(name));
                let known = others.iter().position(|other| other.path == path);
                let index = known.unwrap_or(others.len());
                if known.is_none() {
                    others.push(Change::new(subject, &path, What::Changed(CODE)));
                }
                others[index].program.push(own.reason);
            }
        }
    }
    changes.extend(others);
}

/// Where the reasons about code end among those of a change: they come first.
fn compiled(change: &Change) -> usize {
    change.program.iter().take_while(|reason| matches!(reason.kind, super::ReasonKind::Compile(_))).count()
}

/// The change of the plan that keeps something from compiling.
fn cause<'c>(changes: &'c mut [Change], own: &Break) -> Option<&'c mut Change> {
    let is_there = |change: &Change| names(change).eq(own.path.iter().map(EcoString::as_str));
    let best = changes
        .iter()
        .enumerate()
        .filter(|(_, change)| is_there(change) && weight(change, own) > 0)
        .max_by_key(|(index, change)| (weight(change, own), std::cmp::Reverse(*index)))
        .map(|(index, _)| index);
    let within = || {
        // What is within something that was removed or replaced goes with it.
        changes.iter().position(|change| {
            let names: Vec<&EcoString> = change.path.names().collect();
            let is_whole = matches!(change.what, What::Removed | What::Changed(TYPE));
            is_whole
                && !names.is_empty()
                && names.len() <= own.path.len()
                && names.into_iter().eq(own.path.iter().take(change.path.names().count()))
        })
    };
    let index = best.or_else(within)?;
    changes.get_mut(index)
}

/// The names of the properties that lead to what has changed, as the older plan has them.
fn names(change: &Change) -> impl Iterator<Item = &str> {
    let count = change.path.names().count();
    let former = match (change.what, &change.before) {
        (What::Renamed(_), Some(before)) => Some(before.as_str()),
        _ => None,
    };
    change.path.names().enumerate().map(move |(index, name)| match former {
        Some(former) if index + 1 == count => former,
        _ => name.as_str(),
    })
}

/// How likely the change is the cause; 0: it is not.
fn weight(change: &Change, own: &Break) -> u8 {
    match (change.what, &own.value) {
        (What::Changed(VALUE), Some(value)) if is_value(change, value) => 5,
        (What::Renamed(_) | What::Added | What::Removed, _) => 4,
        (What::Changed("sources"), _) if own.path.is_empty() => 4,
        (What::Changed(TYPE), _) => 3,
        (What::Changed(PRESENCE), _) => 2,
        (What::Changed("null"), _) => 1,
        _ => 0,
    }
}

/// Whether the change is about this value, which is as programs send it.
fn is_value(change: &Change, value: &str) -> bool {
    let shown = words::value(&Json::from(value));
    change.before.as_ref().is_some_and(|before| *before == shown || value.contains(before.as_str()))
}
