//! Merge keys: `<<: *defaults` takes in the members of another mapping that are not written out.

use std::collections::HashSet;

use ecow::EcoString;

use super::{Content, Entry, Node};

/// The entries with those of merged mappings in the place of `<<`. Of several mappings the first one that has a key counts.
///
/// `None` when something else than a mapping is to be merged.
pub(super) fn merged(entries: Vec<Entry>, is_merge: impl Fn(&Entry) -> bool) -> Option<Vec<Entry>> {
    let written = entries.iter().filter(|entry| !is_merge(entry)).map(|entry| entry.key.clone());
    let mut taken: HashSet<EcoString> = written.collect();
    let mut all = Vec::with_capacity(entries.len());
    for entry in entries {
        if !is_merge(&entry) {
            all.push(entry);
            continue;
        }
        for mapping in mappings(&entry.value)? {
            all.extend(mapping.iter().filter(|entry| taken.insert(entry.key.clone())).cloned());
        }
    }
    Some(all)
}

/// The members of each mapping that is to be merged: one, or a list of them.
fn mappings(value: &Node) -> Option<Vec<&[Entry]>> {
    match &value.content {
        Content::Mapping(entries) => Some(vec![entries]),
        Content::Sequence(items) => items
            .iter()
            .map(|item| match &item.content {
                Content::Mapping(entries) => Some(entries.as_slice()),
                Content::Scalar(_) | Content::Sequence(_) => None,
            })
            .collect(),
        Content::Scalar(_) => None,
    }
}
