//! RudderStack's data catalogue, with the schema of every event as its API gives them.

use super::Input;
use super::members::Members;
use super::rudderstack::kind;
use super::wrapped::Message;
use crate::diagnostic::Diagnostics;
use crate::plan::{Event, Plan};

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    Plan {
        name: root.text("name", findings).unwrap_or_default(),
        id: root.words("id", findings),
        version: root.version("version", findings),
        description: root.words("description", findings),
        events: root
            .objects("events", findings)
            .iter()
            .filter_map(|entry| read_event(entry, findings))
            .collect(),
        ..Plan::default()
    }
}

fn read_event(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<Event> {
    let mut event = Event::new(kind(entry, findings)?, "", entry.location().clone());
    if entry.get("name").is_some() {
        event.name = entry.text("name", findings).unwrap_or_default();
        event.name_location = entry.location().key("name");
    }
    event.id = entry.words("id", findings);
    event.description = entry.words("description", findings);
    event.category = entry.words("categoryId", findings);
    entry.object("rules", findings)?;
    let (schema, location) = entry.get("rules")?;
    let section = entry.words("identitySection", findings);
    let message = Message { schema, location };
    match section {
        Some(section) => {
            message.read_section_into(&mut event, &section.split('.').collect::<Vec<_>>(), findings)
        }
        None => message.read_into(&mut event, findings),
    }
    Some(event)
}
