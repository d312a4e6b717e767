//! What all entries say together of calls: the context, users and groups.

use std::collections::BTreeSet;

use super::destination::Route;
use super::entry::Entry;
use super::property::{Property, properties};
use crate::diagnostic::Diagnostics;
use crate::parse::drawn::Listed;
use crate::plan::{Definitions, Event, EventKind};
use crate::pointer::Location;

/// The properties of calls, gathered from all entries.
#[derive(Default)]
pub(super) struct Calls {
    context: Call,
    identify: Call,
    group: Call,
}

/// The properties of one call, each once, in the order in which they were met.
#[derive(Default)]
struct Call {
    properties: Vec<Property>,
    /// How many entries had any.
    entries: usize,
    /// How many entries required each.
    required: Vec<usize>,
    location: Option<Location>,
}

impl Calls {
    /// Takes in what an entry says. Names for one destination are reported where events are read.
    pub(super) fn take(&mut self, entry: &Entry<'_>, findings: &mut Diagnostics) {
        // A call is of all entries, wherever one of them goes.
        let everywhere = Route::default();
        if let Some((section, location)) = entry.section("properties") {
            let all = properties(section, &location, &everywhere, &mut Diagnostics::new());
            let of_system: Vec<_> = all.into_iter().filter(|property| property.is_of_system).collect();
            let place = of_system.first().map(|property| property.location.clone());
            self.context.take(of_system, place);
        }
        let sections = [("userProperties", &mut self.identify), ("groupProperties", &mut self.group)];
        for (name, call) in sections {
            if let Some((section, location)) = entry.section(name) {
                call.take(properties(section, &location, &everywhere, findings), Some(location));
            }
        }
    }

    /// The calls that have properties.
    pub(super) fn events(self, findings: &mut Diagnostics) -> Vec<Event> {
        let calls = [
            (EventKind::Context, self.context),
            (EventKind::Identify, self.identify),
            (EventKind::Group, self.group),
        ];
        calls.into_iter().filter_map(|(kind, call)| call.event(kind, findings)).collect()
    }
}

impl Call {
    fn take(&mut self, properties: Vec<Property>, location: Option<Location>) {
        if properties.is_empty() {
            return;
        }
        self.entries += 1;
        if self.location.is_none() {
            self.location = location;
        }
        let mut seen = BTreeSet::new();
        for property in properties.into_iter().filter(|property| seen.insert(property.name.clone())) {
            let required = usize::from(property.required);
            match self.properties.iter().position(|present| present.name == property.name) {
                Some(index) => self.required[index] += required,
                None => {
                    self.properties.push(property);
                    self.required.push(required);
                }
            }
        }
    }

    /// The call as an event. A property is required if every entry that has any requires it.
    fn event(self, kind: EventKind, findings: &mut Diagnostics) -> Option<Event> {
        let mut event = Event::new(kind, "", self.location?);
        let mut listed = Listed::default();
        for (property, required) in self.properties.into_iter().zip(self.required) {
            let required = required == self.entries;
            listed.add(&property.name, &property.schema, required, &property.location, findings);
        }
        let place = event.location.clone();
        let schema = listed.into_schema(true, place.clone());
        schema.read_into(&mut event, &Definitions::new(), &place, findings);
        Some(event)
    }
}
