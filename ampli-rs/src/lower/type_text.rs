//! Nodes as Rust types.

use super::node::{Item, NodeId, Nodes, Value};

/// The lifetime parameter of a type that borrows.
pub(super) fn generics(borrows: bool) -> &'static str {
    if borrows { "<'a>" } else { "" }
}

/// A type with its lifetime left to the compiler.
pub(super) fn anonymous(name: &str, borrows: bool) -> String {
    format!("{name}{}", if borrows { "<'_>" } else { "" })
}

/// An `Option` of a type.
pub(super) fn option(of_type: &str) -> String {
    format!("Option<{of_type}>")
}

/// The type of a value; `name` is that of its node.
pub(super) fn of_value(nodes: &Nodes, value: &Value, name: &str) -> String {
    match value {
        Value::Text => "&'a str".to_owned(),
        Value::Texts => "::itly_runtime::Strings<'a>".to_owned(),
        Value::Integer => "i64".to_owned(),
        Value::Unsigned => "u64".to_owned(),
        Value::Number => "f64".to_owned(),
        Value::Boolean => "bool".to_owned(),
        Value::Any => "::itly_runtime::Value<'a>".to_owned(),
        Value::Named(node) => named(nodes, *node, name),
        Value::Indirect(node) => format!("&'a {}", named(nodes, *node, name)),
        Value::List(item) => format!("&'a [{}]", of_item(nodes, item, name)),
        Value::Map(item) => format!("&'a [(&'a str, {})]", of_item(nodes, item, name)),
        Value::ConstantText(_) | Value::ConstantJson(_) | Value::ConstantScalar(_) => "()".to_owned(),
    }
}

fn of_item(nodes: &Nodes, item: &Item, name: &str) -> String {
    // A list of lists holds plain slices, which literals turn into by themselves.
    let text = match &item.value {
        Value::Texts => "&'a [&'a str]".to_owned(),
        value => of_value(nodes, value, name),
    };
    if item.is_nullable { option(&text) } else { text }
}

fn named(nodes: &Nodes, node: NodeId, name: &str) -> String {
    format!("{name}{}", generics(nodes.node_borrows(node)))
}
