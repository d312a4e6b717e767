//! Amplitude's tracking plan as it is exported to CSV: a row for every event, property or property group.

mod cells;
mod property;

use std::collections::HashMap;

use self::cells::{Row, list};
use super::codes::UNKNOWN_REFERENCE;
use super::drawn::{self, Drawn};
use super::{Input, groups};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::plan::{Definitions, Deprecation, Event, EventKind, Plan, PropertyGroup, Source};
use crate::suggestion;
use crate::table::{COLUMNS, ROWS};

/// Kinds of objects that rows are about, and the call that carries their properties; `None`: a property group.
const OBJECTS: &[(&str, Option<EventKind>)] = &[
    ("Event", Some(EventKind::Track)),
    ("Property Group", None),
    ("User Property", Some(EventKind::Identify)),
    ("Group Property", Some(EventKind::Group)),
];

/// Whether a table is such an export: its columns may stand in any order, among others.
pub(super) fn matches(json: &Json) -> bool {
    let columns = json.get(COLUMNS).map_or(&[][..], Json::items);
    let has = |name: &str| columns.iter().any(|column| column.as_str() == Some(name));
    json.get(ROWS).is_some() && has("Object type") && has("Object name")
}

/// All rows about one event, one group, or the properties of users.
struct Subject<'a> {
    kind: Option<EventKind>,
    name: &'a str,
    rows: Vec<Row<'a>>,
}

/// Reads the events and the property groups of all tables.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    let subjects = subjects(inputs, findings);
    let groups: Vec<_> = subjects
        .iter()
        .filter(|subject| subject.kind.is_none())
        .map(|subject| group(subject, findings))
        .collect();
    let mut plan = Plan { groups, ..Plan::default() };
    for subject in &subjects {
        if let Some(kind) = subject.kind {
            let event = event(subject, kind, &plan.groups, findings);
            add_sources(&mut plan.sources, &event);
            plan.events.push(event);
        }
    }
    plan
}

/// The objects of all tables in the order of their first rows, without those that are ignored or removed.
fn subjects<'a>(inputs: &[&'a Input<'a>], findings: &mut Diagnostics) -> Vec<Subject<'a>> {
    let mut subjects: Vec<Subject<'a>> = Vec::new();
    let mut known: HashMap<(Option<EventKind>, &str), usize> = HashMap::new();
    let mut dropped = Vec::new();
    for row in inputs.iter().flat_map(|input| cells::rows(input)) {
        let Some(word) = row.text("Object type") else { continue };
        let Some((_, kind)) = OBJECTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim()))
        else {
            findings.push(row.malformed("Object type", "`Event` or `Property Group`"));
            continue;
        };
        // The properties of all users are one call; its rows are named after the properties.
        let is_call = kind.is_some_and(|kind| kind != EventKind::Track);
        let name = if is_call { "" } else { row.text("Object name").unwrap_or_default() };
        if row.is_dropped() {
            if !is_call && !row.has_property() {
                dropped.push((*kind, name));
            }
            continue;
        }
        let index = *known.entry((*kind, name)).or_insert_with(|| {
            subjects.push(Subject { kind: *kind, name, rows: Vec::new() });
            subjects.len() - 1
        });
        subjects[index].rows.push(row);
    }
    subjects.retain(|subject| !dropped.contains(&(subject.kind, subject.name)));
    subjects
}

fn group(subject: &Subject<'_>, findings: &mut Diagnostics) -> PropertyGroup {
    let (read, schema) = schema(subject, findings).read(&Definitions::new(), findings);
    PropertyGroup {
        name: subject.name.into(),
        description: subject.first("Object description").map(Into::into),
        properties: read.object,
        schema,
        location: subject.rows[0].location().clone(),
    }
}

fn event(
    subject: &Subject<'_>,
    kind: EventKind,
    known: &[PropertyGroup],
    findings: &mut Diagnostics,
) -> Event {
    let row = &subject.rows[0];
    let mut event = Event::new(kind, subject.name, row.location().clone());
    event.name_location = row.location().key("Object name");
    let mut about = Diagnostics::new();
    if kind == EventKind::Track {
        let text = |column: &str| subject.first(column).map(str::to_owned);
        event.description = text("Object description").map(Into::into);
        event.owner = text("Object owner").map(Into::into);
        event.category = text("Event category").map(Into::into);
        event.tags =
            subject.first("Tags").map(|tags| list(tags).map(Into::into).collect()).unwrap_or_default();
        event.sources = subject.first("Event source").map(|names| list(names).map(Into::into).collect());
        event.deprecation = subject
            .first("Event activity")
            .filter(|word| word.eq_ignore_ascii_case("inactive"))
            .map(|_| Deprecation { note: Some("the event is inactive".into()), ..Deprecation::default() });
    }
    let place = event.name_location.clone();
    schema(subject, &mut about).read_into(&mut event, &Definitions::new(), &place, &mut about);
    take_groups(&mut event, subject, known, &mut about);
    findings.append(drawn::led_from(about, &event.location, &place));
    event
}

/// The event's own properties. The vendor's plans are closed: what they don't name is unexpected.
fn schema(subject: &Subject<'_>, findings: &mut Diagnostics) -> Drawn {
    let rows = subject.rows.iter().filter(|row| row.has_property());
    let properties = property::nested(rows, subject.rows[0].location(), findings);
    let mut schema = Drawn::object(properties, subject.rows[0].location().clone());
    schema.say("additionalProperties", Json::Boolean(false));
    schema
}

fn take_groups(
    event: &mut Event,
    subject: &Subject<'_>,
    known: &[PropertyGroup],
    findings: &mut Diagnostics,
) {
    let mut taken = Vec::new();
    for row in &subject.rows {
        for name in row.text("Property group names").into_iter().flat_map(list) {
            if event.groups.iter().any(|group| group == name) {
                continue;
            }
            if let Some(group) = known.iter().find(|group| group.name == name) {
                event.groups.push(name.into());
                taken.push(group);
                continue;
            }
            let names = known.iter().map(|group| group.name.as_str());
            let help = if known.is_empty() {
                "add the rows of the property group".to_owned()
            } else {
                suggestion::did_you_mean(name, names)
            };
            let message = format!("the plan has no property group `{name}`");
            let finding = Diagnostic::new(&UNKNOWN_REFERENCE, message);
            findings.push(finding.at(&row.location().key("Property group names"), "").help(help));
        }
    }
    groups::take_in(event, &taken, true, findings);
}

fn add_sources(sources: &mut Vec<Source>, event: &Event) {
    for name in event.sources.iter().flatten() {
        if sources.iter().all(|source| source.name != *name) {
            sources.push(Source {
                id: None,
                name: name.clone(),
                description: None,
                destinations: Vec::new(),
                location: event.location.key("Event source"),
            });
        }
    }
}

impl Subject<'_> {
    /// What the first row says that says anything in the column.
    fn first(&self, column: &str) -> Option<&str> {
        self.rows.iter().find_map(|row| row.text(column))
    }
}

#[cfg(test)]
mod tests;
