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
    /// Whether it can be reached from itself, or stands for so much that it can't be read anew wherever it is named.
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
        let endless: BTreeSet<&str> = edges.keys().copied().filter(|key| reaches(&edges, key, key)).collect();
        let large = large(&types, endless.clone());
        let found = types
            .into_iter()
            .map(|(key, (of_type, is_own))| {
                let holds_itself = endless.contains(key) || large.contains(key);
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

/// Named types that a type stands for at most, all of those within it read anew where they are named.
const MOST_TYPES: usize = 2_000;

/// The types that stand for more: types that name each other many times have more ways through them than anyone can go. Those that
/// are read `once` are left out.
fn large<'p>(types: &BTreeMap<&'p str, (&'p Type, bool)>, once: BTreeSet<&'p str>) -> BTreeSet<&'p str> {
    let mut large = BTreeSet::new();
    let mut sizes: BTreeMap<&str, usize> = once.into_iter().map(|key| (key, 1)).collect();
    for start in types.keys() {
        let mut open = vec![*start];
        while let Some(key) = open.last().copied() {
            if sizes.contains_key(key) {
                open.pop();
                continue;
            }
            let named: Vec<&'p str> = types.get(key).map(|(of_type, _)| named(of_type)).unwrap_or_default();
            let unknown: Vec<&str> = named.iter().copied().filter(|name| !sizes.contains_key(name)).collect();
            if !unknown.is_empty() {
                open.extend(unknown);
                continue;
            }
            let size = named.iter().fold(1_usize, |sum, name| sum.saturating_add(sizes[name]));
            let is_large = size > MOST_TYPES;
            sizes.insert(key, if is_large { 1 } else { size });
            if is_large {
                large.insert(key);
            }
        }
    }
    large
}

/// The keys of all types that `of_type` refers to.
fn references(of_type: &Type) -> BTreeSet<&str> {
    named(of_type).into_iter().collect()
}

/// The keys of all types that `of_type` refers to, as often as it does.
fn named(of_type: &Type) -> Vec<&str> {
    let mut keys = Vec::new();
    collect(of_type, &mut keys);
    keys
}

fn collect<'p>(of_type: &'p Type, keys: &mut Vec<&'p str>) {
    match &of_type.shape {
        Shape::Reference(key) => keys.push(key),
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

#[cfg(test)]
mod tests {
    use super::Definitions;
    use crate::plan;
    use crate::text::PlanText;

    fn holding_themselves(definitions: &str) -> Vec<String> {
        let text = format!(r#"{{"ampliPlan": 1, "$defs": {definitions}, "events": []}}"#);
        let plan = crate::parse::plan(&PlanText::single("plan.json".to_owned(), text)).unwrap().plan;
        let own = plan::Definitions::default();
        let definitions = Definitions::new(&plan.definitions, &own);
        definitions
            .holding_themselves()
            .map(|definition| definition.key.trim_start_matches("#/$defs/").to_owned())
            .collect()
    }

    #[test]
    fn what_holds_itself_may_name_what_does_not() {
        let definitions = r##"{
            "Bed": {"type": "object", "properties": {
                "inner": {"type": "array", "items": {"$ref": "#/$defs/Bed"}}, "soil": {"$ref": "#/$defs/Soil"} }},
            "Soil": {"type": "object", "properties": {"acid": {"type": "boolean"}}}
        }"##;
        assert_eq!(holding_themselves(definitions), ["Bed"]);
    }

    #[test]
    fn what_doubles_at_every_step_is_read_once() {
        let step = |number: usize| {
            let next = number + 1;
            let next = format!(r##"{{"$ref": "#/$defs/t{next:02}"}}"##);
            format!(
                r#""t{number:02}": {{"type": "object", "properties": {{"left": {next}, "right": {next}}}}}"#
            )
        };
        let steps: Vec<String> = (0..40).map(step).collect();
        let definitions = format!(r#"{{{}, "t40": {{"type": "string"}}}}"#, steps.join(", "));
        assert_eq!(holding_themselves(&definitions), ["t00", "t10", "t20", "t30"]);
    }
}
