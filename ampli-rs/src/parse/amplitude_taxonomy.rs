//! Amplitude's Taxonomy API: answers with events, event properties, user properties and group properties.

use std::collections::HashMap;

use ecow::EcoString;

use super::Input;
use super::codes::{EVENT_LEFT_OUT, MALFORMED_PLAN};
use super::drawn::Listed;
use super::members::Members;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::{Json, Member};
use crate::plan::{Definitions, Deprecation, Event, EventKind, Plan};
use crate::pointer::Location;

/// What the names of the team's own user properties start with, which is not sent.
const OWN_PROPERTY: &str = "gp:";

/// Whether a document is an answer of the API.
pub(super) fn is_answer(json: &Json) -> bool {
    const NAMES: &[&str] = &["event_type", "event_property", "user_property", "group_property"];
    let data = json.get("data").map_or(&[][..], Json::items);
    let is_entry = |entry: &Json| NAMES.iter().any(|name| entry.get(name).is_some());
    json.get("success").is_some() && data.iter().any(is_entry)
}

/// Reads answers of all kinds as one plan.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    let mut taxonomy = Taxonomy::default();
    for input in inputs {
        for entry in Members::new(&input.json, input.root()).objects("data", findings) {
            taxonomy.take(&entry, findings);
        }
    }
    Plan { events: taxonomy.finish(findings), ..Plan::default() }
}

/// Events, each with the properties that were read so far.
#[derive(Default)]
struct Taxonomy {
    events: Vec<(Event, Listed)>,
    known: HashMap<(EventKind, String), usize>,
    /// Where properties stand that no event has.
    loose: Vec<Location>,
}

impl Taxonomy {
    fn take(&mut self, entry: &Members<'_>, findings: &mut Diagnostics) {
        if entry.get("event_property").is_some() {
            match entry.text("event_type", findings) {
                Some(event) => self.add(EventKind::Track, &event, "event_property", entry, findings),
                // Events may have it: that does not mean that all of them do.
                None => self.loose.push(entry.location().key("event_property")),
            }
        } else if entry.get("user_property").is_some() {
            self.add(EventKind::Identify, "", "user_property", entry, findings);
        } else if entry.get("group_property").is_some() {
            self.add(EventKind::Group, "", "group_property", entry, findings);
        } else if let Some(name) = entry.text("event_type", findings) {
            let (event, _) = self.event(EventKind::Track, &name, entry.location());
            event.location = entry.location().clone();
            event.name_location = entry.location().key("event_type");
            describe(event, entry, findings);
        }
    }

    fn event(&mut self, kind: EventKind, name: &str, location: &Location) -> &mut (Event, Listed) {
        let index = *self.known.entry((kind, name.to_owned())).or_insert_with(|| {
            self.events.push((Event::new(kind, name, location.clone()), Listed::default()));
            self.events.len() - 1
        });
        &mut self.events[index]
    }

    fn add(
        &mut self,
        kind: EventKind,
        event: &str,
        key: &str,
        entry: &Members<'_>,
        findings: &mut Diagnostics,
    ) {
        let Some(name) = entry.text(key, findings) else { return };
        let name = match (kind, name.strip_prefix(OWN_PROPERTY)) {
            (EventKind::Identify, Some(name)) => name,
            // Amplitude fills in its own properties of users.
            (EventKind::Identify, None) => return,
            _ => &name,
        };
        let required = entry.get("is_required").is_some_and(|(value, _)| value.as_bool() == Some(true));
        let schema = schema(entry, findings);
        let (_, listed) = self.event(kind, event, entry.location());
        listed.add(name, &schema, required, entry.location(), findings);
    }

    fn finish(self, findings: &mut Diagnostics) -> Vec<Event> {
        if let Some(first) = self.loose.first() {
            let message = format!("properties that no event has are left out: {} of them", self.loose.len());
            let finding = Diagnostic::new(&EVENT_LEFT_OUT, message).at(first, "the first of them");
            findings.push(finding.help("add the answers about the properties of each event"));
        }
        let read = |(mut event, listed): (Event, Listed)| {
            let place = event.name_location.clone();
            let schema = listed.into_schema(false, event.location.clone());
            schema.read_into(&mut event, &Definitions::new(), &place, findings);
            event
        };
        self.events.into_iter().map(read).collect()
    }
}

fn describe(event: &mut Event, entry: &Members<'_>, findings: &mut Diagnostics) {
    event.description = entry.words("description", findings);
    event.owner = entry.words("owner", findings);
    event.tags = match entry.get("tags") {
        Some((Json::String(list), _)) => words(list),
        _ => entry.texts("tags", findings).unwrap_or_default(),
    };
    event.category = match entry.get("category") {
        Some((Json::String(name), _)) => Some(name.clone()),
        _ => entry.object("category", findings).and_then(|category| category.words("name", findings)),
    };
    let is_off = entry.get("is_active").is_some_and(|(value, _)| value.as_bool() == Some(false));
    let note = || Some("not active in Amplitude".into());
    event.deprecation = is_off.then(|| Deprecation { note: note(), ..Deprecation::default() });
}

/// The words of a list that is written with commas.
fn words(list: &str) -> Vec<EcoString> {
    list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(Into::into).collect()
}

/// The schema of a property by Amplitude's word for its type and what is said beside it.
fn schema(entry: &Members<'_>, findings: &mut Diagnostics) -> Json {
    let mut members = value_members(entry, findings);
    let is_list = entry.get("is_array_type").is_some_and(|(value, _)| value.as_bool() == Some(true));
    if is_list {
        let items: Json = members.into_iter().collect();
        members = vec![("type".into(), Json::from("array")), ("items".into(), items)];
    }
    if let Some(text) = entry.words("description", findings) {
        members.push(("description".into(), Json::from(text.as_str())));
    }
    if let Some((classifications @ Json::Array(list), _)) = entry.get("classifications")
        && !list.is_empty()
    {
        members.push(("x-classifications".into(), classifications.clone()));
    }
    members.into_iter().collect()
}

fn value_members(entry: &Members<'_>, findings: &mut Diagnostics) -> Vec<Member> {
    let values = match entry.get("enum_values") {
        Some((Json::String(list), _)) => words(list),
        _ => entry.texts("enum_values", findings).unwrap_or_default(),
    };
    let mut members: Vec<Member> = match entry.words("type", findings).as_deref() {
        None | Some("any") => Vec::new(),
        Some("enum") => vec![("type".into(), Json::from("string"))],
        Some(word @ ("string" | "number" | "boolean" | "integer" | "object")) => {
            vec![("type".into(), Json::from(word))]
        }
        Some(other) => {
            let message = format!("`{other}` is no type of a property, so it is read as any value");
            let place = entry.location().key("type");
            let mut finding = Diagnostic::new(&MALFORMED_PLAN, message).at(&place, "");
            finding.severity = Severity::Warning;
            findings.push(finding.help("write `string`, `number`, `boolean`, `enum` or `any`"));
            Vec::new()
        }
    };
    if !values.is_empty() {
        members.push(("enum".into(), values.iter().map(|value| Json::from(value.as_str())).collect()));
    }
    if let Some(pattern) = entry.words("regex", findings) {
        members.push(("pattern".into(), Json::from(pattern.as_str())));
    }
    members
}
