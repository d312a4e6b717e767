//! How types are read back from what a recorder of tests has kept.

use std::collections::BTreeSet;

use super::field_text::FieldReading;
use super::layout;
use super::literal;
use super::node::{EnumerationNode, FieldNode, Node, NodeId, Nodes, Presence, RecordNode, UnionNode, Value};
use crate::json::quoted;
use crate::module::{Lines, Reading, Recorded};

/// How the type `path` of the node is read.
pub(super) fn of_node(nodes: &Nodes, node: NodeId, path: &str) -> Option<Recorded> {
    match nodes.node(node) {
        Node::Record(record) => Some(of_record(nodes, record, path, &[])),
        Node::Enumeration(enumeration) => Some(of_enumeration(enumeration, path)),
        Node::Union(union) => Some(of_union(union, &owned(path, nodes.node_borrows(node)))),
        Node::Pending(_) => None,
    }
}

/// How the property of `field` is read.
pub(super) fn of_field(field: &FieldNode) -> FieldReading {
    let name = literal::string(&field.wire);
    let constant = |json: &str| {
        let json = literal::string(json);
        let call = |to: &mut Lines| layout::call(to, 8, "from.constant", &[&name, &json], "?;");
        FieldReading::Condition(Lines::with(call))
    };
    match &field.value {
        Value::ConstantText(text) => constant(&quoted(text)),
        Value::ConstantJson(json) | Value::ConstantScalar(json) => constant(json),
        _ => {
            let method = match (field.presence, field.is_nullable) {
                (Presence::Required, _) => "property",
                (Presence::Nullable, _) => "nullable",
                (Presence::Optional, false) => "optional",
                (Presence::Optional, true) => "optional_nullable",
            };
            let head = [&field.name, ":"].concat();
            let call = |to: &mut Lines| layout::assigned_call(to, 12, &head, ("from", method), &name, "?,");
            FieldReading::Field(Lines::with(call))
        }
    }
}

/// How a struct is read; the context may have added properties called `others`.
pub(super) fn of_record(nodes: &Nodes, record: &RecordNode, path: &str, others: &[&str]) -> Recorded {
    let borrows = record.fields.iter().any(|field| nodes.borrows(&field.value));
    let mut conditions = Lines::new();
    if record.is_closed {
        let own = record.fields.iter().map(|field| field.wire.as_str());
        let names: BTreeSet<&str> = own.chain(others.iter().copied()).collect();
        let names: Vec<String> = names.into_iter().map(literal::string).collect();
        layout::texts(&mut conditions, 8, "static NAMES: &[&str] =", &names);
        conditions.push(&["from.only(NAMES)?;"]);
    }
    let mut fields = Lines::new();
    for field in &record.fields {
        match &field.statements(nodes).reading {
            FieldReading::Condition(lines) => conditions.append(lines),
            FieldReading::Field(lines) => fields.append(lines),
        }
    }
    Recorded {
        header: layout::implementation("::itly_runtime::testing::ReadProperties", &owned(path, borrows)),
        reading: Reading::Record { conditions, fields },
    }
}

fn of_enumeration(enumeration: &EnumerationNode, path: &str) -> Recorded {
    let variants: Vec<String> =
        enumeration.variants.iter().map(|variant| ["Self::", &variant.name].concat()).collect();
    let mut expression = Lines::new();
    layout::array(&mut expression, 8, "let choices =", "", &variants, ";");
    expression.push(&["::itly_runtime::testing::read_choice(value, &choices)"]);
    Recorded { header: value_header(path), reading: Reading::Choice { expression } }
}

fn of_union(union: &UnionNode, path: &str) -> Recorded {
    let mut attempts = Lines::new();
    for shape in &union.variants {
        let name = &shape.name;
        let constant = match &shape.value {
            Value::ConstantText(text) => Some(literal::string(text)),
            Value::ConstantScalar(scalar) => Some(scalar.clone()),
            _ => None,
        };
        let held = match constant {
            Some(constant) => {
                let head = "if ::itly_runtime::testing::is_constant";
                layout::call(&mut attempts, 8, head, &["value", &["&", &constant].concat()], " {");
                ""
            }
            None => {
                attempts.push(&[ATTEMPT]);
                "(shape)"
            }
        };
        attempts.push(&["    return Some(Self::", name, held, ");"]);
        attempts.push(&["}"]);
    }
    Recorded { header: value_header(path), reading: Reading::Union { attempts } }
}

/// The condition under which a shape is read.
const ATTEMPT: &str = "if let Some(shape) = ::itly_runtime::testing::ReadValue::read_value(value) {";

fn value_header(path: &str) -> Lines {
    layout::implementation("::itly_runtime::testing::ReadValue", path)
}

fn owned(path: &str, borrows: bool) -> String {
    [path, if borrows { "<'static>" } else { "" }].concat()
}
