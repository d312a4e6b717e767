//! From a plan to a module: what Rust needs is made here, so that templates only print.
//!
//! The types of all events are read into a graph of nodes (`types`), in which equal structures are one node; names are
//! settled by `names`; types that several events use are set apart (`sharing`); then every node becomes source text
//! (`definition`, `record`), laid out as rustfmt would (`layout`).

mod calls;
mod circles;
mod code;
mod definition;
mod destination;
mod docs;
mod event;
mod event_docs;
mod event_files;
pub mod face;
mod field;
mod field_text;
mod files;
mod function;
mod layout;
mod literal;
pub mod names;
mod naming;
mod node;
mod property_docs;
mod read;
mod record;
mod recorded;
mod reference;
mod repeated;
mod request;
mod root;
mod rules;
mod sharing;
mod statement;
mod type_text;
mod types;

use std::collections::BTreeSet;

pub use self::calls::calls;
pub use self::code::CODES;
pub use self::event_files::EventFiles;
use self::node::Nodes;
use self::read::ReadEvent;
pub use self::request::{Request, Runtime};
use self::sharing::SharedNames;
use self::types::Use;
use crate::diagnostic::Diagnostics;
use crate::lock::SourceNames;
use crate::module::{Function, Module, Recorded, Shared};
use crate::plan::{Event, EventKind, Plan};

/// What became of a plan.
pub struct Lowered<'p> {
    /// The SDK of the source.
    pub module: Module<EventFiles<'p>>,
    /// What is worth knowing: names that were chosen, types that degraded, rules that are not checked.
    pub findings: Diagnostics,
}

/// Makes the module of one source; `locked` has the names that were given before, and gets the new ones.
pub fn module<'p>(plan: &'p Plan, request: &Request, locked: &mut SourceNames) -> Lowered<'p> {
    let mut findings = Diagnostics::new();
    let reading = read::events(plan, request, locked, &mut findings);
    findings.append(repeated::once(reading.types.findings));
    let nodes = reading.types.nodes;
    let uses = reading.events.iter().flat_map(|event| event.uses.iter().flatten().map(AsRef::as_ref));
    let shared_names = sharing::names(&nodes, uses, &reading.types.own);
    let names = names(&reading.events);
    let recorded =
        if request.testing { recorded(&reading.events, &nodes, &shared_names) } else { Vec::new() };
    // What was read is as large as what it becomes: it goes away on the way.
    let (mut calls, events): (Vec<ReadEvent<'_>>, Vec<ReadEvent<'_>>) =
        reading.events.into_iter().partition(|read| read.event.name.is_empty());
    calls.sort_by(|left, right| left.handle.file.cmp(&right.handle.file));
    let call_file = |call: ReadEvent<'_>| {
        let stem = call.handle.file.clone();
        event::file(&stem, vec![call], &nodes, &shared_names)
    };
    let context = calls.iter().find(|call| call.event.kind == EventKind::Context);
    let destinations = destination::of_source(plan, request, &mut findings);
    let module = Module {
        layout: request.layout,
        marker: root::MARKER.to_owned(),
        header: root::header("//", plan, request, &destinations),
        docs: root::docs(plan, request),
        plan: root::plan_constant(plan, request),
        manifest: root::manifest(plan, request, &destinations),
        load: destination::load(destinations, context.map(|context| &context.record), names, &nodes),
        functions: functions_without_properties(&calls),
        calls: calls.into_iter().map(call_file).collect(),
        shared: shared(&nodes, &shared_names),
        recorded,
        events: EventFiles::new(events, nodes, shared_names),
    };
    Lowered { module, findings }
}

/// The events of a source, each with its names, as [`module`] gives them.
pub fn event_names<'p>(
    plan: &'p Plan,
    source: &str,
    settings: &names::Settings,
    locked: &mut SourceNames,
) -> Vec<(&'p Event, names::EventHandle)> {
    let (events, handles) = read::handles(plan, source, settings, locked);
    events.into_iter().map(|(_, event)| event).zip(handles.events).collect()
}

/// The wire names of all events and calls as literals, each once, sorted.
fn names(events: &[ReadEvent<'_>]) -> Vec<String> {
    let names: BTreeSet<&str> = events.iter().map(|read| validated_name(read.event)).collect();
    names.into_iter().map(literal::string).collect()
}

/// The name under which an event is validated.
fn validated_name(event: &Event) -> &str {
    if event.kind == EventKind::Track { &event.name } else { event.kind.word() }
}

/// The functions of calls of which the plan says nothing.
fn functions_without_properties(calls: &[ReadEvent<'_>]) -> Vec<Function> {
    [EventKind::Identify, EventKind::Group, EventKind::Page, EventKind::Screen]
        .into_iter()
        .filter(|kind| calls.iter().all(|call| call.event.kind != *kind))
        .filter_map(function::without_properties)
        .collect()
}

/// How every type is read back, the shared ones last.
fn recorded(events: &[ReadEvent<'_>], nodes: &Nodes, shared: &SharedNames) -> Vec<Recorded> {
    let context = events.iter().find(|read| read.event.kind == EventKind::Context);
    let of_context: Vec<&str> =
        context.iter().flat_map(|read| &read.record.fields).map(|field| field.wire.as_str()).collect();
    let mut all = Vec::new();
    for read in events {
        let path = ["super::", &read.handle.type_name].concat();
        let others = if read.event.kind == EventKind::Track { of_context.as_slice() } else { &[] };
        all.push(recorded::of_record(nodes, &read.record, &path, others));
        for used in read.uses.iter().flatten() {
            recorded_inside(used, nodes, shared, &mut all);
        }
    }
    let of_shared = shared.sorted().into_iter();
    all.extend(
        of_shared
            .filter_map(|(name, node)| recorded::of_node(nodes, node, &format!("super::shared::{name}"))),
    );
    all
}

fn recorded_inside(used: &Use<'_>, nodes: &Nodes, shared: &SharedNames, all: &mut Vec<Recorded>) {
    if shared.get(used.node).is_none() {
        all.extend(recorded::of_node(nodes, used.node, &["super::", &used.name].concat()));
    }
    for inside in used.inside.iter().flatten() {
        recorded_inside(inside, nodes, shared, all);
    }
}

/// The types that several events use.
fn shared(nodes: &Nodes, names: &SharedNames) -> Shared {
    const SAYING: &str = "A type of several properties.";
    let mut shared = Shared::default();
    for (name, id) in names.sorted() {
        let node = nodes.node(id);
        let inside: Vec<&str> = node
            .values()
            .map(|value| value.node().and_then(|node| names.get(node)).unwrap_or_default())
            .collect();
        let name_of = |index: usize| inside[index];
        shared.uses_deprecated |= definition::uses_deprecated(node);
        shared.definitions.extend(definition::definition(nodes, id, name, SAYING, &name_of));
    }
    shared
}
