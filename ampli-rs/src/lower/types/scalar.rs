//! Enumerations and constants.

use ecow::EcoString;

use super::{Place, Types, Use, definition_docs};
use crate::json::Json;
use crate::lower::code::CONSTANT_DEGRADED;
use crate::lower::docs::{self, Docs};
use crate::lower::literal;
use crate::lower::names::TypeKind;
use crate::lower::naming::Inside;
use crate::lower::node::{EnumerationNode, FieldNode, Node, Presence, Value, VariantNode, Wire};
use crate::plan::{EnumValue, Property, Type};

impl<'p> Types<'p, '_> {
    pub(super) fn enumeration(
        &mut self,
        variants: Vec<VariantNode>,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Box<Use<'p>>>) {
        let node = EnumerationNode { docs: definition_docs(of_type, place), variants };
        self.named(Node::Enumeration(node), TypeKind::Value, Vec::new(), of_type, place)
    }

    /// A constant where it is a choice: it may be absent, or `null`, or stand in a list.
    pub(super) fn one_value(
        &mut self,
        value: &'p Json,
        of_type: &'p Type,
        place: Place<'_, 'p>,
    ) -> (Value, Option<Box<Use<'p>>>) {
        let value = EnumValue { value: value.clone(), description: None, deprecated: false };
        match variant(&value, place.inside) {
            Some(variant) => self.enumeration(vec![variant], of_type, place),
            None => {
                let what = ("a constant of this kind", value.value.kind());
                self.degrade(&CONSTANT_DEGRADED, of_type, place, what);
                (Value::Any, None)
            }
        }
    }
}

pub(super) fn constant_field(property: &Property, value: &Json) -> FieldNode {
    FieldNode {
        wire: property.name.as_str().into(),
        name: EcoString::new(),
        presence: Presence::Required,
        is_nullable: false,
        value: constant_value(value),
        rules: Vec::new(),
        docs: Docs::default(),
        is_deprecated: false,
    }
}

pub(super) fn constant_value(value: &Json) -> Value {
    match value {
        Json::String(text) => Value::ConstantText(text.to_string()),
        // Values without floats that are not finite always have a JSON text.
        other => Value::ConstantJson(serde_json::to_string(other).unwrap_or_default()),
    }
}

/// The variant of a scalar; none for lists and objects.
pub(super) fn variant(value: &EnumValue, inside: &Inside<'_>) -> Option<VariantNode> {
    let wire = wire(&value.value)?;
    let mut docs = Docs::default();
    if let Some(description) = &value.description {
        docs.text(description);
    } else {
        docs.line(&[&match &value.value {
            Json::String(text) => docs::code(text),
            other => docs::code(&serde_json::to_string(other).unwrap_or_default()),
        }]);
    }
    let name = inside.value(&value.value)?.to_owned();
    Some(VariantNode { name, wire, docs, is_deprecated: value.deprecated })
}

pub(super) fn wire(value: &Json) -> Option<Wire> {
    match value {
        Json::String(text) => Some(Wire::Text(text.to_string())),
        Json::Boolean(boolean) => Some(Wire::Other(format!("::itly_runtime::Value::Boolean({boolean})"))),
        Json::Number(number) => Some(Wire::Other(literal::value(number))),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
