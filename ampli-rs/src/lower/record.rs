//! Records: a struct with its constructor, its setters, and how it writes and checks itself.

use std::borrow::Cow;

use super::layout;
use super::literal;
use super::names::REQUIRED_SUFFIX;
use super::node::{FieldNode, Nodes, Presence, RecordNode, Value};
use super::statement;
use super::type_text::{anonymous, generics, of_value, option};
use crate::module::{Constructor, Field, Lines, Record, RequiredRecord, Setter};

/// Most parameters of a constructor: more are confused too easily (and clippy objects).
const MOST_PARAMETERS: usize = 7;

/// What a deprecated property's field says.
const DEPRECATED: &str = "the tracking plan deprecates the property";

/// What a struct is printed with.
pub(super) struct Frame<'a> {
    pub(super) docs: Lines,
    pub(super) name: &'a str,
    /// The literal that says why the struct is deprecated.
    pub(super) deprecated: Option<String>,
}

/// A field with its Rust type.
struct Typed<'n> {
    node: &'n FieldNode,
    /// The type of the value that is there.
    plain: Cow<'n, str>,
    /// The type of the field.
    of_field: Cow<'n, str>,
}

/// The struct of `record`; `name_of` gives the type name of the node in the field of that index.
pub(super) fn record<'n>(
    frame: Frame<'_>,
    record: &'n RecordNode,
    nodes: &Nodes,
    name_of: &dyn Fn(usize) -> &'n str,
) -> Record {
    let borrows = record.fields.iter().any(|field| nodes.borrows(&field.value));
    let fields: Vec<Typed<'_>> = record
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.value.is_constant())
        .map(|(index, node)| typed(node, nodes, name_of(index)))
        .collect();
    let of_type = anonymous(frame.name, borrows);
    let check = statement::check(record, nodes);
    let required = required_type(frame.name, record, nodes).map(|(name, generics)| RequiredRecord {
        name,
        generics,
        fields: parameters(&fields).into_iter().map(field).collect(),
    });
    let takes_nothing = fields.iter().all(|field| field.node.presence == Presence::Optional);
    Record {
        docs: frame.docs,
        deprecated: frame.deprecated,
        name: frame.name.to_owned(),
        generics: generics(borrows),
        fields: fields.iter().map(field).collect(),
        constructor: constructor(&fields, required.as_ref()),
        required,
        default_header: if takes_nothing {
            layout::implementation("Default", &of_type)
        } else {
            Lines::new()
        },
        setters: fields
            .iter()
            .filter(|field| field.node.presence == Presence::Optional)
            .map(setter)
            .collect(),
        write_header: layout::implementation("::itly_runtime::WriteProperties", &of_type),
        write: Lines::with(|to| record.fields.iter().for_each(|field| statement::write(to, field))),
        check_imports: check.imports,
        check_patterns: check.patterns,
        check: check.statements,
        debug_header: layout::implementation("::core::fmt::Debug", &of_type),
        debug: Lines::with(|to| {
            let name = literal::string(frame.name);
            layout::call(to, 8, "::itly_runtime::debug_record", &["self", &name, "to"], "");
        }),
    }
}

fn typed<'n>(node: &'n FieldNode, nodes: &Nodes, name: &'n str) -> Typed<'n> {
    let plain = of_value(nodes, &node.value, name);
    let of_field = if node.presence == Presence::Required { plain.clone() } else { option(&plain).into() };
    Typed { node, plain, of_field }
}

fn deprecated(field: &Typed<'_>) -> Option<String> {
    field.node.is_deprecated.then(|| literal::string(DEPRECATED))
}

fn field(field: &Typed<'_>) -> Field {
    let head = ["pub ", &field.node.name].concat();
    Field {
        docs: field.node.docs.lines().clone(),
        deprecated: deprecated(field),
        lines: Lines::with(|to| layout::field(to, 4, &head, &field.of_field)),
    }
}

fn is_required(field: &&Typed<'_>) -> bool {
    field.node.presence != Presence::Optional
}

/// The required fields in the order of parameters, which does not depend on the plan's.
fn parameters<'f, 'n>(fields: &'f [Typed<'n>]) -> Vec<&'f Typed<'n>> {
    let mut parameters: Vec<_> = fields.iter().filter(is_required).collect();
    parameters.sort_by_cached_key(|field| (field.node.wire.to_lowercase(), field.node.wire.clone()));
    parameters
}

/// The name and the lifetime parameters of the struct that carries what is required of the record `name`, if that is
/// too much for parameters. The name ends as no other type's does.
pub(super) fn required_type(
    name: &str,
    record: &RecordNode,
    nodes: &Nodes,
) -> Option<(String, &'static str)> {
    let is_required = |field: &&FieldNode| field.presence != Presence::Optional && !field.value.is_constant();
    let required: Vec<&FieldNode> = record.fields.iter().filter(is_required).collect();
    let borrows = required.iter().any(|field| nodes.borrows(&field.value));
    (required.len() > MOST_PARAMETERS)
        .then(|| (format!("{}{REQUIRED_SUFFIX}", name.trim_end_matches('_')), generics(borrows)))
}

fn constructor(fields: &[Typed<'_>], required: Option<&RequiredRecord>) -> Constructor {
    let parameters: Vec<String> = match required {
        Some(required) => vec![["required: ", &required.name, required.generics].concat()],
        None => parameters(fields).into_iter().map(parameter).collect(),
    };
    let initial = |field: &Typed<'_>| {
        let name = field.node.name.as_str();
        match field.node.presence {
            Presence::Optional => [name, ": None"].concat(),
            _ if required.is_some() => [name, ": required.", name].concat(),
            Presence::Required if field.node.value == Value::Texts => [name, ": ", name, ".into()"].concat(),
            _ => name.to_owned(),
        }
    };
    let initial: Vec<String> = fields.iter().map(initial).collect();
    Constructor {
        signature: Lines::with(|to| layout::signature(to, 4, "pub fn new", &parameters, " -> Self {")),
        body: Lines::with(|to| layout::struct_literal(to, 8, "Self", &initial)),
    }
}

fn parameter(field: &Typed<'_>) -> String {
    match (field.node.presence, &field.node.value) {
        (Presence::Required, Value::Texts) => [&field.node.name, ": impl Into<", &field.plain, ">"].concat(),
        _ => [&field.node.name, ": ", &field.of_field].concat(),
    }
}

fn setter(field: &Typed<'_>) -> Setter {
    let name = &field.node.name;
    let plain_name = name.trim_start_matches("r#");
    let (parameter, value) = match field.node.value {
        Value::Texts => (["value: impl Into<", &field.plain, ">"].concat(), "Some(value.into())"),
        _ => (["value: ", &field.plain].concat(), "Some(value)"),
    };
    let head = ["pub fn with_", plain_name].concat();
    let target = ["self.", name].concat();
    Setter {
        docs: Lines::of(&[" Sets `", plain_name, "`."]),
        deprecated: deprecated(field),
        signature: Lines::with(|to| {
            layout::signature(to, 4, &head, &["mut self", &parameter], " -> Self {");
        }),
        assignment: Lines::with(|to| layout::assignment(to, 8, &target, value)),
    }
}
