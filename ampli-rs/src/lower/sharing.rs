//! Which types several places use: those are defined once, in a private module, and every place names them its own way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::names::is_reserved_type;
use super::node::{NodeId, Nodes};
use super::types::Use;

/// The names of shared types, by node.
#[derive(Debug, Default)]
pub(super) struct SharedNames(HashMap<NodeId, String>);

impl SharedNames {
    /// The name of `node` if several places use it, or it holds itself.
    pub(super) fn get(&self, node: NodeId) -> Option<&str> {
        self.0.get(&node).map(String::as_str)
    }

    /// The names and nodes, sorted by name.
    pub(super) fn sorted(&self) -> Vec<(&str, NodeId)> {
        let mut sorted: Vec<_> = self.0.iter().map(|(node, name)| (name.as_str(), *node)).collect();
        sorted.sort_unstable();
        sorted
    }
}

/// What is known of a node from all its uses.
struct Candidate<'u> {
    count: usize,
    base: &'u str,
    /// The first of the public names; unique among all types.
    public: &'u str,
}

/// Names the types that are shared. `own` are uses inside of types that hold themselves, which are always shared.
///
/// The name is the one that the plan uses (a definition's, a property's); where two different types ask for it, or it is one of
/// Rust's own, each has the first of its public names.
pub(super) fn names<'p>(
    nodes: &Nodes,
    uses: impl Iterator<Item = &'p Use<'p>> + Clone,
    own: &'p [Use<'p>],
) -> SharedNames {
    let mut candidates: BTreeMap<NodeId, Candidate<'_>> = BTreeMap::new();
    for used in uses {
        visit(used, 1, &mut candidates);
    }
    for used in own {
        visit(used, 2, &mut candidates);
    }
    candidates.retain(|node, candidate| candidate.count > 1 || nodes.holds_itself(*node));
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    for candidate in candidates.values() {
        *asked.entry(candidate.base).or_default() += 1;
    }
    let is_plain = |(base, count): &(&&str, &usize)| **count == 1 && !is_reserved_type(base);
    let plain: BTreeSet<&str> = asked.iter().filter(is_plain).map(|(base, _)| *base).collect();
    let name = |candidate: &Candidate<'_>| {
        if plain.contains(candidate.base) {
            candidate.base.to_owned()
        } else if plain.contains(candidate.public) || is_reserved_type(candidate.public) {
            format!("{}Shared", candidate.public)
        } else {
            candidate.public.to_owned()
        }
    };
    SharedNames(candidates.iter().map(|(node, candidate)| (*node, name(candidate))).collect())
}

fn visit<'u>(used: &'u Use<'_>, weight: usize, candidates: &mut BTreeMap<NodeId, Candidate<'u>>) {
    let candidate =
        candidates.entry(used.node).or_insert(Candidate { count: 0, base: &used.base, public: &used.name });
    candidate.count += weight;
    candidate.base = candidate.base.min(&used.base);
    candidate.public = candidate.public.min(&used.name);
    for inside in used.inside.iter().flatten() {
        visit(inside, weight, candidates);
    }
}
