//! Named types of the plan, and which of them hold themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{self, Shape, Type};

/// The named types that an event sees: its own, then the plan's.
pub(super) struct Definitions<'p> {
    found: BTreeMap<&'p str, Definition<'p>>,
}

/// A named type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition<'p> {
    /// The key by which it is referred to.
    pub(super) key: &'p str,
    pub(super) of_type: &'p Type,
    /// Whether it can be reached from itself.
    pub(super) holds_itself: bool,
    /// Whether it is one event's own.
    pub(super) is_own: bool,
}

impl<'p> Definitions<'p> {
    /// The types of an event over those of its plan.
    pub(super) fn new(of_plan: &'p plan::Definitions, own: &'p plan::Definitions) -> Self {
        let types: BTreeMap<&str, (&Type, bool)> = of_plan
            .iter()
            .map(|(key, of_type)| (key.as_str(), (of_type, false)))
            .chain(own.iter().map(|(key, of_type)| (key.as_str(), (of_type, true))))
            .collect();
        let edges: BTreeMap<&str, BTreeSet<&str>> =
            types.iter().map(|(key, (of_type, _))| (*key, references(of_type))).collect();
        let found = types
            .into_iter()
            .map(|(key, (of_type, is_own))| {
                let holds_itself = reaches(&edges, key, key);
                (key, Definition { key, of_type, holds_itself, is_own })
            })
            .collect();
        Self { found }
    }

    /// The type of that key.
    pub(super) fn get(&self, key: &str) -> Option<Definition<'p>> {
        self.found.get(key).copied()
    }

    /// The types that hold themselves.
    pub(super) fn holding_themselves(&self) -> impl Iterator<Item = Definition<'p>> + '_ {
        self.found.values().copied().filter(|definition| definition.holds_itself)
    }
}

/// The keys of all types that `of_type` refers to.
fn references(of_type: &Type) -> BTreeSet<&str> {
    let mut keys = BTreeSet::new();
    collect(of_type, &mut keys);
    keys
}

fn collect<'p>(of_type: &'p Type, keys: &mut BTreeSet<&'p str>) {
    match &of_type.shape {
        Shape::Reference(key) => {
            keys.insert(key);
        }
        Shape::Array(array) => collect(&array.items, keys),
        Shape::Map(values) => collect(values, keys),
        Shape::Object(object) => object.properties.iter().for_each(|property| collect(&property.value, keys)),
        Shape::Union(variants) => variants.iter().for_each(|variant| collect(variant, keys)),
        _ => {}
    }
}

/// Whether `to` can be reached from `from` in one step or more.
fn reaches(edges: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(key) = open.pop() {
        for next in edges.get(key).into_iter().flatten() {
            if *next == to {
                return true;
            }
            if seen.insert(*next) {
                open.push(next);
            }
        }
    }
    false
}
