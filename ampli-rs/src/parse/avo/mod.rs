//! Avo's export of a tracking plan as JSON Schema.

mod calls;
mod destination;
mod entry;
mod import;
mod property;

use std::collections::HashMap;

use ecow::EcoString;

use self::calls::Calls;
use self::destination::Destinations;
use self::entry::Entry;
pub(super) use self::import::{is_import, read as read_import};
use super::Input;
use super::codes::MERGED_VARIANTS;
use super::drawn::Drawn;
use super::members::Members;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Definitions, Event, EventKind, Plan, Source};

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    let categories = root.object("categories", findings);
    let mut calls = Calls::default();
    let mut sources = Vec::new();
    let mut events: Vec<Vec<Entry<'_>>> = Vec::new();
    let mut known: HashMap<(EventKind, EcoString, Option<EcoString>), usize> = HashMap::new();
    let destinations = Destinations::new(&root, findings);
    for members in root.objects("events", findings) {
        let entry = Entry::new(members, categories.as_ref(), &destinations, findings);
        calls.take(&entry, findings);
        add_sources(&mut sources, &entry.members, &destinations, findings);
        let Some(kind) = entry.kind(findings) else { continue };
        let identity = (kind, entry.name.clone(), entry.variant.clone());
        let index = *known.entry(identity).or_insert(events.len());
        if index == events.len() {
            events.push(Vec::new());
        }
        events[index].push(entry);
    }
    let mut plan = Plan {
        name: root.text("name", findings).unwrap_or_default(),
        sources,
        events: calls.events(findings),
        ..Plan::default()
    };
    plan.events.extend(events.into_iter().filter_map(|entries| event(&entries, findings)));
    plan.destinations = destinations.into_plan();
    plan
}

/// Notes the programs that an entry is for, each name once.
fn add_sources(
    sources: &mut Vec<Source>,
    entry: &Members<'_>,
    destinations: &Destinations,
    findings: &mut Diagnostics,
) {
    for source in entry.objects("sources", findings) {
        let Some(name) = source.words("name", findings) else { continue };
        let goes_to = destinations.of_source(&source);
        match sources.iter_mut().find(|present| present.name == name) {
            Some(present) => {
                let new: Vec<_> =
                    goes_to.into_iter().filter(|name| !present.destinations.contains(name)).collect();
                present.destinations.extend(new);
            }
            None => sources.push(Source {
                id: source.words("id", findings),
                name,
                description: None,
                destinations: goes_to,
                location: source.location().clone(),
            }),
        }
    }
}

/// The event that all entries of one name and variant make. There should be one.
fn event(entries: &[Entry<'_>], findings: &mut Diagnostics) -> Option<Event> {
    let mut event = entries.first()?.event(findings);
    if entries.len() > 1 {
        report_repeated(&event, entries, findings);
        widen(&mut event, entries, findings);
    }
    let place = event.name_location.clone();
    let mut schemas: Vec<Drawn> = entries.iter().map(|entry| entry.schema(findings)).collect();
    let schema =
        if schemas.len() == 1 { schemas.pop()? } else { Drawn::any_of(schemas, event.location.clone()) };
    schema.read_into(&mut event, &Definitions::new(), &place, findings);
    Some(event)
}

/// Lets the event be of all sources that any of its entries is of.
fn widen(event: &mut Event, entries: &[Entry<'_>], findings: &mut Diagnostics) {
    for entry in entries {
        match (&mut event.sources, entry.sources(findings)) {
            (Some(sources), Some(more)) => {
                let new: Vec<_> = more.into_iter().filter(|name| !sources.contains(name)).collect();
                sources.extend(new);
            }
            (sources, _) => *sources = None,
        }
    }
}

fn report_repeated(event: &Event, entries: &[Entry<'_>], findings: &mut Diagnostics) {
    let message = format!(
        "`{}` is there {} times: all are one event, which may be any of them",
        event.title(),
        entries.len()
    );
    let mut finding = Diagnostic::new(&MERGED_VARIANTS, message);
    for entry in entries {
        finding = finding.at(&entry.members.location().key("name"), "");
    }
    findings.push(finding.help("give them different names if the generated code must tell them apart"));
}
