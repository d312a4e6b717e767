//! Fields as text: what is printed of a property, made once however many events have it.

use std::borrow::Cow;

use super::field_text::{Declared, FieldCheck, Statements};
use super::node::{Field, FieldNode, Nodes, Presence, Value};
use super::type_text::{of_value, option};
use super::{layout, literal, recorded, statement};
use crate::module::{self, Lines, Setter};

/// What a deprecated property's field says.
const DEPRECATED: &str = "the tracking plan deprecates the property";

impl Field {
    /// The statements about the property.
    pub(super) fn statements(&self, nodes: &Nodes) -> &Statements {
        self.statements.get_or_init(|| Statements {
            write: Lines::with(|to| statement::write(to, &self.node, nodes)),
            check: FieldCheck::of(&self.node, nodes),
            reading: recorded::of_field(&self.node),
        })
    }

    /// How a struct has the property; `name` is that of the type of the plan's own in it.
    pub(super) fn declared(&self, nodes: &Nodes, name: &str) -> Cow<'_, Declared> {
        if self.node.value.node().is_some() {
            return Cow::Owned(Declared::of(&self.node, nodes, name));
        }
        Cow::Borrowed(self.declared.get_or_init(|| Declared::of(&self.node, nodes, name)))
    }
}

impl Declared {
    fn of(node: &FieldNode, nodes: &Nodes, name: &str) -> Self {
        let plain = of_value(nodes, &node.value, name);
        let is_optional = node.presence == Presence::Optional;
        let is_required = node.presence == Presence::Required;
        let of_field: Cow<'_, str> = if is_required { plain.clone() } else { option(&plain).into() };
        let head = ["pub ", &node.name].concat();
        Self {
            field: module::Field {
                docs: node.docs.lines().clone(),
                deprecated: deprecated(node),
                lines: Lines::with(|to| layout::field(to, 4, &head, &of_field)),
            },
            parameter: match node.value {
                Value::Texts if is_required => [&node.name, ": impl Into<", &plain, ">"].concat(),
                _ => [&node.name, ": ", &of_field].concat(),
            },
            setter: is_optional.then(|| setter(node, &plain)),
            order: node.wire.to_lowercase(),
        }
    }
}

fn setter(node: &FieldNode, plain: &str) -> Setter {
    let name = &node.name;
    let plain_name = name.trim_start_matches("r#");
    let (parameter, value) = match node.value {
        Value::Texts => (["value: impl Into<", plain, ">"].concat(), "Some(value.into())"),
        _ => (["value: ", plain].concat(), "Some(value)"),
    };
    let head = ["pub fn with_", plain_name].concat();
    let target = ["self.", name].concat();
    Setter {
        docs: Lines::of(&[" Sets `", plain_name, "`."]),
        deprecated: deprecated(node),
        signature: Lines::with(|to| {
            layout::signature(to, 4, &head, &["mut self", &parameter], " -> Self {");
        }),
        assignment: Lines::with(|to| layout::assignment(to, 8, &target, value)),
    }
}

fn deprecated(node: &FieldNode) -> Option<String> {
    node.is_deprecated.then(|| literal::string(DEPRECATED))
}
