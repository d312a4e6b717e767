//! Reads the events of a source: their names, then their types.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::names::{self, EventHandle, EventName, Events, Namer, TypeName};
use super::naming::{Asked, Inside};
use super::node::RecordNode;
use super::reference::{Definitions, OfPlan};
use super::request::Request;
use super::types::{Types, Use, key_part};
use crate::diagnostic::Diagnostics;
use crate::lock::{Key, Names, SourceNames};
use crate::plan::{Event, EventKind, Plan};

/// All that was read, with names.
pub(super) struct Reading<'p, 'r> {
    pub(super) events: Vec<ReadEvent<'p>>,
    pub(super) types: Types<'p, 'r>,
}

/// An event whose types have been read.
pub(super) struct ReadEvent<'p> {
    pub(super) event: &'p Event,
    pub(super) handle: EventHandle,
    pub(super) record: RecordNode,
    pub(super) uses: Vec<Option<Box<Use<'p>>>>,
}

/// The events of the request's source, and names for everything in them.
pub(super) fn events<'p, 'r>(
    plan: &'p Plan,
    request: &'r Request,
    locked: &mut SourceNames,
    findings: &mut Diagnostics,
) -> Reading<'p, 'r> {
    let (of_source, handles) = handles(plan, &request.source, &request.names, locked);
    let mut seen = BTreeSet::new();
    let sound: Vec<(&Event, &EventHandle)> = of_source
        .iter()
        .zip(&handles.events)
        .filter(|((index, event), _)| !request.broken.contains(index) && seen.insert(identity(event)))
        .map(|((_, event), handle)| (*event, handle))
        .collect();

    let of_plan = OfPlan::new(&plan.definitions);
    let definitions: Vec<Definitions<'p>> = sound.iter().map(|(event, _)| of_plan.seen_by(event)).collect();
    let mut types = Types::new(&request.names);
    let insides = settle(&sound, &definitions, request, &mut locked.names, findings);
    if !sound.is_empty() {
        types.settle_of_plan(&of_plan.alone(), &mut locked.names);
    }
    let mut read = Vec::with_capacity(sound.len());
    for ((event, handle), definitions) in sound.iter().zip(&definitions) {
        let key = type_key(event, handle);
        types.settle_own(event, &key, definitions, &mut locked.names);
        let (record, uses) =
            types.event(event, &handle.type_name, &key, definitions, &insides[&handle.scope]);
        read.push(ReadEvent { event, handle: (*handle).clone(), record, uses });
    }
    name_types(&mut read, &mut types.own, &handles, request, locked, findings);
    findings.extend(handles.findings);
    Reading { events: read, types }
}

/// The events of a source with their indices in the plan, and the names of each.
pub(super) fn handles<'p>(
    plan: &'p Plan,
    source: &str,
    settings: &names::Settings,
    locked: &mut SourceNames,
) -> (Vec<(usize, &'p Event)>, Events) {
    let of_source: Vec<(usize, &Event)> =
        plan.events.iter().enumerate().filter(|(_, event)| is_of_source(event, source)).collect();
    let asked: Vec<EventName<'_>> = of_source.iter().map(|(_, event)| event_name(event)).collect();
    let handles = names::events(settings, &asked, &mut locked.names);
    (of_source, handles)
}

fn is_of_source(event: &Event, source: &str) -> bool {
    event.sources.as_ref().is_none_or(|sources| sources.iter().any(|name| name == source))
}

fn event_name(event: &Event) -> EventName<'_> {
    EventName {
        kind: event.kind,
        name: event.handle(),
        version: event.version.as_deref(),
        location: &event.name_location,
    }
}

/// What may be in a source only once.
fn identity(event: &Event) -> (EventKind, &str, Option<&str>) {
    let version = if event.name.is_empty() { None } else { event.version.as_deref() };
    (event.kind, event.handle(), version)
}

/// What tells the types of an event from those of all others: no name has a single backslash in it.
fn type_key(event: &Event, handle: &EventHandle) -> String {
    let name = key_part(event.handle());
    let call = match event.kind {
        EventKind::Track => String::new(),
        kind => format!("\\{} ", kind.word()),
    };
    match &event.version {
        Some(version) if !handle.is_newest => format!("{call}{name}\\version {}", key_part(version)),
        _ => call + &*name,
    }
}

/// The names inside of events, by scope: all versions of an event have one.
fn settle<'p>(
    events: &[(&'p Event, &EventHandle)],
    definitions: &[Definitions<'p>],
    request: &Request,
    locked: &mut Names,
    findings: &mut Diagnostics,
) -> BTreeMap<Key, Inside<'p>> {
    let mut scopes: BTreeMap<&Key, (Asked<'p>, &EventHandle, &Event)> = BTreeMap::new();
    for ((event, handle), definitions) in events.iter().zip(definitions) {
        let (asked, first, _) =
            scopes.entry(&handle.scope).or_insert_with(|| (Asked::default(), handle, event));
        asked.object(&event.properties, definitions);
        if handle.is_newest {
            *first = handle;
        }
    }
    let mut namer = Namer::new(&request.names);
    let settled = scopes.into_iter().map(|(scope, (asked, handle, event))| {
        let locked = locked.inside(scope.clone(), &handle.handle.identifier);
        let inside = asked.settle(&mut namer, Some(event.handle()), locked, findings);
        (scope.clone(), inside)
    });
    settled.collect()
}

/// Names every use of a type.
fn name_types<'p>(
    events: &mut [ReadEvent<'p>],
    own: &mut [Use<'p>],
    handles: &Events,
    request: &Request,
    locked: &mut SourceNames,
    findings: &mut Diagnostics,
) {
    let mut asked = Vec::new();
    for read in events.iter_mut() {
        let event: &'p Event = read.event;
        for used in read.uses.iter_mut().flatten() {
            ask(used, Some(event.handle()), &mut asked);
        }
    }
    let public = asked.len();
    for used in own.iter_mut() {
        ask(used, None, &mut asked);
    }
    let settled = names::types(&request.names, &asked[..public], handles, &mut locked.names);
    findings.extend(settled.findings);
    let mut names = settled.names.into_iter().map(|name| name.identifier);
    for used in events.iter_mut().flat_map(|read| read.uses.iter_mut().flatten()) {
        assign(used, &mut names);
    }
    // These are never seen from outside, so that they need no settled names.
    let mut plain =
        asked.split_off(public).into_iter().map(|asked| asked.plain.into()).collect::<Vec<_>>().into_iter();
    for used in own {
        assign(used, &mut plain);
    }
}

fn ask<'p>(used: &mut Use<'p>, event: Option<&'p str>, asked: &mut Vec<TypeName<'p>>) {
    asked.push(TypeName {
        key: std::mem::take(&mut used.key),
        plain: std::mem::take(&mut used.plain),
        kind: used.kind,
        location: used.location,
        event,
    });
    for inside in used.inside.iter_mut().flatten() {
        ask(inside, event, asked);
    }
}

fn assign(used: &mut Use<'_>, names: &mut impl Iterator<Item = EcoString>) {
    if let Some(name) = names.next() {
        used.name = name.into();
    }
    for inside in used.inside.iter_mut().flatten() {
        assign(inside, names);
    }
}
