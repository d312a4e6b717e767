//! Unions: an enum with a variant for each shape.

use super::scalar::wire;
use super::{Place, Types, Use, definition_docs, label};
use crate::lower::code::UNION_DEGRADED;
use crate::lower::docs::Docs;
use crate::lower::names::{TypeKind, definition_type, nested_type};
use crate::lower::naming::Inside;
use crate::lower::node::{Node, ShapeNode, UnionNode, Value, Wire};
use crate::lower::rules;
use crate::plan::{Object, Rule, Shape, Type};

impl<'p> Types<'p, '_> {
    pub(super) fn union(
        &mut self,
        variants: &'p [Type],
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Box<Use<'p>>>) {
        let mut shapes: Vec<ShapeNode> = Vec::new();
        let mut uses = Vec::new();
        for variant in variants {
            let (shape, used) = self.shape(variant, &of_type.rules, place);
            if shapes.iter().any(|other| other.name == shape.name) {
                let what = ("a choice between two shapes of one kind", shape.name.as_str());
                self.degrade(&UNION_DEGRADED, of_type, place, what);
                return (Value::Any, None);
            }
            shapes.push(shape);
            uses.push(used);
        }
        let node = UnionNode { docs: definition_docs(of_type, place), variants: shapes };
        self.named(Node::Union(node), TypeKind::Value, uses, of_type, place)
    }

    pub(super) fn shape(
        &mut self,
        of_type: &'p Type,
        outer: &[Rule],
        place: Place<'_, 'p>,
    ) -> (ShapeNode, Option<Box<Use<'p>>>) {
        let mut docs = Docs::default();
        if let Some(description) = &of_type.description {
            docs.text(description);
        }
        if let Shape::Const(constant) = &of_type.shape
            && let (Some(name), Some(wire)) = (place.inside.value(constant), wire(constant))
        {
            let value = match wire {
                Wire::Text(text) => Value::ConstantText(text),
                Wire::Other(expression) => Value::ConstantScalar(expression),
            };
            return (ShapeNode { name: name.to_owned(), value, rules: Vec::new(), docs }, None);
        }
        let name = self.shape_name(of_type, place);
        let plain = nested_type(place.plain, &name);
        let key = format!("{}.{name}", place.key);
        let read = self.value(of_type, Place { key: &key, plain: &plain, definition: None, ..place });
        self.tell_unchecked(outer, &read.value, of_type, place);
        let mut all = rules::of_value(outer, &read.value);
        all.extend(read.rules);
        (ShapeNode { name, value: read.value, rules: all, docs }, read.used)
    }

    /// The variant of a shape: its named type, the constant that tells it from others, or its kind.
    pub(super) fn shape_name(&self, of_type: &'p Type, place: Place<'_, 'p>) -> String {
        let kind = match &of_type.shape {
            Shape::Reference(key) => {
                let definition = place.definitions.get(key);
                return definition_type(definition.map_or(key, label), &self.settings.whole_words).into();
            }
            Shape::Object(object) => {
                return discriminator(object, place.inside).unwrap_or("Object").to_owned();
            }
            Shape::Any | Shape::Null => "Any",
            Shape::String => "String",
            Shape::Integer => "Integer",
            Shape::Number => "Number",
            Shape::Boolean => "Boolean",
            Shape::Enum(_) => "Enum",
            Shape::Const(_) => "Constant",
            Shape::Array(_) => "List",
            Shape::Map(_) => "Map",
            Shape::Union(_) => "Choice",
        };
        kind.to_owned()
    }
}

/// The variant of a required constant text that all values of the object have.
fn discriminator<'s>(object: &Object, inside: &'s Inside<'_>) -> Option<&'s str> {
    object.properties.iter().filter(|property| property.required).find_map(|property| {
        let (_, inner) = inside.property(&property.name)?;
        match &property.value.shape {
            Shape::Const(value) => inner.value(value),
            Shape::Enum(values) if values.len() == 1 => inner.value(&values[0].value),
            _ => None,
        }
    })
}
