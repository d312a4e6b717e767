//! An event as a file: its struct, its function, and the types of its properties.

use super::definition::{self, definition};
use super::docs::code;
use super::event_docs;
use super::function;
use super::layout;
use super::literal;
use super::names::{self, EventHandle};
use super::node::{Node, Nodes, RecordNode};
use super::record::{self, Frame, required_type};
use super::sharing::SharedNames;
use super::type_text::{anonymous, generics};
use super::types::Use;
use crate::module::{Alias, Definition, Specification, TypeFile};
use crate::plan::{Event, EventKind};

/// An event whose types have been read.
pub(super) struct ReadEvent<'p> {
    pub(super) event: &'p Event,
    pub(super) handle: EventHandle,
    pub(super) record: RecordNode,
    pub(super) uses: Vec<Option<Use<'p>>>,
}

/// The file of an event or call.
pub(super) fn file(read: &ReadEvent<'_>, nodes: &Nodes, shared: &SharedNames) -> TypeFile {
    let event = read.event;
    let type_name = &read.handle.type_name;
    let docs = event_docs::of(event);
    let deprecated = event.deprecation.as_ref().map(event_docs::deprecation);
    let names: Vec<&str> =
        read.uses.iter().map(|used| used.as_ref().map_or("", |used| used.name.as_str())).collect();
    let frame = Frame { docs: docs.lines(), name: type_name, deprecated: deprecated.clone() };
    let record = record::record(frame, &read.record, nodes, &|index| names[index].to_owned());
    let mut types = Types::new(nodes, shared, event.kind != EventKind::Track);
    for used in read.uses.iter().flatten() {
        types.add(used);
    }
    let borrows = !record.generics.is_empty();
    let uses_deprecated = deprecated.is_some()
        || types.uses_deprecated
        || record.fields.iter().any(|field| field.deprecated.is_some());
    TypeFile {
        stem: read.handle.file.clone(),
        module: names::source(&read.handle.file).into_owned(),
        uses_deprecated,
        function: function::of_event(read, &record, docs.lines(), deprecated),
        specification: (event.kind == EventKind::Track)
            .then(|| specification(event, &anonymous(type_name, borrows))),
        record: Some(record),
        definitions: types.definitions,
        aliases: types.aliases,
    }
}

/// The types of an event's properties.
struct Types<'a> {
    nodes: &'a Nodes,
    shared: &'a SharedNames,
    /// Whether the file stands beside the root and not in the folder of events.
    is_call: bool,
    definitions: Vec<Definition>,
    aliases: Vec<Alias>,
    uses_deprecated: bool,
}

impl<'a> Types<'a> {
    fn new(nodes: &'a Nodes, shared: &'a SharedNames, is_call: bool) -> Self {
        Self { nodes, shared, is_call, definitions: Vec::new(), aliases: Vec::new(), uses_deprecated: false }
    }

    fn add(&mut self, used: &Use<'_>) {
        let saying = format!("What {} may be.", code(used.label));
        match self.shared.get(used.node) {
            Some(shared) => {
                let generics = generics(self.nodes.node_borrows(used.node));
                self.alias(format!(" {saying}"), &used.name, shared, generics);
                if let Node::Record(record) = self.nodes.node(used.node)
                    && let Some((own, generics)) = required_type(&used.name, record, self.nodes)
                    && let Some((shared, _)) = required_type(shared, record, self.nodes)
                {
                    self.alias(format!(" What [`{}::new`] takes.", used.name), &own, &shared, generics);
                }
            }
            None => {
                let name_of = |index: usize| {
                    used.inside
                        .get(index)
                        .and_then(Option::as_ref)
                        .map_or_else(String::new, |inside| inside.name.clone())
                };
                self.uses_deprecated |= definition::uses_deprecated(self.nodes.node(used.node));
                self.definitions.extend(definition(self.nodes, used.node, &used.name, &saying, &name_of));
            }
        }
        for inside in used.inside.iter().flatten() {
            self.add(inside);
        }
    }

    /// Gives a shared type a name of the event's own.
    fn alias(&mut self, saying: String, name: &str, shared: &str, generics: &str) {
        let root = if self.is_call { "super" } else { "super::super" };
        let lines = layout::alias(
            &format!("pub type {name}{generics}"),
            &format!("{root}::shared::{shared}"),
            generics,
        );
        self.aliases.push(Alias { docs: vec![saying], lines });
    }
}

fn specification(event: &Event, of_type: &str) -> Specification {
    let some = |name: &str, text: &String| {
        layout::given_call(8, &format!("{name}:"), "Some", &literal::string(text), ",")
    };
    let mut fields = vec![vec![format!("name: {},", literal::string(&event.name))]];
    fields.extend(event.id.as_ref().map(|id| some("id", id)));
    fields.extend(event.version.as_ref().map(|version| some("version", version)));
    if !event.destinations.is_empty() {
        let items: Vec<String> = event
            .destinations
            .iter()
            .map(|(name, is_on)| format!("({}, {is_on})", literal::string(name)))
            .collect();
        fields.push(layout::array(8, "destinations:", "&", &items, ","));
    }
    if !event.metadata.is_empty() {
        let json = |value| literal::string(&serde_json::to_string(value).unwrap_or_default());
        let items: Vec<String> = event
            .metadata
            .iter()
            .map(|(name, value)| format!("({}, {})", literal::string(name), json(value)))
            .collect();
        fields.push(layout::array(8, "metadata:", "&", &items, ","));
    }
    let is_partial = fields.len() < 5;
    Specification {
        header: layout::implementation("", "::itly_runtime::TypedEvent", of_type),
        fields: fields.concat(),
        is_partial,
    }
}
