//! Events as they stand in files: struct, function, and the types of the properties.

use super::definition::{self, definition};
use super::docs::code;
use super::event_docs;
use super::function;
use super::layout;
use super::literal;
use super::node::{Node, Nodes};
use super::read::ReadEvent;
use super::record::{self, Frame, required_type};
use super::sharing::SharedNames;
use super::type_text::{anonymous, generics};
use super::types::Use;
use crate::module::{Alias, Definition, Lines, Specification, TypeFile, TypedEvent, keyword};
use crate::plan::{Event, EventKind};

/// A file of events, or of one call.
pub(super) fn file(stem: &str, events: Vec<ReadEvent<'_>>, nodes: &Nodes, shared: &SharedNames) -> TypeFile {
    let mut file = TypeFile {
        stem: stem.to_owned(),
        module: keyword::source(stem).into_owned(),
        uses_deprecated: false,
        events: Vec::with_capacity(events.len()),
    };
    for read in events {
        let mut types = Types::new(nodes, shared, read.event.kind != EventKind::Track);
        let event = typed_event(&read, nodes, &mut types);
        file.uses_deprecated |= types.uses_deprecated
            || event.record.deprecated.is_some()
            || event.record.fields.iter().any(|field| field.deprecated.is_some());
        file.events.push(event);
    }
    file
}

fn typed_event(read: &ReadEvent<'_>, nodes: &Nodes, types: &mut Types<'_>) -> TypedEvent {
    let event = read.event;
    let type_name = &read.handle.type_name;
    let docs = event_docs::of(event);
    let deprecated = event.deprecation.as_ref().map(event_docs::deprecation);
    let name_of = |index: usize| name_inside(&read.uses, index);
    let frame = Frame { docs: docs.lines().clone(), name: type_name, deprecated: deprecated.clone() };
    let record = record::record(frame, &read.record, nodes, &name_of);
    for used in read.uses.iter().flatten() {
        types.add(used);
    }
    let borrows = !record.generics.is_empty();
    TypedEvent {
        function: function::of_event(read, &record, docs.lines(), deprecated),
        specification: (event.kind == EventKind::Track)
            .then(|| specification(event, &anonymous(type_name, borrows))),
        record,
        definitions: std::mem::take(&mut types.definitions),
        aliases: std::mem::take(&mut types.aliases),
    }
}

/// The name of the type that is used at `index`; empty if none of the plan's own is.
fn name_inside<'u>(uses: &'u [Option<Box<Use<'_>>>], index: usize) -> &'u str {
    uses.get(index).and_then(Option::as_deref).map_or("", |used| used.name.as_str())
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
        let saying = ["What ", &code(used.label), " may be."].concat();
        match self.shared.get(used.node) {
            Some(shared) => {
                let generics = generics(self.nodes.node_borrows(used.node));
                self.alias(&saying, &used.name, shared, generics);
                if let Node::Record(record) = self.nodes.node(used.node)
                    && let Some((own, generics)) = required_type(&used.name, record, self.nodes)
                    && let Some((shared, _)) = required_type(shared, record, self.nodes)
                {
                    self.alias(&["What [`", &used.name, "::new`] takes."].concat(), &own, &shared, generics);
                }
            }
            None => {
                let name_of = |index: usize| name_inside(&used.inside, index);
                self.uses_deprecated |= definition::uses_deprecated(self.nodes.node(used.node));
                self.definitions.extend(definition(self.nodes, used.node, &used.name, &saying, &name_of));
            }
        }
        for inside in used.inside.iter().flatten() {
            self.add(inside);
        }
    }

    /// Gives a shared type a name of the event's own.
    fn alias(&mut self, saying: &str, name: &str, shared: &str, generics: &str) {
        let root = if self.is_call { "super" } else { "super::super" };
        let head = ["pub type ", name, generics].concat();
        let path = [root, "::shared::", shared].concat();
        let lines = Lines::with(|to| layout::alias(to, &head, &path, generics));
        self.aliases.push(Alias { docs: Lines::of(&[" ", saying]), lines });
    }
}

fn specification(event: &Event, of_type: &str) -> Specification {
    let has_tables = !event.destinations.is_empty() || !event.metadata.is_empty();
    let calls = if has_tables { None } else { calls(event) };
    Specification {
        header: layout::implementation("::itly_runtime::TypedEvent", of_type),
        body: calls.unwrap_or_else(|| fields(event)),
    }
}

/// What the function returns.
const SPEC: &str = "::itly_runtime::EventSpec";

/// How far the function's body is indented.
const INDENT: usize = 8;

/// The specification by calls, which cost the compiler less than fields; none if they are too long.
fn calls(event: &Event) -> Option<Lines> {
    let calls = [(".id", &event.id), (".version", &event.version)];
    let calls: Vec<(&str, String)> =
        calls.into_iter().filter_map(|(name, text)| Some((name, literal::string(text.as_ref()?)))).collect();
    layout::chain(INDENT, &[SPEC, "::new"].concat(), &literal::string(&event.name), &calls)
}

/// The specification by fields, among which tables find their places.
fn fields(event: &Event) -> Lines {
    const INSIDE: usize = INDENT + 4;
    let mut fields = Lines::new();
    for (name, text) in [("id:", &event.id), ("version:", &event.version)] {
        if let Some(text) = text {
            layout::given_call(&mut fields, INSIDE, name, "Some", &literal::string(text), ",");
        }
    }
    let pair = |name: &str, value: &str| ["(", &literal::string(name), ", ", value, ")"].concat();
    if !event.destinations.is_empty() {
        let switches = event.destinations.iter();
        let items: Vec<String> =
            switches.map(|(name, is_on)| pair(name, if *is_on { "true" } else { "false" })).collect();
        layout::array(&mut fields, INSIDE, "destinations:", "&", &items, ",");
    }
    if !event.metadata.is_empty() {
        let json = |value| literal::string(&serde_json::to_string(value).unwrap_or_default());
        let items: Vec<String> =
            event.metadata.iter().map(|(name, value)| pair(name, &json(value))).collect();
        layout::array(&mut fields, INSIDE, "metadata:", "&", &items, ",");
    }
    let base = ["..", SPEC, "::new"].concat();
    layout::call(&mut fields, INSIDE, &base, &[&literal::string(&event.name)], "");
    Lines::with(|to| {
        to.push(&[SPEC, " {"]);
        to.append_indented("    ", &fields);
        to.push(&["}"]);
    })
}
