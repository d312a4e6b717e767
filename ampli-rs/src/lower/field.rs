//! Fields as text: what is printed of a property, made once however many events have it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use ecow::EcoString;

use super::layout;
use super::literal;
use super::node::{FieldNode, Nodes, Presence, Value};
use super::recorded::{self, FieldReading};
use super::statement::{self, FieldCheck};
use super::type_text::{of_value, option};
use crate::module::{self, Lines, Setter};

/// What a deprecated property's field says.
const DEPRECATED: &str = "the tracking plan deprecates the property";

/// A property with the text that it becomes. Equal properties have equal texts.
#[derive(Debug, Clone)]
pub(super) struct Field {
    node: FieldNode,
    statements: OnceCell<Statements>,
    /// Only if no type of the plan's own stands in it: every place has its own name for such a type.
    declared: OnceCell<Declared>,
}

/// The statements about a property.
#[derive(Debug, Clone)]
pub(super) struct Statements {
    /// Writes it.
    pub(super) write: Lines,
    /// Holds it against the rules.
    pub(super) check: FieldCheck,
    /// Reads it back.
    pub(super) reading: FieldReading,
}

/// How a struct has a property.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    /// The field of the struct.
    pub(super) field: module::Field,
    /// The parameter by which it is given.
    pub(super) parameter: String,
    /// The method that sets it, if it may be absent.
    pub(super) setter: Option<Setter>,
    /// By what parameters are sorted: the name on the wire in small letters.
    pub(super) order: EcoString,
}

impl Field {
    /// The field of a property.
    pub(super) fn new(node: FieldNode) -> Self {
        Self { node, statements: OnceCell::new(), declared: OnceCell::new() }
    }

    /// The statements about the property.
    pub(super) fn statements(&self, nodes: &Nodes) -> &Statements {
        self.statements.get_or_init(|| Statements {
            write: Lines::with(|to| statement::write(to, &self.node)),
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

impl Deref for Field {
    type Target = FieldNode;

    fn deref(&self) -> &FieldNode {
        &self.node
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl Eq for Field {}

impl Hash for Field {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.node.hash(state);
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
