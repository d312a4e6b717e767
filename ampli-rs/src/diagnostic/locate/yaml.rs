use super::wanted::Wanted;
use crate::yaml::{self, Content, Node};

/// Goes through a YAML text and notes where the wanted values stand. A file of several documents is a list of them, as the
/// plans' own reader has it.
pub(super) fn scan(text: &str, wanted: &mut Wanted) {
    let Ok(documents) = yaml::compose(text) else { return };
    let mut there = documents.iter().filter(|document| !document.is_null());
    if let (Some(only), None) = (there.next(), there.next()) {
        return value(only, Wanted::ROOT, wanted);
    }
    wanted.met_value(Wanted::ROOT, 0..text.len());
    let items = wanted.items(Wanted::ROOT);
    for (index, document) in documents.iter().enumerate() {
        if let Some(child) = items.get(&index) {
            value(document, *child, wanted);
        }
    }
}

fn value(node: &Node, id: usize, wanted: &mut Wanted) {
    wanted.met_value(id, node.range.clone());
    match &node.content {
        Content::Scalar(_) => {}
        Content::Sequence(items) => {
            for (index, child) in wanted.items(id) {
                if let Some(item) = items.get(index) {
                    value(item, child, wanted);
                    wanted.met_container(child, &node.range);
                }
            }
        }
        Content::Mapping(entries) => {
            for entry in entries {
                let Some(child) = wanted.child(id, &entry.key) else { continue };
                wanted.met_key(child, entry.key_range.clone());
                value(&entry.value, child, wanted);
                if entry.value.range.is_empty() {
                    // Nothing was written after the key.
                    wanted.met_value(child, entry.key_range.clone());
                }
                wanted.met_container(child, &node.range);
            }
        }
    }
}
