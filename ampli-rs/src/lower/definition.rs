//! Nodes as definitions of the module: what several events share, and what one event alone uses.

use super::docs::Docs;
use super::layout;
use super::literal;
use super::node::{EnumerationNode, Node, NodeId, Nodes, ShapeNode, UnionNode, Value, Wire};
use super::record::{self, Frame};
use super::statement;
use super::type_text::{anonymous, generics, of_value};
use crate::module::{Definition, Enumeration, Getter, Lines, Union, UnionVariant, Variant};

/// What a deprecated value's variant says.
const DEPRECATED: &str = "the tracking plan deprecates the value";

/// The definition of `node` under `name`; `name_of` gives the names of the nodes inside, and `saying` is what is said about
/// it if the plan says nothing.
pub(super) fn definition<'n>(
    nodes: &'n Nodes,
    node: NodeId,
    name: &str,
    saying: &str,
    name_of: &dyn Fn(usize) -> &'n str,
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

fn said(docs: &Docs, saying: &str) -> Lines {
    if docs.is_empty() { Lines::of(&[" ", saying]) } else { docs.lines().clone() }
}

fn enumeration(node: &EnumerationNode, docs: Lines, name: &str, is_listed: bool) -> Enumeration {
    let is_text = node.is_text();
    let variants = node.variants.iter().map(|variant| {
        let value = match &variant.wire {
            Wire::Text(text) if is_text => literal::string(text),
            Wire::Text(text) => borrowed(&literal::string(text)),
            Wire::Other(expression) => expression.clone(),
        };
        Variant {
            docs: variant.docs.lines().clone(),
            deprecated: variant.is_deprecated.then(|| literal::string(DEPRECATED)),
            name: variant.name.clone(),
            arm: Lines::with(|to| layout::arm(to, 12, &["Self::", &variant.name].concat(), &value)),
        }
    });
    let check_header = layout::implementation("::itly_runtime::CheckValue", name);
    Enumeration {
        docs,
        name: name.to_owned(),
        variants: variants.collect(),
        getter: if is_text { TEXT } else { SCALAR },
        write_header: layout::implementation("::itly_runtime::WriteValue", name),
        check_header: if is_listed { check_header } else { Lines::new() },
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

/// A text as an expression of the runtime's `Value`.
fn borrowed(text: &str) -> String {
    ["::itly_runtime::Value::String(::std::borrow::Cow::Borrowed(", text, "))"].concat()
}

fn union<'n>(
    node: &'n UnionNode,
    docs: Lines,
    name: &str,
    nodes: &Nodes,
    name_of: &dyn Fn(usize) -> &'n str,
) -> Union {
    let borrows = node.variants.iter().any(|variant| nodes.borrows(&variant.value));
    let of_type = anonymous(name, borrows);
    let mut patterns = Lines::new();
    let mut rules = Vec::new();
    let mut variants = Vec::new();
    for (index, shape) in node.variants.iter().enumerate() {
        let expressions = statement::expressions(&shape.rules, &mut patterns);
        rules.extend(&shape.rules);
        variants.push(variant(shape, &of_value(nodes, &shape.value, name_of(index)), &expressions));
    }
    Union {
        docs,
        name: name.to_owned(),
        generics: generics(borrows),
        variants,
        write_header: layout::implementation("::itly_runtime::WriteValue", &of_type),
        check_header: layout::implementation("::itly_runtime::CheckValue", &of_type),
        check_imports: statement::imports(&rules),
        check_patterns: patterns,
    }
}

fn variant(shape: &ShapeNode, of_type: &str, rules: &[layout::Item<'_>]) -> UnionVariant {
    let name = shape.name.as_str();
    let unit = ["Self::", name].concat();
    let holding = [&unit, "(value)"].concat();
    let nothing = || Lines::of(&[&unit, " => {}"]);
    let (declaration, write, check, value) = match &shape.value {
        Value::ConstantText(text) => {
            let text = literal::string(text);
            (Lines::of(&[name, ","]), write_arm(&unit, &text), nothing(), arm(&unit, &borrowed(&text)))
        }
        Value::ConstantScalar(scalar) => {
            let write = write_arm(&unit, &["&", scalar].concat());
            (Lines::of(&[name, ","]), write, nothing(), arm(&unit, scalar))
        }
        _ => {
            let function = "::itly_runtime::CheckValue::check_value";
            let check = Lines::with(|to| {
                layout::call_arm_with_array(to, 12, &holding, function, &["value", "report"], rules);
            });
            let value = arm(&holding, "::itly_runtime::CheckValue::as_value(value)");
            (Lines::of(&[name, "(", of_type, "),"]), write_arm(&holding, "value"), check, value)
        }
    };
    let docs = if shape.docs.is_empty() {
        Lines::of(&[" ", described(&shape.value), "."])
    } else {
        shape.docs.lines().clone()
    };
    UnionVariant { docs, declaration, write, check, value }
}

/// The match arm that gives a value.
fn arm(pattern: &str, value: &str) -> Lines {
    Lines::with(|to| layout::arm(to, 12, pattern, value))
}

/// The match arm that writes a value.
fn write_arm(pattern: &str, value: &str) -> Lines {
    let function = "::itly_runtime::WriteValue::write_value";
    Lines::with(|to| layout::call_arm(to, 12, pattern, function, &[value, "out"]))
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
