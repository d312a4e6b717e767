//! What holds for the plans of every format: the order of the events, what events and sources are known by, and whose a
//! finding is.

use std::collections::HashMap;

use super::codes::{DUPLICATE_EVENT, DUPLICATE_NAME, EMPTY_EVENT_NAME, RESERVED_EVENT_NAME};
use super::itly;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::plan::{Event, EventKind, Plan, Source};
use crate::pointer::Location;

/// Puts the system calls first, leaves out events without a name, makes sources of one name one, and reports what is wrong
/// with names.
pub(super) fn settle(plan: &mut Plan, findings: &mut Diagnostics) {
    plan.events.sort_by_key(|event| rank(event.kind));
    plan.events.retain(|event| {
        let named = event.kind != EventKind::Track || !event.name.is_empty();
        if !named {
            findings.push(
                Diagnostic::new(&EMPTY_EVENT_NAME, "an event has no name")
                    .at(&event.name_location, "")
                    .help("give the event its name"),
            );
        }
        named
    });
    plan.sources = unique(std::mem::take(&mut plan.sources), findings);
    report_reserved(plan, findings);
    report_duplicates(plan, findings);
}

/// The sources, each name once: events say by name which of them send them.
fn unique(sources: Vec<Source>, findings: &mut Diagnostics) -> Vec<Source> {
    let mut unique: Vec<Source> = Vec::with_capacity(sources.len());
    for source in sources {
        let Some(first) = unique.iter_mut().find(|first| first.name == source.name) else {
            unique.push(source);
            continue;
        };
        let message = format!("the plan has the source `{}` twice, which is taken for one", source.name);
        let mut finding = Diagnostic::new(&DUPLICATE_NAME, message)
            .at(&source.location, "again here")
            .at(&first.location, "first here");
        finding.severity = Severity::Warning;
        findings.push(finding.help("rename or remove one of them"));
        let new = source.destinations.into_iter().filter(|name| !first.destinations.contains(name));
        let new: Vec<_> = new.collect();
        first.destinations.extend(new);
    }
    unique
}

fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::Context => 0,
        EventKind::Identify => 1,
        EventKind::Group => 2,
        EventKind::Page => 3,
        EventKind::Screen => 4,
        EventKind::Track => 5,
    }
}

fn report_reserved(plan: &Plan, findings: &mut Diagnostics) {
    for event in plan.events.iter().filter(|event| event.kind == EventKind::Track) {
        if itly::SYSTEM.iter().any(|(name, _)| *name == event.name) {
            let message =
                format!("an event can't be called `{}`: that is the name of a system call", event.name);
            findings.push(
                Diagnostic::new(&RESERVED_EVENT_NAME, message)
                    .at(&event.name_location, "")
                    .help("rename it, or make it the system call if that is what it is"),
            );
        }
    }
}

fn report_duplicates(plan: &Plan, findings: &mut Diagnostics) {
    let mut seen: HashMap<(EventKind, &str, Option<&str>), &Event> = HashMap::new();
    for event in &plan.events {
        let identity = (event.kind, event.handle(), event.version.as_deref());
        let Some(first) = seen.get(&identity) else {
            seen.insert(identity, event);
            continue;
        };
        let version = identity.2.map_or_else(String::new, |version| format!(" in version `{version}`"));
        let message = format!("the plan has `{}`{version} twice", event.title());
        findings.push(
            Diagnostic::new(&DUPLICATE_EVENT, message)
                .at(&event.name_location, "again here")
                .at(&first.name_location, "first here")
                .help("rename or remove one of them, or give them different versions"),
        );
    }
}

/// The findings, each with the name of the event in which its first label lies.
pub(super) fn name_events(plan: &Plan, findings: Diagnostics) -> Diagnostics {
    let mut events: HashMap<&Location, &str> = HashMap::new();
    for event in &plan.events {
        events.entry(&event.location).or_insert(event.title());
    }
    let named = findings.into_iter().map(|mut finding| {
        if finding.event.is_none()
            && let Some(label) = finding.labels.first()
        {
            finding.event = event_at(&events, &label.location).map(str::to_owned);
        }
        finding
    });
    let mut all = Diagnostics::new();
    all.extend(named);
    all
}

/// The event at or above `location`.
fn event_at<'a>(events: &HashMap<&Location, &'a str>, location: &Location) -> Option<&'a str> {
    location.ancestors().find_map(|place| events.get(&place).copied())
}
