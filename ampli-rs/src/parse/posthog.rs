//! PostHog: pages of property groups, of event definitions, and of property definitions.

use std::collections::HashMap;

use ecow::EcoString;

use super::Input;
use super::codes::{DUPLICATE_NAME, EVENT_LEFT_OUT, INCOMPLETE_PLAN, MALFORMED_PLAN};
use super::drawn::Listed;
use super::groups::take_in;
use super::members::Members;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::{Json, Member};
use crate::plan::{Definitions, Event, EventKind, Plan, PropertyGroup};
use crate::pointer::Location;

/// PostHog's own events that calls of their own make.
const CALLS: &[(&str, EventKind)] = &[
    ("$identify", EventKind::Identify),
    ("$groupidentify", EventKind::Group),
    ("$pageview", EventKind::Page),
    ("$screen", EventKind::Screen),
];

/// An event that was planned: a group was attached to it, or somebody has verified it.
struct Planned<'a> {
    name: &'a str,
    location: Location,
    definition: Option<Members<'a>>,
    groups: Vec<usize>,
}

/// Whether a document is a page of one of the lists that are read.
pub(super) fn is_page(json: &Json) -> bool {
    let Some(results @ Json::Array(items)) = json.get("results") else { return false };
    let is_page_of_nothing = items.is_empty() && json.get("next").is_some() && json.get("count").is_some();
    is_page_of_nothing || results.items().iter().any(|entry| is_group(entry) || is_definition(entry))
}

fn is_group(entry: &Json) -> bool {
    let properties = entry.get("properties").map_or(&[][..], Json::items);
    properties.iter().any(|property| property.get("property_type").is_some())
        || (matches!(entry.get("properties"), Some(Json::Array(_))) && entry.get("events").is_some())
}

fn is_definition(entry: &Json) -> bool {
    entry.get("name").is_some()
        && ["verified", "last_seen_at", "property_type"].iter().any(|key| entry.get(key).is_some())
}

/// Reads pages of all lists as one plan.
pub(super) fn read(inputs: &[&Input<'_>], findings: &mut Diagnostics) -> Plan {
    report_missing_page(inputs, findings);
    let mut groups = Vec::new();
    let mut events = Events::default();
    let mut definitions = Vec::new();
    let mut loose = Vec::new();
    for input in inputs {
        for entry in Members::new(&input.json, input.root()).objects("results", findings) {
            if is_group(entry.json()) {
                let group = group(&entry, findings);
                if let Some(first) = groups.iter().find(|other: &&PropertyGroup| other.name == group.name) {
                    findings.push(repeated(&group, first));
                    continue;
                }
                events.attach(&entry, groups.len(), findings);
                groups.push(group);
            } else if entry.get("property_type").is_some() {
                loose.push(entry.location().key("name"));
            } else {
                definitions.push(entry);
            }
        }
    }
    if let Some(first) = loose.first() {
        let message = format!("properties in no group are left out: {} of them", loose.len());
        let finding = Diagnostic::new(&EVENT_LEFT_OUT, message).at(first, "the first of them");
        findings.push(finding.help("put a property into a group that is attached to its events"));
    }
    events.define(definitions, findings);
    let events = events.planned.into_iter().map(|event| event.read(&groups, findings)).collect();
    Plan { groups, events, ..Plan::default() }
}

fn repeated(group: &PropertyGroup, first: &PropertyGroup) -> Diagnostic {
    let message = format!("the plan has the property group `{}` twice", group.name);
    Diagnostic::new(&DUPLICATE_NAME, message)
        .at(&group.location.key("name"), "again here")
        .at(&first.location.key("name"), "first here")
        .help("rename or remove one of them")
}

/// Of each list the last page must be there: it is the only one that names no further one.
fn report_missing_page(inputs: &[&Input<'_>], findings: &mut Diagnostics) {
    let is_of_groups = |input: &&&Input<'_>| {
        input.json.get("results").is_some_and(|results| results.items().iter().any(is_group))
    };
    let (groups, others): (Vec<_>, Vec<_>) = inputs.iter().partition(|input| is_of_groups(input));
    for pages in [groups, others] {
        let next = |input: &&&Input<'_>| input.json.get("next").and_then(Json::as_str).is_some();
        if let Some(last) = pages.last()
            && pages.iter().all(next)
        {
            let message = format!("`{}` is one page of several, and the last one is missing", last.name);
            let finding = Diagnostic::new(&INCOMPLETE_PLAN, message).at(&last.root().key("next"), "");
            findings
                .push(finding.help("fetch the page that `next` names too, and name a folder with all pages"));
        }
    }
}

#[derive(Default)]
struct Events<'a> {
    planned: Vec<Planned<'a>>,
    known: HashMap<&'a str, usize>,
}

impl<'a> Events<'a> {
    /// Notes the events that a group is attached to.
    fn attach(&mut self, group: &Members<'a>, index: usize, findings: &mut Diagnostics) {
        for entry in group.objects("events", findings) {
            if let Some((name, location)) = entry.get("name")
                && let Some(name) = name.as_str()
            {
                let event = self.event(name, &location);
                if !event.groups.contains(&index) {
                    event.groups.push(index);
                }
            }
        }
    }

    fn event(&mut self, name: &'a str, location: &Location) -> &mut Planned<'a> {
        let index = *self.known.entry(name).or_insert_with(|| {
            let location = location.clone();
            self.planned.push(Planned { name, location, definition: None, groups: Vec::new() });
            self.planned.len() - 1
        });
        &mut self.planned[index]
    }

    /// Takes in the definitions of planned events; where none at all is planned, those of all events.
    fn define(&mut self, definitions: Vec<Members<'a>>, findings: &mut Diagnostics) {
        let is_verified = |entry: &Members<'_>| {
            entry.get("verified").is_some_and(|(value, _)| value.as_bool() == Some(true))
        };
        let takes_all = self.planned.is_empty() && !definitions.iter().any(is_verified);
        let mut left_out = Vec::new();
        for entry in definitions {
            let Some((name, location)) = entry.get("name") else { continue };
            let Some(name) = name.as_str() else { continue };
            if takes_all || is_verified(&entry) || self.known.contains_key(name) {
                let event = self.event(name, &location);
                event.location = entry.location().clone();
                event.definition = Some(entry);
            } else {
                left_out.push(location);
            }
        }
        if let Some(first) = left_out.first() {
            let count = left_out.len();
            let are = if count == 1 { "1 event is".to_owned() } else { format!("{count} events are") };
            let message =
                format!("{are} left out: seen in traffic, but neither verified nor in a property group");
            let finding = Diagnostic::new(&EVENT_LEFT_OUT, message).at(first, "the first of them");
            findings.push(finding.help("verify an event in PostHog, or attach a property group, to plan it"));
        }
    }
}

impl Planned<'_> {
    fn read(self, groups: &[PropertyGroup], findings: &mut Diagnostics) -> Event {
        let call = CALLS.iter().find(|(name, _)| *name == self.name);
        let (kind, name) = call.map_or((EventKind::Track, self.name), |(_, kind)| (*kind, ""));
        let mut event = Event::new(kind, name, self.location);
        if let Some(definition) = &self.definition {
            event.name_location = definition.location().key("name");
            event.id = definition.words("id", findings);
            event.description = definition.words("description", findings);
            event.tags = definition.texts("tags", findings).unwrap_or_default();
            event.owner = owner(definition);
        }
        let attached: Vec<_> = self.groups.iter().map(|index| &groups[*index]).collect();
        event.groups = attached.iter().map(|group| group.name.clone()).collect();
        take_in(&mut event, &attached, false, findings);
        event
    }
}

/// The owner's name; the address only where there is no name.
fn owner(definition: &Members<'_>) -> Option<EcoString> {
    let (owner, _) = definition.get("owner")?;
    let part = |key: &str| owner.get(key).and_then(Json::as_str).filter(|text| !text.is_empty());
    let name: Vec<_> = ["first_name", "last_name"].into_iter().filter_map(part).collect();
    if name.is_empty() {
        part("email").or(owner.as_str()).map(Into::into)
    } else {
        Some(name.join(" ").into())
    }
}

fn group(entry: &Members<'_>, findings: &mut Diagnostics) -> PropertyGroup {
    let mut listed = Listed::default();
    for property in entry.objects("properties", findings) {
        let Some(name) = property.text("name", findings) else { continue };
        let schema = schema(&property, findings);
        let flag = |key: &str| property.get(key).and_then(|(value, _)| value.as_bool()).unwrap_or_default();
        let required = flag("is_required") && !flag("is_optional_in_types");
        listed.add(&name, &schema, required, property.location(), findings);
    }
    let drawn = listed.into_schema(false, entry.location().clone());
    let (read, schema) = drawn.read(&Definitions::new(), findings);
    PropertyGroup {
        name: entry.text("name", findings).unwrap_or_default(),
        description: entry.words("description", findings),
        properties: read.object,
        schema,
        location: entry.location().clone(),
    }
}

/// The schema of a property by PostHog's word for its type.
fn schema(property: &Members<'_>, findings: &mut Diagnostics) -> Json {
    let word = property.text("property_type", findings);
    let types: &[(&str, &str)] = match word.as_deref() {
        Some("String") => &[("type", "string")],
        Some("Numeric") => &[("type", "number")],
        Some("Boolean") => &[("type", "boolean")],
        Some("DateTime") => &[("type", "string"), ("format", "date-time")],
        Some("Array") => &[("type", "array")],
        Some("Object") => &[("type", "object")],
        None => &[],
        Some(other) => {
            let message = format!("`{other}` is no type of a property, so it is read as any value");
            let place = property.location().key("property_type");
            let mut finding = Diagnostic::new(&MALFORMED_PLAN, message).at(&place, "");
            finding.severity = Severity::Warning;
            let help = "write `String`, `Numeric`, `Boolean`, `DateTime`, `Array` or `Object`";
            findings.push(finding.help(help));
            &[]
        }
    };
    let mut members: Vec<Member> =
        types.iter().map(|(key, word)| ((*key).into(), Json::from(*word))).collect();
    if let Some(text) = property.words("description", findings) {
        members.push(("description".into(), Json::from(text.as_str())));
    }
    members.into_iter().collect()
}
