//! Records: a struct with its constructor, its setters, and how it writes and checks itself.

use std::borrow::Cow;

use super::field_text::Declared;
use super::layout;
use super::literal;
use super::names::REQUIRED_SUFFIX;
use super::node::{Field, FieldNode, Nodes, Presence, RecordNode, Value};
use super::statement;
use super::type_text::{anonymous, generics};
use crate::module::{Constructor, Lines, Record, RequiredRecord};

/// Most parameters of a constructor: more are confused too easily (and clippy objects).
const MOST_PARAMETERS: usize = 7;

/// What a struct is printed with.
pub(super) struct Frame<'a> {
    pub(super) docs: Lines,
    pub(super) name: &'a str,
    /// The literal that says why the struct is deprecated.
    pub(super) deprecated: Option<String>,
}

/// A field of the struct: constants are written, but no field.
struct Member<'n> {
    node: &'n FieldNode,
    declared: Cow<'n, Declared>,
}

impl Member<'_> {
    fn is_required(&self) -> bool {
        self.node.presence != Presence::Optional
    }
}

/// The struct of `record`; `name_of` gives the type name of the node in the field of that index.
pub(super) fn record<'n>(
    frame: Frame<'_>,
    record: &'n RecordNode,
    nodes: &Nodes,
    name_of: &dyn Fn(usize) -> &'n str,
) -> Record {
    let borrows = record.fields.iter().any(|field| nodes.borrows(&field.value));
    let member = |(index, field): (usize, &'n Field)| Member {
        node: field,
        declared: field.declared(nodes, name_of(index)),
    };
    let fields = record.fields.iter().map(AsRef::as_ref).enumerate();
    let members: Vec<Member<'_>> =
        fields.filter(|(_, field)| !field.value.is_constant()).map(member).collect();
    let parameters = parameters(&members);
    let of_type = anonymous(frame.name, borrows);
    let check = statement::check(record, nodes);
    let required = required_type(frame.name, record, nodes).map(|(name, generics)| RequiredRecord {
        name,
        generics,
        fields: parameters.iter().map(|member| member.declared.field.clone()).collect(),
    });
    let takes_nothing = parameters.is_empty();
    Record {
        docs: frame.docs,
        deprecated: frame.deprecated,
        name: frame.name.to_owned(),
        generics: generics(borrows),
        fields: members.iter().map(|member| member.declared.field.clone()).collect(),
        constructor: constructor(&members, &parameters, required.as_ref()),
        required,
        default_header: if takes_nothing {
            layout::implementation("Default", &of_type)
        } else {
            Lines::new()
        },
        setters: members.iter().filter_map(|member| member.declared.setter.clone()).collect(),
        write_header: layout::implementation("::itly_runtime::WriteProperties", &of_type),
        write: Lines::all(record.fields.iter().map(|field| &field.statements(nodes).write)),
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

/// The required fields in the order of parameters, which does not depend on the plan's.
fn parameters<'m, 'n>(members: &'m [Member<'n>]) -> Vec<&'m Member<'n>> {
    let mut parameters: Vec<_> = members.iter().filter(|member| member.is_required()).collect();
    parameters.sort_by(|left, right| {
        left.declared.order.cmp(&right.declared.order).then_with(|| left.node.wire.cmp(&right.node.wire))
    });
    parameters
}

/// The name and the lifetime parameters of the struct that carries what is required of the record `name`, if that is
/// too much for parameters. The name ends as no other type's does.
pub(super) fn required_type(
    name: &str,
    record: &RecordNode,
    nodes: &Nodes,
) -> Option<(String, &'static str)> {
    let is_required = |field: &&Field| field.presence != Presence::Optional && !field.value.is_constant();
    let required = || record.fields.iter().map(AsRef::as_ref).filter(is_required);
    if required().count() <= MOST_PARAMETERS {
        return None;
    }
    let borrows = required().any(|field| nodes.borrows(&field.value));
    Some((format!("{}{REQUIRED_SUFFIX}", name.trim_end_matches('_')), generics(borrows)))
}

fn constructor<'n>(
    members: &[Member<'n>],
    parameters: &[&Member<'n>],
    required: Option<&RequiredRecord>,
) -> Constructor {
    let carried = required.map(|required| ["required: ", &required.name, required.generics].concat());
    let given: Vec<&str> = match &carried {
        Some(carried) => vec![carried],
        None => parameters.iter().map(|member| member.declared.parameter.as_str()).collect(),
    };
    let initial = |member: &Member<'n>| -> Cow<'n, str> {
        let name = member.node.name.as_str();
        match member.node.presence {
            Presence::Optional => [name, ": None"].concat().into(),
            _ if required.is_some() => [name, ": required.", name].concat().into(),
            Presence::Required if member.node.value == Value::Texts => {
                [name, ": ", name, ".into()"].concat().into()
            }
            _ => name.into(),
        }
    };
    let initial: Vec<Cow<'_, str>> = members.iter().map(initial).collect();
    Constructor {
        signature: Lines::with(|to| layout::signature(to, 4, "pub fn new", &given, " -> Self {")),
        body: Lines::with(|to| layout::struct_literal(to, 8, "Self", &initial)),
    }
}
