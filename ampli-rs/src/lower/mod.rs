//! From a plan to a module: what Rust needs is made here, so that templates only print.
//!
//! The types of all events are read into a graph of nodes ([`types`]), in which equal structures are one node; names are
//! settled by [`names`]; types that several events use are set apart ([`sharing`]); then every node becomes source text
//! ([`definition`], [`record`]), laid out as rustfmt would ([`layout`]).

mod code;
mod definition;
mod destination;
mod docs;
mod event;
mod event_docs;
mod function;
mod layout;
mod literal;
pub mod names;
mod naming;
mod node;
mod property_docs;
mod record;
mod reference;
mod request;
mod root;
mod rules;
mod sharing;
mod statement;
mod type_text;
mod types;

use std::collections::BTreeSet;

pub use self::code::CODES;
use self::event::ReadEvent;
use self::names::{EventName, TypeName};
use self::naming::Asked;
use self::node::Nodes;
use self::reference::Definitions;
pub use self::request::{Request, Runtime, broken_events};
use self::sharing::SharedNames;
use self::types::{Types, Use};
use crate::diagnostic::Diagnostics;
use crate::lock::SourceNames;
use crate::module::{Function, Module, Shared, TypeFile};
use crate::plan::{Event, EventKind, Plan};

/// What became of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// The SDK of the source.
    pub module: Module,
    /// What is worth knowing: names that were chosen, types that degraded, rules that are not checked.
    pub findings: Diagnostics,
}

/// Makes the module of one source; `locked` has the names that were given before, and gets the new ones.
pub fn module(plan: &Plan, request: &Request, locked: &mut SourceNames) -> Lowered {
    let mut findings = Diagnostics::new();
    let events = named_events(plan, request);
    let of_plan = Definitions::new(&plan.definitions, &plan::NO_DEFINITIONS);
    let (mut read, types) = read(&events, &of_plan, plan, request, locked, &mut findings);
    let Types { nodes, findings: found, mut own, .. } = types;
    findings.extend(found);
    name_types(&mut read, &mut own, request, locked, &mut findings);
    let uses = read.iter().flat_map(|event| event.uses.iter().flatten());
    let shared_names = sharing::names(&nodes, uses, &own);
    let (mut calls, mut files): (Vec<&ReadEvent<'_>>, Vec<&ReadEvent<'_>>) =
        read.iter().partition(|event| event.event.name.is_empty());
    calls.sort_by(|left, right| left.handle.file.cmp(&right.handle.file));
    files.sort_by(|left, right| left.handle.file.cmp(&right.handle.file));
    let to_file = |event: &&ReadEvent<'_>| event::file(event, &nodes, &shared_names);
    let destinations = destination::of_source(plan, request, &mut findings);
    let context = calls.iter().find(|call| call.event.kind == EventKind::Context);
    let module = Module {
        layout: request.layout,
        marker: root::MARKER.to_owned(),
        header: root::header(plan, request, &destinations),
        docs: root::docs(plan, request),
        plan: root::plan_constant(plan, request),
        manifest: root::manifest(plan, request, &destinations),
        load: destination::load(destinations, context.map(|context| &context.record), &nodes),
        functions: other_functions(&calls),
        calls: calls.iter().map(to_file).collect::<Vec<TypeFile>>(),
        events: files.iter().map(to_file).collect(),
        shared: shared(&nodes, &shared_names),
    };
    Lowered { module, findings }
}
