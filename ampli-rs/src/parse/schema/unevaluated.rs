//! `unevaluatedProperties`: closes an object together with all that it is composed of.

use std::collections::HashSet;

use super::keywords::Keywords;
use super::reader::Reader;
use crate::json::{Json, Member};
use crate::plan::{Additional, Object, Shape, Type};
use crate::pointer::Location;

/// How many schemas are looked at to find out which properties a composition names.
const BUDGET: usize = 256;

/// Keywords whose schemas speak of the same object, and whose properties are declared by the composed type.
const PARTS: &[&str] = &["allOf", "oneOf", "if", "then", "else"];

/// Keywords by which a schema speaks of further properties than it names.
const OPEN: &[&str] =
    &["anyOf", "patternProperties", "dependentSchemas", "dependencies", "$dynamicRef", "$recursiveRef"];

impl<'a> Reader<'a, '_> {
    /// Closes the object where every property that the schema speaks of is declared by it.
    pub(super) fn close_unevaluated(
        &mut self,
        value: &mut Type,
        keywords: &Keywords<'a>,
        location: &Location,
    ) {
        match keywords.unevaluated_properties {
            None | Some(Json::Boolean(true)) => return,
            Some(Json::Boolean(false)) => {}
            Some(_) => {
                let effect = "properties that are not declared may have any value";
                return self.report_unsupported("unevaluatedProperties", location, effect);
            }
        }
        let mut names = Vec::new();
        let mut budget = BUDGET;
        let known = self.names_of(keywords.members, true, &mut names, &mut budget);
        let closed = match &mut value.shape {
            Shape::Object(object) if known => {
                let declared: HashSet<&str> =
                    object.properties.iter().map(|property| property.name.as_str()).collect();
                let all = names.iter().all(|name| declared.contains(name));
                if all {
                    object.additional = Additional::Closed;
                }
                all
            }
            // Nothing is declared and nothing else may be there: no map, but an object without properties.
            Shape::Map(values) if known && names.is_empty() && values.shape == Shape::Any => {
                let rules = std::mem::take(&mut value.rules);
                value.shape = Shape::Object(Box::new(Object {
                    additional: Additional::Closed,
                    rules,
                    ..Object::default()
                }));
                true
            }
            Shape::Union(variants) if known => {
                let objects = variants.iter_mut().filter_map(|variant| match &mut variant.shape {
                    Shape::Object(object) => Some(object),
                    _ => None,
                });
                objects.for_each(|object| object.additional = Additional::Closed);
                true
            }
            _ => false,
        };
        if !closed {
            let effect = "properties that are not declared are allowed";
            self.report_unsupported("unevaluatedProperties", location, effect);
        }
    }

    /// Collects the names of the properties that a schema speaks of; `false` when it speaks of others too.
    fn names_of(
        &self,
        members: &'a [Member],
        is_root: bool,
        names: &mut Vec<&'a str>,
        budget: &mut usize,
    ) -> bool {
        if *budget == 0 {
            return false;
        }
        *budget -= 1;
        members.iter().all(|(key, value)| match &**key {
            "properties" => {
                names.extend(value.members().iter().map(|(name, _)| &**name));
                true
            }
            "additionalProperties" => *value == Json::Boolean(false),
            "unevaluatedProperties" => is_root || *value == Json::Boolean(false),
            "$ref" => value
                .as_str()
                .and_then(|text| self.target(text))
                .is_some_and(|schema| self.names_of(schema.members(), false, names, budget)),
            key if OPEN.contains(&key) => false,
            key if PARTS.contains(&key) => {
                let schemas = if value.is_object() { std::slice::from_ref(value) } else { value.items() };
                schemas.iter().all(|schema| self.names_of(schema.members(), false, names, budget))
            }
            _ => true,
        })
    }
}
