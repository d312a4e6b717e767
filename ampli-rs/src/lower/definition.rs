//! Nodes as definitions of the module: what several events share, and what stands in an event's own file.

use super::docs::Docs;
use super::layout;
use super::literal;
use super::node::{EnumerationNode, Node, NodeId, Nodes, ShapeNode, UnionNode, Value, Wire};
use super::record::{self, Frame};
use super::statement;
use super::type_text::{anonymous, generics, of_value};
use crate::module::{Definition, Enumeration, Getter, Union, UnionVariant, Variant};

/// What a deprecated value's variant says.
const DEPRECATED: &str = "the tracking plan deprecates the value";

/// The definition of `node` under `name`; `name_of` gives the names of the nodes inside, and `saying` is what is said about
/// it if the plan says nothing.
pub(super) fn definition(
    nodes: &Nodes,
    node: NodeId,
    name: &str,
    saying: &str,
    name_of: &dyn Fn(usize) -> String,
) -> Option<Definition> {
    Some(match nodes.node(node) {
        Node::Record(record) => {
            let docs = said(&record.docs, saying);
            let frame = Frame { docs, name, deprecated: None };
            Definition::Record(Box::new(record::record(frame, record, nodes, name_of)))
        }
        Node::Enumeration(enumeration) => {
            let docs = said(&enumeration.docs, saying);
            Definition::Enumeration(self::enumeration(enumeration, docs, name, nodes.is_listed(node)))
        }
        Node::Union(union) => {
            Definition::Union(self::union(union, said(&union.docs, saying), name, nodes, name_of))
        }
        Node::Pending(_) => return None,
    })
}

/// Whether code that is generated for `node` names something deprecated.
pub(super) fn uses_deprecated(node: &Node) -> bool {
    match node {
        Node::Record(record) => {
            record.fields.iter().any(|field| field.is_deprecated && !field.value.is_constant())
        }
        Node::Enumeration(enumeration) => enumeration.variants.iter().any(|variant| variant.is_deprecated),
        Node::Union(_) | Node::Pending(_) => false,
    }
}

fn said(docs: &Docs, saying: &str) -> Vec<String> {
    if docs.is_empty() { vec![format!(" {saying}")] } else { docs.lines() }
}

fn enumeration(node: &EnumerationNode, docs: Vec<String>, name: &str, is_listed: bool) -> Enumeration {
    let is_text = node.variants.iter().all(|variant| matches!(variant.wire, Wire::Text(_)));
    let variants = node.variants.iter().map(|variant| {
        let value = match &variant.wire {
            Wire::Text(text) if is_text => literal::string(text),
            Wire::Text(text) => {
                format!(
                    "::itly_runtime::Value::String(::std::borrow::Cow::Borrowed({}))",
                    literal::string(text)
                )
            }
            Wire::Other(expression) => expression.clone(),
        };
        Variant {
            docs: variant.docs.lines(),
            deprecated: variant.is_deprecated.then(|| literal::string(DEPRECATED)),
            name: variant.name.clone(),
            arm: layout::arm(12, &format!("Self::{}", variant.name), &value),
        }
    });
    let check_header = layout::implementation("", "::itly_runtime::CheckValue", name);
    Enumeration {
        docs,
        name: name.to_owned(),
        variants: variants.collect(),
        getter: if is_text { TEXT } else { SCALAR },
        write_header: layout::implementation("", "::itly_runtime::WriteValue", name),
        check_header: if is_listed { check_header } else { Vec::new() },
    }
}

/// How an enumeration of texts gives its value.
const TEXT: Getter = Getter {
    name: "as_str",
    output: "&'static str",
    value: "::itly_runtime::Value::String(::std::borrow::Cow::Borrowed(self.as_str()))",
};

/// How an enumeration of scalars of several kinds gives its value.
const SCALAR: Getter =
    Getter { name: "wire_value", output: "::itly_runtime::Value<'static>", value: "self.wire_value()" };

fn union(
    node: &UnionNode,
    docs: Vec<String>,
    name: &str,
    nodes: &Nodes,
    name_of: &dyn Fn(usize) -> String,
) -> Union {
    let borrows = node.variants.iter().any(|variant| nodes.borrows(&variant.value));
    let of_type = anonymous(name, borrows);
    let mut patterns = Vec::new();
    let mut rules = Vec::new();
    let mut variants = Vec::new();
    for (index, shape) in node.variants.iter().enumerate() {
        let expressions = statement::expressions(&shape.rules, &mut patterns);
        rules.extend(&shape.rules);
        variants.push(variant(shape, &of_value(nodes, &shape.value, &name_of(index)), &expressions));
    }
    Union {
        docs,
        name: name.to_owned(),
        generics: generics(borrows),
        variants,
        write_header: layout::implementation("", "::itly_runtime::WriteValue", &of_type),
        check_header: layout::implementation("", "::itly_runtime::CheckValue", &of_type),
        check_imports: statement::imports(&rules),
        check_patterns: patterns,
    }
}

fn variant(shape: &ShapeNode, of_type: &str, rules: &[layout::Item]) -> UnionVariant {
    let name = &shape.name;
    let mut docs = shape.docs.lines();
    if docs.is_empty() {
        docs = vec![format!(" {}.", described(&shape.value))];
    }
    let unit = format!("Self::{name}");
    let holding = format!("Self::{name}(value)");
    let (declaration, write, check, value) = match &shape.value {
        Value::ConstantText(text) => {
            let text = literal::string(text);
            let write = arm(&unit, "::itly_runtime::WriteValue::write_value", &[&text, "out"]);
            let value = format!("::itly_runtime::Value::String(::std::borrow::Cow::Borrowed({text}))");
            (format!("{name},"), write, nothing(&unit), layout::arm(12, &unit, &value))
        }
        Value::ConstantScalar(scalar) => {
            let borrowed = format!("&{scalar}");
            let write = arm(&unit, "::itly_runtime::WriteValue::write_value", &[&borrowed, "out"]);
            (format!("{name},"), write, nothing(&unit), layout::arm(12, &unit, scalar))
        }
        _ => (
            format!("{name}({of_type}),"),
            arm(&holding, "::itly_runtime::WriteValue::write_value", &["value", "out"]),
            layout::call_arm_with_array(
                12,
                &holding,
                "::itly_runtime::CheckValue::check_value",
                &["value", "report"],
                rules,
            ),
            layout::arm(12, &holding, "::itly_runtime::CheckValue::as_value(value)"),
        ),
    };
    UnionVariant { docs, declaration: vec![declaration], write, check, value }
}

/// A match arm that calls a function.
fn arm(pattern: &str, function: &str, arguments: &[&str]) -> Vec<String> {
    layout::call_arm(12, pattern, function, arguments)
}

fn nothing(pattern: &str) -> Vec<String> {
    vec![format!("{pattern} => {{}}")]
}

fn described(value: &Value) -> &'static str {
    match value {
        Value::ConstantText(_) | Value::ConstantJson(_) | Value::ConstantScalar(_) => "A constant",
        Value::Text => "A text",
        Value::Integer | Value::Unsigned => "A whole number",
        Value::Number => "A number",
        Value::Boolean => "`true` or `false`",
        Value::Any => "Any value",
        Value::Named(_) | Value::Indirect(_) => "A value of a type of its own",
        Value::Texts | Value::List(_) => "A list",
        Value::Map(_) => "An object whose keys are data",
    }
}
