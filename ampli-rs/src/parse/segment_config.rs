//! Segment tracking plans as the Config API gave them (Typewriter 7).

use ecow::EcoString;

use super::Input;
use super::members::Members;
use super::wrapped::Message;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::plan::{Event, EventKind, Plan};

/// Keys of the rules that hold for calls instead of events.
const SYSTEM: &[(&str, EventKind)] = &[
    ("global", EventKind::Context),
    ("identify_traits", EventKind::Identify),
    ("group_traits", EventKind::Group),
];

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let root = Members::new(&input.json, input.root());
    let mut events = Vec::new();
    if let Some(rules) = root.object("rules", findings) {
        read_system_rules(&rules, &mut events, findings);
        for entry in rules.objects("events", findings) {
            events.push(read_event(&entry, EventKind::Track, findings));
        }
    }
    Plan {
        name: root.text("display_name", findings).unwrap_or_default(),
        id: plan_id(&root, findings),
        version: root.version("version", findings),
        description: root.words("description", findings),
        events,
        ..Plan::default()
    }
}

/// The id out of a name like `workspaces/acme/tracking-plans/rs_1`.
pub(super) fn plan_id(root: &Members<'_>, findings: &mut Diagnostics) -> Option<EcoString> {
    let name = root.words("name", findings)?;
    Some(name.rsplit_once("/tracking-plans/").map_or(name.as_str(), |(_, id)| id).into())
}

/// Reads the rules of calls. Unused ones are empty lists, in some files empty objects.
pub(super) fn read_system_rules(rules: &Members<'_>, events: &mut Vec<Event>, findings: &mut Diagnostics) {
    for (key, kind) in SYSTEM {
        let Some((rule, location)) = rules.get(key) else { continue };
        let mut used = Vec::new();
        match rule {
            Json::Array(items) => {
                used.extend(items.iter().enumerate().map(|(index, item)| (item, location.index(index))));
            }
            rule => used.push((rule, location)),
        }
        for (rule, location) in used.into_iter().filter(|(rule, _)| !rule.members().is_empty()) {
            events.push(read_system_rule(&Members::new(rule, location), *kind, findings));
        }
    }
}

/// A rule of a call is an entry like those of events, a schema of the message, or just one of the traits.
fn read_system_rule(rule: &Members<'_>, kind: EventKind, findings: &mut Diagnostics) -> Event {
    let entry = rule.get("rules").is_some();
    let mut event = Event::new(kind, "", rule.location().clone());
    let (schema, location) = if entry { rule.get("rules") } else { None }
        .unwrap_or_else(|| (rule.json(), rule.location().clone()));
    event.description = rule.words("description", findings);
    let sections = schema.get("properties").map_or(&[][..], Json::members);
    let wrapped = entry
        || !sections.is_empty()
            && sections.iter().all(|(name, _)| ["context", "traits", "properties"].contains(&&**name));
    let message = Message { schema, location };
    if wrapped {
        message.read_into(&mut event, findings);
    } else {
        message.read_flat_into(&mut event, findings);
    }
    event
}

/// An event, with what all formats of this family say of it.
pub(super) fn read_event(entry: &Members<'_>, kind: EventKind, findings: &mut Diagnostics) -> Event {
    let mut event = Event::new(kind, "", entry.location().clone());
    if entry.get("name").is_some() {
        event.name = entry.text("name", findings).unwrap_or_default();
        event.name_location = entry.location().key("name");
    }
    event.id = entry.words("id", findings);
    event.version = entry.version("version", findings);
    event.description = entry.words("description", findings);
    if entry.object("rules", findings).is_some()
        && let Some((schema, location)) = entry.get("rules")
    {
        Message { schema, location }.read_into(&mut event, findings);
    }
    event
}
