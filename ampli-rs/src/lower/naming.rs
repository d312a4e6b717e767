//! Names inside of events: one tree along the wire names for all versions of an event, settled by [`super::names`].

use std::collections::BTreeMap;

use ecow::EcoString;

use super::names::{Namer, PropertyName, ValueName};
use super::reference::Definitions;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::lock::{Key, Names};
use crate::plan::{Object, Shape, Type};

/// What asks for names in one scope.
#[derive(Default)]
pub(super) struct Asked<'p> {
    properties: Vec<AskedProperty<'p>>,
    indices: BTreeMap<&'p str, usize>,
    values: Vec<ValueName<'p>>,
}

struct AskedProperty<'p> {
    name: PropertyName<'p>,
    inside: Asked<'p>,
}

/// The settled names of one scope, as source text writes them. Most scopes are small, and there are many.
#[derive(Debug, Default)]
pub(super) struct Inside<'p> {
    /// Sorted by wire name.
    properties: Vec<(&'p str, EcoString, Inside<'p>)>,
    /// Sorted by key.
    values: Vec<(Key, EcoString)>,
}

impl<'p> Inside<'p> {
    /// The identifier of a property, and the names inside of it.
    pub(super) fn property(&self, wire: &str) -> Option<(&str, &Inside<'p>)> {
        let place = self.properties.binary_search_by_key(&wire, |(wire, ..)| wire).ok()?;
        let (_, name, inside) = &self.properties[place];
        Some((name, inside))
    }

    /// The identifier of a value.
    pub(super) fn value(&self, value: &Json) -> Option<&str> {
        let key = Key::value(value);
        let place = self.values.binary_search_by(|(known, _)| known.cmp(&key)).ok()?;
        Some(&self.values[place].1)
    }
}

impl<'p> Asked<'p> {
    /// Adds the properties of `object`, and all that is inside of them.
    pub(super) fn object(&mut self, object: &'p Object, definitions: &Definitions<'p>) {
        for property in &object.properties {
            let index = *self.indices.entry(&property.name).or_insert_with(|| {
                let name = PropertyName { name: &property.name, location: &property.location };
                self.properties.push(AskedProperty { name, inside: Asked::default() });
                self.properties.len() - 1
            });
            self.properties[index].inside.value(&property.value, definitions);
        }
    }

    /// Adds the values of an enumeration and the properties of an object, through lists, maps and references. What holds
    /// itself has a scope of its own.
    pub(super) fn value(&mut self, of_type: &'p Type, definitions: &Definitions<'p>) {
        match &of_type.shape {
            Shape::Enum(values) => {
                let location = &of_type.location;
                self.values.extend(values.iter().map(|value| ValueName { value: &value.value, location }));
            }
            Shape::Const(value) => self.values.push(ValueName { value, location: &of_type.location }),
            Shape::Array(array) => self.value(&array.items, definitions),
            Shape::Map(values) => self.value(values, definitions),
            Shape::Object(object) => self.object(object, definitions),
            Shape::Union(variants) => {
                for variant in variants {
                    self.value(variant, definitions);
                }
            }
            Shape::Reference(key) => {
                if let Some(definition) = definitions.get(key).filter(|found| !found.holds_itself) {
                    self.value(definition.of_type, definitions);
                }
            }
            Shape::Any | Shape::String | Shape::Integer | Shape::Number | Shape::Boolean | Shape::Null => {}
        }
    }

    /// Settles the names of the scope and of all scopes inside.
    pub(super) fn settle(
        &self,
        namer: &mut Namer<'_>,
        event: Option<&str>,
        locked: &mut Names,
        findings: &mut Diagnostics,
    ) -> Inside<'p> {
        let mut inside = Inside::default();
        if !self.values.is_empty() {
            let settled = namer.values(event, &self.values, locked);
            findings.extend(settled.findings);
            let named = self.values.iter().zip(settled.names);
            inside.values =
                named.map(|(value, name)| (Key::value(value.value), name.into_source())).collect();
            inside.values.sort_unstable();
        }
        if self.properties.is_empty() && locked.is_empty() {
            return inside;
        }
        let names: Vec<PropertyName<'_>> = self.properties.iter().map(|property| property.name).collect();
        let settled = namer.properties(event, &names, locked);
        findings.extend(settled.findings);
        for (property, name) in self.properties.iter().zip(settled.names) {
            let wire = property.name.name;
            let inner = if property.inside.is_empty() {
                Inside::default()
            } else {
                let locked = locked.inside(Key::Property(wire.into()), &name.identifier);
                property.inside.settle(namer, event, locked, findings)
            };
            inside.properties.push((wire, name.into_source(), inner));
        }
        inside.properties.sort_unstable_by_key(|(wire, ..)| *wire);
        inside
    }

    fn is_empty(&self) -> bool {
        self.properties.is_empty() && self.values.is_empty()
    }
}
