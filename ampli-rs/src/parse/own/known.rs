//! Whether names that events and sources refer to are there.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::codes::UNKNOWN_REFERENCE;
use crate::plan::{Definitions, Event, Plan, PropertyGroup, Source};
use crate::pointer::Location;
use crate::suggestion;

/// What events may refer to.
pub(super) struct Known<'a> {
    sources: Vec<&'a str>,
    destinations: Vec<&'a str>,
    pub(super) groups: BTreeMap<&'a str, &'a PropertyGroup>,
    pub(super) definitions: &'a Definitions,
}

impl<'a> Known<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        Self {
            sources: plan.sources.iter().map(|source| source.name.as_str()).collect(),
            destinations: plan.destinations.iter().map(|destination| destination.name.as_str()).collect(),
            groups: plan.groups.iter().map(|group| (group.name.as_str(), group)).collect(),
            definitions: &plan.definitions,
        }
    }

    pub(super) fn check_sources(&self, sources: &[Source], findings: &mut Diagnostics) {
        for source in sources {
            let place = source.location.key("destinations");
            for (index, name) in source.destinations.iter().enumerate() {
                check_name("destination", name, &self.destinations, &place.index(index), findings);
            }
        }
    }

    pub(super) fn check(&self, event: &Event, findings: &mut Diagnostics) {
        let place = event.location.key("sources");
        for (index, name) in event.sources.iter().flatten().enumerate() {
            check_name("source", name, &self.sources, &place.index(index), findings);
        }
        let place = event.location.key("destinations");
        for name in event.destinations.keys() {
            check_name("destination", name, &self.destinations, &place.key(name), findings);
        }
        let place = event.location.key("groups");
        for (index, name) in event.groups.iter().enumerate() {
            if !self.groups.contains_key(name.as_str()) {
                let groups: Vec<_> = self.groups.keys().copied().collect();
                check_name("property group", name, &groups, &place.index(index), findings);
            }
        }
    }
}

fn check_name(what: &str, name: &str, known: &[&str], place: &Location, findings: &mut Diagnostics) {
    if known.contains(&name) {
        return;
    }
    let help = if known.is_empty() {
        format!("add it: the plan has no {what}s")
    } else {
        suggestion::did_you_mean(name, known.iter().copied())
    };
    let message = format!("the plan has no {what} `{name}`");
    findings.push(Diagnostic::new(&UNKNOWN_REFERENCE, message).at(place, "").help(help));
}
