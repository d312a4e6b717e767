//! Every name of a plan that goes out on the wire.

use std::collections::HashMap;

use super::alike::{self, Places};
use super::findings::Findings;
use super::schema_node;
use super::walk::{self, Owner};
use crate::diagnostic::{Diagnostic, Part, visible};
use crate::json::Json;
use crate::plan::{Event, EventKind, Plan, Property, Shape};
use crate::pointer::Location;

/// What a name names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    Event,
    Property,
    EnumValue,
}

impl NameKind {
    fn noun(self, owner: Owner<'_>) -> &'static str {
        match (self, owner) {
            (Self::Event, Owner::Event(Event { kind: EventKind::Page, .. })) => "page",
            (Self::Event, Owner::Event(Event { kind: EventKind::Screen, .. })) => "screen",
            (Self::Event, _) => "event",
            (Self::Property, _) => "property",
            (Self::EnumValue, _) => "value",
        }
    }
}

/// A name and where it stands.
pub(super) struct Name<'a> {
    pub(super) kind: NameKind,
    pub(super) text: &'a str,
    pub(super) owner: Owner<'a>,
    pub(super) part: Part,
    place: Place<'a>,
}

/// Where a name stands. The place of a listed text has to be searched for, which only findings are worth.
enum Place<'a> {
    At(&'a Location),
    Listed { plan: &'a Plan, value: &'a Json, enumeration: &'a Location },
}

impl Name<'_> {
    /// How messages call what the name names.
    pub(super) fn noun(&self) -> &'static str {
        self.kind.noun(self.owner)
    }

    /// How messages call the name.
    pub(super) fn title(&self) -> String {
        format!("the name of {} `{}`", self.noun(), visible(self.text))
    }

    /// Where the name stands.
    pub(super) fn location(&self) -> Location {
        match self.place {
            Place::At(location) => location.clone(),
            Place::Listed { plan, value, enumeration } => {
                schema_node::listed(plan, self.owner, enumeration, value)
            }
        }
    }
}

/// Visits the names of tracked events, of pages and screens that have one, of properties at all levels, and the listed
/// texts.
pub(super) fn all(plan: &Plan, visit: &mut dyn FnMut(&Name<'_>)) {
    for event in plan.events.iter().filter(|event| !event.is_system_call()) {
        visit(&Name {
            kind: NameKind::Event,
            text: &event.name,
            owner: Owner::Event(event),
            part: name_part(event),
            place: Place::At(&event.name_location),
        });
    }
    walk::objects(plan, &mut |object| {
        for Property { name, location, .. } in &object.object.properties {
            let (owner, place) = (object.owner, Place::At(location));
            visit(&Name { kind: NameKind::Property, text: name, owner, part: Part::Key, place });
        }
    });
    walk::values(plan, &mut |value| {
        let Shape::Enum(listed) = &value.value.shape else { return };
        for listed in listed {
            let (owner, Some(text)) = (value.owner, listed.value.as_str()) else { continue };
            let place = Place::Listed { plan, value: &listed.value, enumeration: &value.value.location };
            visit(&Name { kind: NameKind::EnumValue, text, owner, part: Part::Value, place });
        }
    });
}

/// Reports what `judge` finds wrong with names: of a name once, wherever the plan has it.
pub(super) fn report(
    plan: &Plan,
    findings: &mut Findings,
    judge: &mut dyn FnMut(&Name<'_>) -> Option<Diagnostic>,
) {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut told: Vec<(Diagnostic, Places)> = Vec::new();
    all(plan, &mut |name| {
        let Some(finding) = judge(name) else { return };
        let location = name.location();
        if findings.allow(finding.code, &location) {
            return;
        }
        let next = told.len();
        let index = *known.entry(finding.message.clone()).or_insert(next);
        if index == next {
            told.push((finding, Places::default()));
        }
        told[index].1.add(name.owner, &[alike::label(&location, name.part)]);
    });
    for (mut finding, places) in told {
        if places.count() > 1 {
            finding.message = format!("{}, in {}", finding.message, places.owners());
        }
        findings.push(places.mark(finding));
    }
}

/// Where the name of an event is written: as a value of its own, or as the key of the event.
pub(super) fn name_part(event: &Event) -> Part {
    if event.name_location == event.location { Part::Key } else { Part::Value }
}
