//! RudderStack tracking plans as RudderTyper 1 commits them (`plan.json`), from either version of the API.

use super::Input;
use super::codes::MALFORMED_PLAN;
use super::members::Members;
use super::segment_config::{plan_id, read_event, read_system_rules};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Event, EventKind, Plan};

const KINDS: &[EventKind] =
    &[EventKind::Track, EventKind::Identify, EventKind::Group, EventKind::Page, EventKind::Screen];

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    let mut events = Vec::new();
    if let Some(rules) = root.object("rules", findings) {
        read_system_rules(&rules, &mut events, findings);
        let entries = rules.objects("events", findings);
        events.extend(entries.iter().filter_map(|entry| read_entry(entry, findings)));
    }
    // The first version of the API keeps the id in the name.
    let display_name = root.text("display_name", findings);
    let (name, id) = match display_name {
        Some(name) => (name, plan_id(&root, findings)),
        None => (root.text("name", findings).unwrap_or_default(), root.words("id", findings)),
    };
    Plan {
        name,
        id,
        version: root.version("version", findings),
        description: root.words("description", findings),
        events,
        ..Plan::default()
    }
}

fn read_entry(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<Event> {
    Some(read_event(entry, kind(entry, findings)?, findings))
}

/// The call that carries an event; `None`, and a finding, when there is no such call.
pub(super) fn kind(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<EventKind> {
    let Some(word) = entry.words("eventType", findings) else { return Some(EventKind::Track) };
    let kind = KINDS.iter().find(|kind| kind.word() == word);
    if kind.is_none() {
        let message = format!("`{word}` is no type of an event, so the event is not read");
        findings.push(
            Diagnostic::new(&MALFORMED_PLAN, message)
                .at(&entry.location().key("eventType"), "")
                .help("write `track`, `identify`, `group`, `page` or `screen`"),
        );
    }
    kind.copied()
}
