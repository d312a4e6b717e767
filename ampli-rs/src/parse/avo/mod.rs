//! Avo's export of a tracking plan as JSON Schema.

mod calls;
mod entry;
mod property;

use std::collections::HashMap;

use ecow::EcoString;

use self::calls::Calls;
use self::entry::Entry;
use super::Input;
use super::codes::MERGED_VARIANTS;
use super::composed::Composed;
use super::members::Members;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Event, EventKind, Plan, Source};

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    let categories = root.object("categories", findings);
    let mut calls = Calls::default();
    let mut sources = Vec::new();
    let mut events: Vec<Vec<Entry<'_>>> = Vec::new();
    let mut known: HashMap<(EventKind, EcoString), usize> = HashMap::new();
    for members in root.objects("events", findings) {
        let entry = Entry::new(members, categories.as_ref(), findings);
        calls.take(&entry, findings);
        add_sources(&mut sources, &entry.members, findings);
        let Some(kind) = entry.kind(findings) else { continue };
        let index = *known.entry((kind, entry.name.clone())).or_insert(events.len());
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
    plan.events.extend(events.into_iter().filter_map(|entries| event(entries, findings)));
    plan
}

/// Notes the programs that an entry is for, each name once.
fn add_sources(sources: &mut Vec<Source>, entry: &Members<'_>, findings: &mut Diagnostics) {
    for source in entry.objects("sources", findings) {
        let Some(name) = source.words("name", findings) else { continue };
        if sources.iter().all(|present| present.name != name) {
            sources.push(Source {
                id: source.words("id", findings),
                name,
                description: None,
                destinations: Vec::new(),
                location: source.location().clone(),
            });
        }
    }
}

/// The event that all entries of one name make: an event and its variants.
fn event(entries: Vec<Entry<'_>>, findings: &mut Diagnostics) -> Option<Event> {
    let base = entries.iter().position(|entry| entry.variant.is_none()).unwrap_or_default();
    let mut event = entries.get(base)?.event(findings);
    if entries.len() > 1 {
        report_variants(&event, &entries, findings);
        widen(&mut event, &entries, findings);
    }
    let place = event.name_location.clone();
    let mut schemas: Vec<Composed> = entries.iter().map(|entry| entry.schema(findings)).collect();
    let schema = if schemas.len() == 1 { schemas.pop()? } else { Composed::any_of(schemas) };
    schema.read_into(&mut event, &place, findings);
    Some(event)
}

/// Lets the event be of all sources that any of its variants is of.
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

fn report_variants(event: &Event, entries: &[Entry<'_>], findings: &mut Diagnostics) {
    let message = format!(
        "`{}` is there {} times: all are one event, which may be any of them",
        event.title(),
        entries.len()
    );
    let mut finding = Diagnostic::new(&MERGED_VARIANTS, message);
    for entry in entries {
        let variant = entry.variant.as_ref().map(|variant| format!("the variant `{variant}`"));
        finding = finding.at(&entry.members.location().key("name"), variant.unwrap_or_default());
    }
    findings.push(finding.help("give them different names if the generated code must tell them apart"));
}
