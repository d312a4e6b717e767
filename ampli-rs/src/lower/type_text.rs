//! Nodes as Rust types.

use std::borrow::Cow;

use super::node::{Item, NodeId, Nodes, Value};

/// The lifetime parameter of a type that borrows.
pub(super) fn generics(borrows: bool) -> &'static str {
    if borrows { "<'a>" } else { "" }
}

/// A type with its lifetime left to the compiler.
pub(super) fn anonymous(name: &str, borrows: bool) -> String {
    [name, if borrows { "<'_>" } else { "" }].concat()
}

/// An `Option` of a type.
pub(super) fn option(of_type: &str) -> String {
    ["Option<", of_type, ">"].concat()
}

/// The type of a value; `name` is that of its node.
pub(super) fn of_value<'n>(nodes: &Nodes, value: &Value, name: &'n str) -> Cow<'n, str> {
    Cow::Borrowed(match value {
        Value::Text => "&'a str",
        Value::Texts => "::itly_runtime::Strings<'a>",
        Value::Integer => "i64",
        Value::Unsigned => "u64",
        Value::Number => "f64",
        Value::Boolean => "bool",
        Value::Any => "::itly_runtime::Value<'a>",
        Value::Named(node) => return named(nodes, *node, name),
        Value::Indirect(node) => return ["&'a ", &named(nodes, *node, name)].concat().into(),
        Value::List(item) => return ["&'a [", &of_item(nodes, item, name), "]"].concat().into(),
        Value::Map(item) => return ["&'a [(&'a str, ", &of_item(nodes, item, name), ")]"].concat().into(),
        Value::ConstantText(_) | Value::ConstantJson(_) | Value::ConstantScalar(_) => "()",
    })
}

fn of_item<'n>(nodes: &Nodes, item: &Item, name: &'n str) -> Cow<'n, str> {
    // A list of lists holds plain slices, which literals turn into by themselves.
    let text = match &item.value {
        Value::Texts => "&'a [&'a str]".into(),
        value => of_value(nodes, value, name),
    };
    if item.is_nullable { option(&text).into() } else { text }
}

fn named<'n>(nodes: &Nodes, node: NodeId, name: &'n str) -> Cow<'n, str> {
    match generics(nodes.node_borrows(node)) {
        "" => Cow::Borrowed(name),
        generics => [name, generics].concat().into(),
    }
}
