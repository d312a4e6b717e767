//! Changes of a document's text that leave every other byte as it is: of JSON, and of YAML in both of its styles.
//!
//! Where the values stand is found as for messages. Whether a change does what it should, and nothing else, is not a
//! matter of trust: the changed text is read again, and must be the tree of before with the change made in it. A change
//! for which that fails (what it changes is shared by aliases, a comment is in the way) is not made.

mod block;
mod flow;
mod tree;

use std::cmp::Ordering;
use std::ops::Range;

use crate::diagnostic::locate::{self, Place};
use crate::diagnostic::{Amendment, Part};
use crate::json::Json;
use crate::pointer::Pointer;

/// A text with changes made in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Amended<'f> {
    /// The text.
    pub text: String,
    /// The changes that were made, from the end of the text to its start.
    pub made: Vec<&'f Amendment>,
}

/// A part of the text and what is to stand there.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// The text with those of `fixes` made in it that can be. All of them are about this document.
pub fn amended<'f>(text: &str, fixes: &[&'f Amendment]) -> Amended<'f> {
    let mut fixes = fixes.to_vec();
    // A change must not move what later ones point at: items of a list are removed from its end.
    fixes.sort_by(|left, right| order(&right.location().pointer, &left.location().pointer));
    fixes.dedup();
    let nothing = Amended { text: text.to_owned(), made: Vec::new() };
    let Some(before) = tree::read(text) else { return nothing };
    if let Some(after) = all(text, &before, &fixes) {
        return Amended { text: after, made: fixes };
    }
    // One of them can't be made, or not beside the others.
    let mut amended = nothing;
    let mut tree = before;
    for fix in fixes {
        let Some(text) = all(&amended.text, &tree, &[fix]) else { continue };
        let Some(after) = tree::read(&text) else { continue };
        (amended.text, tree) = (text, after);
        amended.made.push(fix);
    }
    amended
}

/// The order of two places in a tree: items by their number, and what holds a value before the value.
fn order(left: &Pointer, right: &Pointer) -> Ordering {
    let (mut left, mut right) = (left.segments(), right.segments());
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(left), Some(right)) => {
                let by_number = left.parse::<usize>().ok().zip(right.parse::<usize>().ok());
                let order = by_number.map_or_else(|| left.cmp(right), |(left, right)| left.cmp(&right));
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

/// The text with all of `fixes` made in it; `None` when it is not what was wanted.
fn all(text: &str, before: &Json, fixes: &[&Amendment]) -> Option<String> {
    let wanted = fixes.iter().try_fold(before.clone(), |tree, fix| tree::with(tree, fix))?;
    let mut text = text.to_owned();
    let mut left = fixes.to_vec();
    while !left.is_empty() {
        let (after, overlapping) = round(&text, &left)?;
        (text, left) = (after, overlapping);
    }
    (tree::read(&text)? == wanted).then_some(text)
}

/// Makes the changes that do not touch each other, and gives back the others; they can be made in the changed text.
fn round<'f>(text: &str, fixes: &[&'f Amendment]) -> Option<(String, Vec<&'f Amendment>)> {
    let targets = fixes.iter().flat_map(|fix| {
        let pointer = &fix.location().pointer;
        [(pointer, Part::Key), (pointer, Part::Value)]
    });
    let places = locate::places(text, &targets.collect::<Vec<_>>());
    let mut edits: Vec<Edit> = Vec::new();
    let mut overlapping = Vec::new();
    for (fix, places) in fixes.iter().zip(places.chunks(2)) {
        let [Some(key), Some(value)] = places else { return None };
        let edit = edit(text, fix, key, value)?;
        let touches =
            |other: &Edit| edit.range.start <= other.range.end && other.range.start <= edit.range.end;
        if edits.iter().rev().take(NEAR).any(touches) {
            overlapping.push(*fix);
        } else {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    let mut after = String::with_capacity(text.len());
    let mut end = 0;
    for edit in &edits {
        // Places that lie apart in the tree and not in the text (an alias) come back in the next round.
        after.push_str(text.get(end..edit.range.start)?);
        after.push_str(&edit.text);
        end = edit.range.end;
    }
    after.push_str(text.get(end..)?);
    Some((after, overlapping))
}

/// Changes that touch each other follow each other in the order of the tree.
const NEAR: usize = 8;

fn edit(text: &str, fix: &Amendment, key: &Place, value: &Place) -> Option<Edit> {
    match fix {
        Amendment::Remove(_) => {
            let entry = key.range.start.min(value.range.start)..value.range.end.max(key.range.end);
            let container = &value.container;
            if is_flow(text, container) {
                flow::removal(text, entry, container)
            } else {
                block::removal(text, entry)
            }
        }
        Amendment::Add { key, value: added, .. } => {
            let object = &value.range;
            if is_flow(text, object) {
                flow::addition(text, key, added, object)
            } else {
                block::addition(text, key, added, object)
            }
        }
    }
}

/// Whether a list or an object is written between brackets.
fn is_flow(text: &str, container: &Range<usize>) -> bool {
    text.get(container.clone()).is_some_and(|container| container.starts_with(['{', '[']))
}

#[cfg(test)]
mod tests;
