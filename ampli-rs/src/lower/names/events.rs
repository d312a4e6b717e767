//! The names of a source's events: one handle each, from which function, type and file are named.

use std::collections::{BTreeSet, HashMap};

use super::candidate::Candidate;
use super::claim::{Claim, Namespace};
use super::derived::type_and_file;
use super::identifier::{Identifier, Kind};
use super::settle::{Scope, settle};
use super::version::suffix;
use super::{Name, Settings, hash, reserved};
use crate::diagnostic::Diagnostics;
use crate::lock::{Key, Names};
use crate::plan::{EventKind, compare_versions};
use crate::pointer::Location;

/// An event that asks for names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventName<'a> {
    /// The call that carries it.
    pub kind: EventKind,
    /// The wire name; empty for system calls.
    pub name: &'a str,
    /// The version in the vendor's spelling.
    pub version: Option<&'a str>,
    /// Where the name stands in the plan.
    pub location: &'a Location,
}

impl EventName<'_> {
    fn is_system_call(&self) -> bool {
        self.kind != EventKind::Track && self.name.is_empty()
    }
}

/// The names of one event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventHandle {
    /// The function, in snake_case. Events of other calls than `track` start with the call: `page_home`.
    pub handle: Name,
    /// The type. System calls have their own: `Identify`, `Group`, `Page`, `Screen`, `Context`.
    pub type_name: String,
    /// The stem of the file and the name of the module, without `r#`.
    pub file: String,
    /// Whether the plan has no newer version of the event. Older ones have the version in all their names.
    pub is_newest: bool,
    /// Under what the lock keeps the names inside of the event: all versions of an event share one scope.
    pub scope: Key,
}

/// The names of a source's events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Events {
    /// One for each event that was asked for, in that order.
    pub events: Vec<EventHandle>,
    /// What is worth knowing, in an order that depends on the set of events only.
    pub findings: Diagnostics,
}

/// Settles the names of all events of a source, also of those that are broken and not generated: what is left out counts as
/// removed. The properties of an event are settled together for all its versions.
pub fn events(settings: &Settings, events: &[EventName<'_>], locked: &mut Names) -> Events {
    let keys = keys(events);
    let mut naming = Naming {
        settings,
        events,
        all: keys.iter().cloned().collect(),
        names: vec![None; keys.len()],
        keys,
        taken: HashMap::new(),
        findings: Diagnostics::new(),
    };
    let (calls, named) = naming.newest();
    naming.settle(&calls, naming.identifiers(&calls), locked);
    for function in reserved::functions() {
        naming.taken.insert((Namespace::Function, function.into()), "a function of the SDK".to_owned());
    }
    naming.settle(&named, naming.identifiers(&named), locked);
    let older = naming.older();
    naming.settle(&older, naming.identifiers_of_older(&older), locked);
    naming.finish()
}

/// Events are kept by name, so that a new version of an event keeps the names; older versions have entries of their own.
fn keys(events: &[EventName<'_>]) -> Vec<Key> {
    let mut newest: HashMap<(EventKind, &str), &str> = HashMap::new();
    for event in events {
        let version = event.version.unwrap_or_default();
        let known = newest.entry((event.kind, event.name)).or_insert(version);
        if compare_versions(known, version).is_lt() {
            *known = version;
        }
    }
    let key = |event: &EventName<'_>| {
        let version = event.version.unwrap_or_default();
        let is_newest = newest.get(&(event.kind, event.name)) == Some(&version);
        let version = (!is_newest).then(|| Box::new(version.into()));
        Key::Event { kind: event.kind, name: event.name.into(), version }
    };
    events.iter().map(key).collect()
}

fn is_newest(key: &Key) -> bool {
    matches!(key, Key::Event { version: None, .. })
}

/// What all versions of an event have in common.
fn scope(key: &Key) -> Key {
    match key {
        Key::Event { kind, name, .. } => Key::Event { kind: *kind, name: name.clone(), version: None },
        other => other.clone(),
    }
}

struct Naming<'a> {
    settings: &'a Settings,
    events: &'a [EventName<'a>],
    keys: Vec<Key>,
    all: BTreeSet<Key>,
    names: Vec<Option<Name>>,
    taken: HashMap<Claim, String>,
    findings: Diagnostics,
}

impl Naming<'_> {
    /// The newest versions: system calls, and events that have names.
    fn newest(&self) -> (Vec<usize>, Vec<usize>) {
        let newest = (0..self.events.len()).filter(|index| is_newest(&self.keys[*index]));
        newest.partition(|index| self.events[*index].is_system_call())
    }

    fn older(&self) -> Vec<usize> {
        (0..self.events.len()).filter(|index| !is_newest(&self.keys[*index])).collect()
    }

    fn identifiers(&self, indices: &[usize]) -> Vec<Identifier> {
        let whole_words = &self.settings.whole_words;
        let identifier = |index: &usize| {
            let event = &self.events[*index];
            let call = event.kind.word();
            if event.kind == EventKind::Track {
                Identifier::new(event.name, Kind::Event, whole_words)
            } else if event.name.is_empty() {
                Identifier::composed(call.into(), Kind::Event, hash::of(call.as_bytes()))
            } else {
                Identifier::of_call(call, event.name, whole_words)
            }
        };
        indices.iter().map(identifier).collect()
    }

    /// The names of older versions are made of the newest one's.
    fn identifiers_of_older(&self, indices: &[usize]) -> Vec<Identifier> {
        let handles: HashMap<&Key, &Name> =
            self.keys.iter().zip(&self.names).filter_map(|(key, name)| Some((key, name.as_ref()?))).collect();
        let identifier = |index: &usize| {
            let event = &self.events[*index];
            let version = event.version.unwrap_or_default();
            let newest = handles.get(&scope(&self.keys[*index])).map_or("", |name| name.identifier.as_str());
            let text = format!("{}_{}", newest.trim_end_matches('_'), suffix(version));
            let hash = hash::of(format!("{} {} {version}", event.kind.word(), event.name).as_bytes());
            Identifier::composed(text.into(), Kind::Event, hash)
        };
        indices.iter().map(identifier).collect()
    }

    fn settle(&mut self, indices: &[usize], identifiers: Vec<Identifier>, locked: &mut Names) {
        let candidates = indices.iter().zip(identifiers).map(|(index, identifier)| {
            let event = &self.events[*index];
            let key = self.keys[*index].clone();
            let wanted = self.settings.overrides.of_event(event.name).filter(|_| is_newest(&key));
            Candidate {
                key,
                raw: event.name,
                identifier,
                wanted,
                location: event.location,
                event: Some(if event.name.is_empty() { event.kind.word() } else { event.name }),
            }
        });
        let scope =
            Scope { kind: Kind::Event, taken: &self.taken, others: &self.all, frozen: self.settings.frozen };
        let settled = settle(&scope, candidates.collect(), locked, &mut self.findings);
        for (index, name) in indices.iter().zip(settled) {
            self.names[*index] = Some(name);
        }
    }

    fn finish(self) -> Events {
        let named = self.keys.iter().zip(self.names.into_iter().flatten());
        let events = named
            .map(|(key, handle)| {
                let (type_name, file) = type_and_file(key, &handle.identifier);
                EventHandle { handle, type_name, file, is_newest: is_newest(key), scope: scope(key) }
            })
            .collect();
        Events { events, findings: self.findings }
    }
}
