//! The entry to the schema reader: the properties of an event, and the definitions of a whole plan.

use ecow::EcoString;

use super::reader::{Document, Reader};
use super::union;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::codes::{NOT_AN_OBJECT, UNSUPPORTED_KEYWORD};
use crate::plan::{Additional, Definitions, Object, Property, Shape, Type};
use crate::pointer::Location;

/// The properties of one event.
#[derive(Default)]
pub(in crate::parse) struct Properties {
    /// The properties themselves.
    pub(in crate::parse) object: Object,
    /// The types that they name, without those of the plan.
    pub(in crate::parse) definitions: Definitions,
}

/// Reads the schema of an event's properties, which stands at `location`.
///
/// A `$ref` is looked up in `document` first, then in `shared`, the plan's definitions.
pub(in crate::parse) fn properties<'a>(
    schema: &'a Json,
    location: &Location,
    document: Document<'a>,
    shared: Option<&'a Definitions>,
    findings: &mut Diagnostics,
) -> Properties {
    let mut reader = Reader::new(document, shared, findings);
    let value = reader.read(schema, location);
    let object = reader.object_of(value, location);
    Properties { object, definitions: reader.into_definitions() }
}

/// Reads the definitions that a plan keeps for all its events, under `keyword` at the root of `document`.
pub(in crate::parse) fn definitions(
    document: Document<'_>,
    keyword: &str,
    findings: &mut Diagnostics,
) -> Definitions {
    let names: Vec<_> =
        document.root.get(keyword).map_or(&[][..], Json::members).iter().map(|(name, _)| &**name).collect();
    let mut reader = Reader::new(document, None, findings);
    for name in names {
        reader.define(keyword, name);
    }
    reader.into_definitions()
}

impl Reader<'_, '_> {
    /// The properties that a schema of an event comes to.
    fn object_of(&mut self, value: Type, location: &Location) -> Object {
        let mut value = value;
        // A chain of names ends or is a cycle, which is reported where the definitions are read.
        while let Shape::Reference(key) = &value.shape {
            let Some(next) = self.expansions.checked_sub(1).and_then(|left| {
                self.expansions = left;
                self.inline(key)
            }) else {
                return Object::default();
            };
            value = next;
        }
        match value.shape {
            Shape::Object(object) => *object,
            Shape::Any => Object::default(),
            Shape::Map(values) => {
                if values.shape != Shape::Any {
                    let message = "properties that the plan doesn't name may have any value";
                    let help = "declare the properties, or put the map into one of them";
                    self.report(&UNSUPPORTED_KEYWORD, message, &values.location, help);
                }
                Object { rules: value.rules, ..Object::default() }
            }
            Shape::Union(variants) => self.widened(variants, location),
            _ => {
                self.report_not_an_object(location);
                Object::default()
            }
        }
    }

    /// One object for several: a property is required only if all of them require it.
    fn widened(&mut self, variants: Vec<Type>, location: &Location) -> Object {
        let mut objects = Vec::with_capacity(variants.len());
        for variant in variants {
            let is_object = matches!(variant.shape, Shape::Object(_) | Shape::Map(_) | Shape::Reference(_));
            if is_object {
                objects.push(self.object_of(variant, location));
            } else {
                self.report_not_an_object(location);
            }
        }
        let message = "the properties have several shapes: what only some of them require is optional";
        let help = "make an event of each shape if the generated code must tell them apart";
        self.report(&UNSUPPORTED_KEYWORD, message, location, help);
        let count = objects.len();
        let mut widened = Object { additional: Additional::Closed, ..Object::default() };
        let mut seen: std::collections::HashMap<EcoString, (usize, usize)> = std::collections::HashMap::new();
        for object in objects {
            if object.additional == Additional::Open {
                widened.additional = Additional::Open;
            }
            for property in object.properties {
                add_variant(&mut widened.properties, &mut seen, property);
            }
        }
        for property in &mut widened.properties {
            property.required &= seen.get(&property.name).is_some_and(|(_, times)| *times == count);
        }
        widened
    }

    fn report_not_an_object(&mut self, location: &Location) {
        let message = "the properties of an event are an object, and this schema describes none";
        self.report_at_key(
            &NOT_AN_OBJECT,
            message,
            location,
            "write `\"type\": \"object\"` and `properties`",
        );
    }
}

/// Adds a property of one more shape: `seen` has its position and how many shapes have it.
fn add_variant(
    properties: &mut Vec<Property>,
    seen: &mut std::collections::HashMap<EcoString, (usize, usize)>,
    property: Property,
) {
    match seen.get_mut(&property.name) {
        Some((position, times)) => {
            *times += 1;
            let present = &mut properties[*position];
            present.required &= property.required;
            if present.value != property.value {
                let value =
                    std::mem::replace(&mut present.value, Type::new(Shape::Any, present.location.clone()));
                present.value = union::unite(vec![value, property.value], &present.location).value;
            }
        }
        None => {
            seen.insert(property.name.clone(), (properties.len(), 1));
            properties.push(property);
        }
    }
}
