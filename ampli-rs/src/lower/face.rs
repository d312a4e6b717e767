//! What programs see of an SDK: the names and types of its functions and structs, without their text.
//!
//! Made by the same steps as the module itself, so that whoever compares two faces compares what is generated.

use std::collections::{BTreeSet, HashMap};

use ecow::EcoString;

use super::function;
use super::node::{FieldNode, Node, NodeId, Nodes, Presence, RecordNode, Value, Wire};
use super::read::ReadEvent;
use super::read::{self, Reading};
use super::record::required_type;
use super::request::Request;
use super::type_text::{of_value, option};
use super::types::Use;
use crate::diagnostic::Diagnostics;
use crate::lock::SourceNames;
use crate::plan::{Event, EventKind, Plan};

/// What programs see of one event or call.
#[derive(Debug, Clone, PartialEq)]
pub struct EventFace<'p> {
    /// The event.
    pub event: &'p Event,
    /// Whether the plan has no newer version of it.
    pub is_newest: bool,
    /// The function that sends it; the context has none.
    pub function: Option<FunctionFace>,
    /// The struct of its properties, then the types within.
    pub types: Vec<TypeFace>,
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionFace {
    /// The identifier, without `r#`.
    pub name: String,
    /// What it takes before the properties.
    pub parameters: &'static [&'static str],
    /// Whether it takes the properties.
    pub takes_properties: bool,
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeFace {
    /// The identifier.
    pub name: String,
    /// The wire names of the properties that lead to it; lists and maps around it don't count.
    pub path: Vec<EcoString>,
    /// Whether it has a lifetime.
    pub borrows: bool,
    /// What it is made of.
    pub kind: TypeKind,
}

/// What a type is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// A struct. Constants are no fields.
    Record {
        /// The fields in the plan's order.
        fields: Vec<FieldFace>,
        /// The struct that `new` takes, when what is required is too much for parameters.
        required: Option<String>,
    },
    /// An enum of constants: identifiers with the values on the wire.
    Enumeration(Vec<(String, String)>),
    /// An enum of shapes: identifiers with the types that they hold; none for constants.
    Union(Vec<(String, Option<String>)>),
}

/// A field of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFace {
    /// The wire name.
    pub wire: EcoString,
    /// The identifier, without `r#`.
    pub name: EcoString,
    /// Whether `new` asks for it.
    pub is_required: bool,
    /// The type of the value that is given, to `new` or to the setter.
    pub of_type: String,
}

/// What programs see of the SDK of one source; `locked` has the names that were given before, and gets the new ones.
pub fn face<'p>(plan: &'p Plan, request: &Request, locked: &mut SourceNames) -> Vec<EventFace<'p>> {
    let Reading { events, types } = read::events(plan, request, locked, &mut Diagnostics::new());
    let own = types.own.iter().map(|own| (own.node, own)).collect();
    events.iter().map(|read| of_event(read, &types.nodes, &own)).collect()
}

/// The function of a call of which the plan says nothing; the context has none.
pub fn without_properties(kind: EventKind) -> Option<FunctionFace> {
    let parameters = function::parameters(kind, "");
    let name = kind.word().to_owned();
    (kind != EventKind::Context).then_some(FunctionFace { name, parameters, takes_properties: false })
}

fn of_event<'p>(read: &ReadEvent<'p>, nodes: &Nodes, own: &HashMap<NodeId, &Use<'p>>) -> EventFace<'p> {
    let (event, record) = (read.event, &read.record);
    let mut types = Types { nodes, own, seen: BTreeSet::new(), found: Vec::new() };
    let name = read.handle.type_name.clone();
    let borrows = record.fields.iter().any(|field| nodes.borrows(&field.value));
    let kind = types.record(&name, record, &read.uses);
    types.found.push(TypeFace { name, path: Vec::new(), borrows, kind });
    types.inside_record(record, &read.uses, &[]);
    let takes_properties = record.fields.iter().any(|field| !field.value.is_constant());
    let function = (event.kind != EventKind::Context).then(|| FunctionFace {
        name: read.handle.handle.identifier.to_string(),
        parameters: function::parameters(event.kind, &event.name),
        takes_properties,
    });
    EventFace { event, is_newest: read.handle.is_newest, function, types: types.found }
}

/// The types within an event.
struct Types<'a, 'p> {
    nodes: &'a Nodes,
    /// The types that hold themselves.
    own: &'a HashMap<NodeId, &'a Use<'p>>,
    /// Names that were entered: a type may hold itself.
    seen: BTreeSet<String>,
    found: Vec<TypeFace>,
}

impl<'p> Types<'_, 'p> {
    fn add(&mut self, used: &Use<'p>, path: &[EcoString]) {
        if !self.seen.insert(used.name.clone()) {
            return;
        }
        let nodes = self.nodes;
        let inside = match self.own.get(&used.node) {
            Some(own) if nodes.holds_itself(used.node) => &own.inside,
            _ => &used.inside,
        };
        let kind = match nodes.node(used.node) {
            Node::Record(record) => self.record(&used.name, record, inside),
            Node::Enumeration(enumeration) => TypeKind::Enumeration(
                enumeration
                    .variants
                    .iter()
                    .map(|variant| (variant.name.clone(), wire(&variant.wire)))
                    .collect(),
            ),
            Node::Union(union) => TypeKind::Union(
                union
                    .variants
                    .iter()
                    .enumerate()
                    .map(|(index, shape)| {
                        let held =
                            (!shape.value.is_constant()).then(|| self.text(&shape.value, inside, index));
                        (shape.name.clone(), held)
                    })
                    .collect(),
            ),
            Node::Pending(_) => return,
        };
        let borrows = nodes.node_borrows(used.node);
        self.found.push(TypeFace { name: used.name.clone(), path: path.to_vec(), borrows, kind });
        match nodes.node(used.node) {
            Node::Record(record) => self.inside_record(record, inside, path),
            _ => inside.iter().flatten().for_each(|inside| self.add(inside, path)),
        }
    }

    fn inside_record(&mut self, record: &RecordNode, uses: &[Option<Box<Use<'p>>>], path: &[EcoString]) {
        for (field, used) in record.fields.iter().zip(uses) {
            if let Some(used) = used
                && !self.seen.contains(&used.name)
            {
                let path: Vec<EcoString> = path.iter().chain([&field.wire]).cloned().collect();
                self.add(used, &path);
            }
        }
    }

    fn record(&self, name: &str, record: &RecordNode, uses: &[Option<Box<Use<'p>>>]) -> TypeKind {
        let field = |(index, field): (usize, &FieldNode)| FieldFace {
            wire: field.wire.clone(),
            name: field.name.trim_start_matches("r#").into(),
            is_required: field.presence != Presence::Optional,
            of_type: match (field.presence, self.text(&field.value, uses, index)) {
                (Presence::Nullable, text) => option(&text),
                (_, text) => text,
            },
        };
        let fields = record.fields.iter().map(|field| &***field).enumerate();
        let fields = fields.filter(|(_, field)| !field.value.is_constant()).map(field).collect();
        let required = required_type(name, record, self.nodes).map(|(name, _)| name);
        TypeKind::Record { fields, required }
    }

    /// The type of a value, which may be that of the use at `index`.
    fn text(&self, value: &Value, uses: &[Option<Box<Use<'p>>>], index: usize) -> String {
        let name = uses.get(index).and_then(Option::as_deref).map_or("", |used| used.name.as_str());
        of_value(self.nodes, value, name).into_owned()
    }
}

fn wire(wire: &Wire) -> String {
    match wire {
        Wire::Text(text) | Wire::Other(text) => text.clone(),
    }
}
