use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::Part;
use crate::pointer::Pointer;

/// The pointers that a scan looks for, as a tree of their segments, and where they were found.
pub(super) struct Wanted {
    nodes: Vec<Node>,
    /// For every target its nodes from the root on.
    paths: Vec<Vec<usize>>,
}

#[derive(Default)]
struct Node {
    children: HashMap<String, usize>,
    /// Ranges of the keys under which the value was met, in the order of the text.
    keys: Vec<Range<usize>>,
    /// The value, as met last.
    value: Option<Range<usize>>,
    /// The object or array that holds it.
    container: Option<Range<usize>>,
}

impl Wanted {
    /// Index of the root's node.
    pub(super) const ROOT: usize = 0;

    pub(super) fn new<'a>(pointers: impl Iterator<Item = &'a Pointer>) -> Self {
        let mut wanted = Self { nodes: vec![Node::default()], paths: Vec::new() };
        for pointer in pointers {
            let mut path = vec![Self::ROOT];
            let mut node = Self::ROOT;
            for segment in pointer.segments() {
                node = wanted.child_or_new(node, segment.to_owned());
                path.push(node);
            }
            wanted.paths.push(path);
        }
        wanted
    }

    fn child_or_new(&mut self, node: usize, segment: String) -> usize {
        let next = self.nodes.len();
        let child = *self.nodes[node].children.entry(segment).or_insert(next);
        if child == next {
            self.nodes.push(Node::default());
        }
        child
    }

    /// Whether anything is wanted within the value of `node`.
    pub(super) fn has_children(&self, node: usize) -> bool {
        !self.nodes[node].children.is_empty()
    }

    /// The node of the member `key` of `node`.
    pub(super) fn child(&self, node: usize, key: &str) -> Option<usize> {
        self.nodes[node].children.get(key).copied()
    }

    /// The nodes of the wanted items of `node`, by index.
    pub(super) fn items(&self, node: usize) -> HashMap<usize, usize> {
        let children = self.nodes[node].children.iter();
        children.filter_map(|(segment, child)| Some((segment.parse().ok()?, *child))).collect()
    }

    /// Notes that `node` stands under the key at `range`.
    pub(super) fn met_key(&mut self, node: usize, range: Range<usize>) {
        self.nodes[node].keys.push(range);
    }

    /// Notes where the value of `node` stands.
    pub(super) fn met_value(&mut self, node: usize, range: Range<usize>) {
        self.nodes[node].value = Some(range);
    }

    /// Notes that what holds the value of `node` is at `range`.
    pub(super) fn met_container(&mut self, node: usize, range: &Range<usize>) {
        self.nodes[node].container = Some(range.clone());
    }

    /// Where `part` of the target `index` stands, and what holds it; of its nearest ancestor if it is not there.
    pub(super) fn range(&self, index: usize, part: Part) -> Option<(Range<usize>, Range<usize>)> {
        let path = self.paths.get(index)?;
        path.iter().rev().find_map(|node| self.nodes[*node].range(part))
    }
}

impl Node {
    fn range(&self, part: Part) -> Option<(Range<usize>, Range<usize>)> {
        let value = self.value.as_ref()?;
        let range = match part {
            Part::Key => self.keys.last(),
            Part::RepeatedKey(occurrence) => self.keys.get(occurrence).or(self.keys.last()),
            Part::Value | Part::Offset(_) | Part::Range(..) | Part::Line(_) => None,
        };
        let range = range.unwrap_or(value).clone();
        let container = self.container.clone().unwrap_or_else(|| range.clone());
        Some((range, container))
    }
}
