//! Named types of the plan, and which of them are read once.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::circles::{Leads, circles};
use crate::plan::{self, Event, Shape, Type};

/// The named types of a plan, gone through once for all events.
pub(super) struct OfPlan<'p> {
    types: &'p plan::Definitions,
    known: Rc<Known<'p>>,
}

/// The named types that an event sees: its own, then the plan's.
pub(super) struct Definitions<'p> {
    own: Known<'p>,
    of_plan: Rc<Known<'p>>,
}

/// Types by the key by which they are referred to.
type Known<'p> = BTreeMap<&'p str, Definition<'p>>;

/// A named type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Definition<'p> {
    /// The key by which it is referred to.
    pub(super) key: &'p str,
    pub(super) of_type: &'p Type,
    /// Whether it can be reached from itself, or stands for so much that it can't be read anew wherever it is named.
    pub(super) holds_itself: bool,
    /// Whether it is read once for the latter reason.
    pub(super) is_large: bool,
    /// Whether it is one event's own.
    pub(super) is_own: bool,
    /// Named types that it stands for, itself included.
    size: usize,
}

impl<'p> OfPlan<'p> {
    pub(super) fn new(types: &'p plan::Definitions) -> Self {
        Self { types, known: Rc::new(known(&all(types, false), &Known::new())) }
    }

    /// Those of them that an event without types of its own sees.
    pub(super) fn alone(&self) -> Definitions<'p> {
        Definitions { own: Known::new(), of_plan: Rc::clone(&self.known) }
    }

    /// Those of an event over those of its plan.
    pub(super) fn seen_by(&self, event: &'p Event) -> Definitions<'p> {
        let own = all(&event.definitions, true);
        if own.keys().any(|key| self.types.contains_key(*key)) {
            // The event's own type is meant also where a type of the plan has that name in it.
            let types = all(self.types, false).into_iter().chain(own).collect();
            return Definitions { own: known(&types, &Known::new()), of_plan: Rc::default() };
        }
        Definitions { own: known(&own, &self.known), of_plan: Rc::clone(&self.known) }
    }
}

impl<'p> Definitions<'p> {
    /// The type of that key.
    pub(super) fn get(&self, key: &str) -> Option<Definition<'p>> {
        self.own.get(key).or_else(|| self.of_plan.get(key)).copied()
    }

    /// The types that hold themselves and are not of the plan alone.
    pub(super) fn own_holding_themselves(&self) -> impl Iterator<Item = Definition<'p>> + '_ {
        self.own.values().copied().filter(|definition| definition.holds_itself)
    }

    /// The types of the plan that hold themselves.
    pub(super) fn holding_themselves_of_plan(&self) -> impl Iterator<Item = Definition<'p>> + '_ {
        self.of_plan.values().copied().filter(|definition| definition.holds_itself)
    }
}

/// Named types that a type stands for at most, all of those within it read anew where they are named: types that name each
/// other many times have more ways through them than anyone can go.
const MOST_TYPES: usize = 2_000;

/// Types by their keys, with whether they are one event's own.
type Types<'p> = BTreeMap<&'p str, (&'p Type, bool)>;

fn all(types: &plan::Definitions, are_own: bool) -> Types<'_> {
    types.iter().map(|(key, of_type)| (key.as_str(), (of_type, are_own))).collect()
}

/// What is to be known of `types`, which may name those of `outer`, but not the other way round.
fn known<'p>(types: &Types<'p>, outer: &Known<'p>) -> Known<'p> {
    let leads: Leads<'p> = types.iter().map(|(key, (of_type, _))| (*key, named(of_type))).collect();
    let mut known = Known::new();
    for circle in circles(&leads) {
        let is_endless = circle.len() > 1 || circle.iter().any(|key| leads[key].contains(key));
        for key in circle {
            let (of_type, is_own) = types[key];
            let size = if is_endless { 1 } else { size(&leads[key], &known, outer) };
            let is_large = size > MOST_TYPES;
            let size = if is_large { 1 } else { size };
            let holds_itself = is_endless || is_large;
            known.insert(key, Definition { key, of_type, holds_itself, is_large, is_own, size });
        }
    }
    known
}

/// How many types one stands for that names these.
fn size(names: &[&str], known: &Known<'_>, outer: &Known<'_>) -> usize {
    let size_of = |name: &str| known.get(name).or_else(|| outer.get(name)).map_or(1, |found| found.size);
    names.iter().fold(1, |sum: usize, name| sum.saturating_add(size_of(name)))
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::OfPlan;
    use crate::plan::Plan;
    use crate::text::PlanText;

    fn plan(text: String) -> Plan {
        crate::parse::plan(&PlanText::single("plan.json".to_owned(), text)).unwrap().plan
    }

    fn holding_themselves(definitions: &str) -> Vec<String> {
        let plan = plan(format!(r#"{{"ampliPlan": 1, "$defs": {definitions}, "events": []}}"#));
        let definitions = OfPlan::new(&plan.definitions).alone();
        definitions
            .holding_themselves_of_plan()
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

    #[test]
    fn the_types_of_the_plan_are_gone_through_once_for_all_events() {
        let events = [
            r#"{"name": "Seed Sown"}"#,
            r##"{"name": "Row Watered", "schema": {
                "$defs": {"Can": {"$ref": "#/$defs/Soil"}}, "properties": {"can": {"$ref": "#/$defs/Can"}} }}"##,
            r##"{"name": "Bed Dug", "schema": {
                "$defs": {"Soil": {"type": "string"}}, "properties": {"soil": {"$ref": "#/$defs/Soil"}} }}"##,
        ];
        let soil = r#"{"Soil": {"type": "integer"}}"#;
        let events = events.join(", ");
        let plan = plan(format!(r#"{{"ampliPlan": 1, "$defs": {soil}, "events": [{events}]}}"#));
        let of_plan = OfPlan::new(&plan.definitions);
        let seen: Vec<_> = plan.events.iter().map(|event| of_plan.seen_by(event)).collect();
        assert_eq!([seen[0].own.len(), seen[1].own.len()], [0, 1]);
        assert!(seen[..2].iter().all(|seen| Rc::ptr_eq(&seen.of_plan, &of_plan.known)));
        // A name that both have is the event's.
        assert!(seen[2].get("#/$defs/Soil").is_some_and(|soil| soil.is_own));
    }
}
