//! # Property of two types
//!
//! ## What it does
//!
//! Looks for properties that have the same name in several events and values of different kinds: text here, a number
//! there. Whole numbers and fractions are both numbers. Events, pages, screens and the context are compared with each
//! other; the properties of users and of groups each among themselves. Of an event with versions the latest counts.
//!
//! ## Why it matters
//!
//! At the destination all of them are one property: one column of one type. What does not fit is dropped, or the column
//! is split in two that nobody finds.
//!
//! ## Example
//!
//! ```json
//! [
//!   { "name": "Seed Sown", "schema": { "properties": { "row": { "type": "integer" } } } },
//!   { "name": "Row Watered", "schema": { "properties": { "row": { "type": "string" } } } }
//! ]
//! ```
//!
//! ## What to do
//!
//! Use one type, or another name for what is another thing.

use std::collections::HashMap;

use super::Settings;
use super::alike::{self, Alike, PropertyAt};
use super::findings::Findings;
use super::walk::Owner;
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::json::Json;
use crate::plan::{Event, EventKind, Plan, Shape, Type, compare_versions};
use crate::values::conformance::Scope;

pub(super) static CONFLICTING_TYPES: Code = Code {
    id: "AMP0222",
    name: "conflicting-types",
    severity: Severity::Warning,
    source: include_str!("conflicting_types.rs"),
};

/// References followed in a row.
const LONGEST_CHAIN: usize = 8;

pub(super) fn check(plan: &Plan, properties: &[Alike<'_>], _: &Settings, findings: &mut Findings) {
    let latest = latest(plan);
    for alike in properties.iter().filter(|alike| alike.properties.len() > 1) {
        for space in [Space::Events, Space::Users, Space::Groups] {
            report(plan, alike, space, &latest, findings);
        }
    }
}

/// Properties that are one property at the destination if they have the same name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    Events,
    Users,
    Groups,
}

impl Space {
    fn of(kind: EventKind) -> Self {
        match kind {
            EventKind::Track | EventKind::Page | EventKind::Screen | EventKind::Context => Self::Events,
            EventKind::Identify => Self::Users,
            EventKind::Group => Self::Groups,
        }
    }
}

/// The version that counts, of every event that has several.
type Latest<'a> = HashMap<(EventKind, &'a str), &'a Event>;

fn latest(plan: &Plan) -> Latest<'_> {
    let mut latest: Latest<'_> = HashMap::new();
    for event in &plan.events {
        let known = latest.entry((event.kind, event.handle())).or_insert(event);
        let version = |event: &Event| event.version.clone().unwrap_or_default();
        if compare_versions(&version(event), &version(known)).is_gt() {
            *known = event;
        }
    }
    latest
}

fn report(plan: &Plan, alike: &Alike<'_>, space: Space, latest: &Latest<'_>, findings: &mut Findings) {
    let is_wanted = |at: &PropertyAt<'_>| {
        let Owner::Event(event) = at.owner else { return false };
        at.is_outermost
            && !at.property.value.deprecated
            && Space::of(event.kind) == space
            && latest.get(&(event.kind, event.handle())).is_some_and(|latest| std::ptr::eq(*latest, event))
    };
    // Before places are compared and allowances asked for: nearly all names have one type.
    let mut kinds = alike.properties.iter().filter(|at| is_wanted(at)).filter_map(|at| kind(at, plan));
    let Some(first) = kinds.next() else { return };
    if kinds.all(|kind| kind == first) {
        return;
    }
    let places = alike.reportable(&CONFLICTING_TYPES, findings, is_wanted);
    let of_kinds = by_kind(&places, plan);
    let [(usual, usual_places), others @ ..] = &of_kinds[..] else { return };
    let Some((other, other_places)) = others.first() else { return };
    let [at, ..] = &other_places[..] else { return };
    let [usual_at, ..] = &usual_places[..] else { return };
    let name = visible(alike.name);
    let message = format!(
        "`{name}` is {other} in {}, {usual} in {}{}",
        alike::owners(other_places),
        alike::owners(usual_places),
        others[1..]
            .iter()
            .map(|(kind, places)| format!(", {kind} in {}", alike::owners(places)))
            .collect::<String>(),
    );
    let finding = Diagnostic::new(&CONFLICTING_TYPES, message)
        .at_key(&at.property.location, *other)
        .at_key(&usual_at.property.location, *usual)
        .help("use one type, or another name for what is another thing");
    findings.push(at.owner.mark(finding));
}

/// The places by the kind of their values, the most usual kind first.
fn by_kind<'a>(places: &[PropertyAt<'a>], plan: &Plan) -> Vec<(&'static str, Vec<PropertyAt<'a>>)> {
    let mut kinds: Vec<(&'static str, Vec<PropertyAt<'a>>)> = Vec::new();
    for at in places {
        let Some(kind) = kind(at, plan) else { continue };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, places)) => places.push(*at),
            None => kinds.push((kind, vec![*at])),
        }
    }
    kinds.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
    kinds
}

fn kind(at: &PropertyAt<'_>, plan: &Plan) -> Option<&'static str> {
    of_type(&at.property.value, at.owner.scope(plan), LONGEST_CHAIN)
}

/// The one kind of values that a type admits; `None` where there are several or all.
fn of_type(value: &Type, scope: Scope<'_>, chain: usize) -> Option<&'static str> {
    Some(match &value.shape {
        Shape::String => "text",
        Shape::Integer | Shape::Number => "a number",
        Shape::Boolean => "a boolean",
        Shape::Array(_) => "a list",
        Shape::Object(_) | Shape::Map(_) => "an object",
        Shape::Const(constant) => return of_json(constant),
        Shape::Enum(values) => {
            let mut kinds = values.iter().map(|listed| of_json(&listed.value));
            let first = kinds.next()??;
            return kinds.all(|kind| kind == Some(first)).then_some(first);
        }
        Shape::Reference(key) if chain > 0 => return of_type(scope.definition(key)?, scope, chain - 1),
        Shape::Any | Shape::Null | Shape::Union(_) | Shape::Reference(_) => return None,
    })
}

fn of_json(json: &Json) -> Option<&'static str> {
    match json {
        Json::String(_) => Some("text"),
        Json::Number(_) => Some("a number"),
        Json::Boolean(_) => Some("a boolean"),
        Json::Array(_) => Some("a list"),
        Json::Object(_) => Some("an object"),
        Json::Null => None,
    }
}
