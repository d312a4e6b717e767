//! Named types of the plan, and those that hold themselves.

use super::{Place, Read, Types, definition_docs, label};
use crate::lock::{Key, Names};
use crate::lower::names::{Namer, TypeKind, definition_type};
use crate::lower::naming::Asked;
use crate::lower::node::{Node, Value};
use crate::lower::reference::{Definition, Definitions};
use crate::lower::rules;
use crate::plan::{Event, Shape, Type};

impl<'p> Types<'p, '_> {
    /// Settles the names inside of the plan's types that hold themselves.
    pub(in crate::lower) fn settle_of_plan(&mut self, definitions: &Definitions<'p>, locked: &mut Names) {
        for definition in definitions.holding_themselves_of_plan() {
            self.settle(definition.key.to_owned(), definition, (None, definitions), locked);
        }
    }

    /// Settles the names inside of an event's own types that hold themselves. `owner` tells its types from those of all others.
    pub(in crate::lower) fn settle_own(
        &mut self,
        event: &'p Event,
        owner: &str,
        definitions: &Definitions<'p>,
        locked: &mut Names,
    ) {
        for definition in definitions.own_holding_themselves() {
            let key = own_key(owner, definition);
            let event = definition.is_own.then_some(event.handle());
            self.settle(key, definition, (event, definitions), locked);
        }
    }

    fn settle(
        &mut self,
        key: String,
        definition: Definition<'p>,
        (event, definitions): (Option<&str>, &Definitions<'p>),
        locked: &mut Names,
    ) {
        if self.scopes.contains_key(&key) {
            return;
        }
        let mut asked = Asked::default();
        asked.value(definition.of_type, definitions);
        let name = definition_type(label(definition), &self.settings.whole_words);
        let locked = locked.inside(Key::Type(key.as_str().into()), &name);
        let inside = asked.settle(&mut Namer::new(self.settings), event, locked, &mut self.findings);
        self.scopes.insert(key, inside);
    }

    pub(super) fn reference(&mut self, key: &'p str, of_type: &'p Type, place: Place<'_, 'p>) -> Read<'p> {
        let Some(definition) = place.definitions.get(key) else {
            return Read { value: Value::Any, is_nullable: of_type.nullable, rules: Vec::new(), used: None };
        };
        let mut read = if definition.holds_itself {
            self.holding_itself(definition, of_type, place)
        } else {
            self.value(definition.of_type, Place { definition: Some(definition), ..place })
        };
        read.is_nullable |= of_type.nullable;
        self.tell_unchecked(&of_type.rules, &read.value, of_type, place);
        read.rules.extend(rules::of_value(&of_type.rules, &read.value));
        read
    }

    /// A type that holds itself has one node, and stands behind a reference within itself.
    fn holding_itself(
        &mut self,
        definition: Definition<'p>,
        of_type: &Type,
        place: Place<'_, 'p>,
    ) -> Read<'p> {
        let own = own_key(place.owner, definition);
        let is_nullable = definition.of_type.nullable;
        let Shape::Object(object) = &definition.of_type.shape else {
            self.degrade_named(definition, of_type, place);
            return Read { value: Value::Any, is_nullable, rules: Vec::new(), used: None };
        };
        let here = Place { definition: Some(definition), ..place };
        let node = match self.nodes.reserved(&own) {
            Some(node) => node,
            None => {
                let node = self.nodes.reserve(&own);
                let name = definition_type(label(definition), &self.settings.whole_words);
                let inside = self.scopes.remove(&own).unwrap_or_default();
                let within = Place { inside: &inside, key: &own, plain: &name, within: Some(&own), ..here };
                let (record, uses) = self.record(object, definition_docs(definition.of_type, here), within);
                self.nodes.fill(node, Node::Record(record));
                let own = self.use_of(node, TypeKind::Object, uses, definition.of_type, within);
                self.own.push(own);
                node
            }
        };
        let value = if place.within.is_some() { Value::Indirect(node) } else { Value::Named(node) };
        let used = self.use_of(node, TypeKind::Object, Vec::new(), definition.of_type, here);
        Read { value, is_nullable, rules: Vec::new(), used: Some(Box::new(used)) }
    }
}

/// What tells a type that holds itself from all others.
fn own_key(owner: &str, definition: Definition<'_>) -> String {
    if definition.is_own { format!("{owner}{}", definition.key) } else { definition.key.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::lock::SourceNames;
    use crate::lower::Request;
    use crate::lower::face::{self, TypeKind};
    use crate::text::PlanText;

    #[test]
    fn each_version_of_an_event_has_its_own_type_of_a_name() {
        let event = |version: &str, property: &str| {
            format!(
                r##"{{"name": "Bed Dug", "version": "{version}", "schema": {{
                    "$defs": {{"Row": {{"type": "object", "properties": {{"next": {{"$ref": "#/$defs/Row"}}, {property}: {{"type": "string"}}}}}}}},
                    "properties": {{"row": {{"$ref": "#/$defs/Row"}}}}}}}}"##
            )
        };
        let (first, second) = (event("1.0.0", r#""soil""#), event("2.0.0", r#""depth""#));
        let text = format!(r#"{{"ampliPlan": 1, "events": [{first}, {second}]}}"#);
        let plan = crate::parse::plan(&PlanText::single("plan.json".to_owned(), text)).unwrap().plan;
        let faces = face::face(&plan, &Request::default(), &mut SourceNames::default());
        let rows: BTreeSet<Vec<String>> = faces
            .iter()
            .flat_map(|face| &face.types)
            .filter_map(|of_type| match &of_type.kind {
                TypeKind::Record { fields, .. } => {
                    Some(fields.iter().map(|field| field.wire.to_string()).collect())
                }
                _ => None,
            })
            .filter(|names: &Vec<String>| names.contains(&"next".to_owned()))
            .collect();
        assert_eq!(
            rows,
            BTreeSet::from([
                vec!["next".to_owned(), "soil".to_owned()],
                vec!["next".to_owned(), "depth".to_owned()]
            ])
        );
    }
}
