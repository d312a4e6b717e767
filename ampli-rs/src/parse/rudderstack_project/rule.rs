//! One rule of a tracking plan: an event and the properties that it has there.

use ecow::EcoString;

use super::property;
use super::resources::{Kind, Project};
use super::{reference, variants};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::MALFORMED_PLAN;
use crate::parse::drawn::Drawn;
use crate::parse::members::Members;
use crate::plan::{Definitions, Event, EventKind};
use crate::pointer::Location;

const KEYS: &[&str] = &[
    "type",
    "id",
    "event",
    "includes",
    "identity_section",
    "additional_properties",
    "allow_unplanned",
    "properties",
    "variants",
];
const EVENT_KEYS: &[&str] = &["id", "name", "event_type", "description", "category"];

/// The draft that the vendor writes, the first with `unevaluatedProperties`.
const DIALECT: &str = "https://json-schema.org/draft/2019-09/schema";

/// The event of a rule, and the places of all that it uses. `None` for a rule without event, which only includes others.
pub(super) fn read(
    rule: &Members<'_>,
    project: &Project<'_>,
    definitions: &Definitions,
    findings: &mut Diagnostics,
) -> Option<(Event, Vec<Location>)> {
    rule.report_unknown_keys(KEYS, findings);
    let (text, place) = event_reference(rule, findings)?;
    let resource = project.find(Kind::Event, text, &place, findings)?;
    resource.report_unknown_keys(EVENT_KEYS, findings);
    let kind = kind(resource, findings)?;
    let mut event = Event::new(kind, "", rule.location().clone());
    if resource.get("name").is_some() && kind != EventKind::Identify && kind != EventKind::Group {
        event.name = resource.text("name", findings).unwrap_or_default();
        event.name_location = resource.location().key("name");
    }
    event.id = resource.words("id", findings);
    event.description = resource.words("description", findings);
    event.category = category(resource, project, findings);
    let mut used = vec![rule.location().clone(), resource.location().clone()];
    let properties = property::listed(rule, "properties", project, &mut used, findings);
    let mut schema = Drawn::object(properties, rule.location().clone());
    schema.say("$schema", Json::from(DIALECT));
    variants::add(&mut schema, rule, project, &mut used, findings);
    if !is_open(rule, findings) {
        let keyword = if schema.says("allOf") { "unevaluatedProperties" } else { "additionalProperties" };
        schema.say(keyword, Json::Boolean(false));
    }
    schema.read_into(&mut event, definitions, &rule.location().key("event"), findings);
    Some((event, used))
}

/// The reference to the event: a text, or under `$ref` in the earlier generation.
fn event_reference<'a>(rule: &Members<'a>, findings: &mut Diagnostics) -> Option<(&'a str, Location)> {
    let Some((value, place)) = rule.get("event") else {
        if rule.get("includes").is_none() {
            findings.push(rule.missing("event"));
        }
        return None;
    };
    if let Some(text) = value.as_str() {
        return Some((text, place));
    }
    let event = rule.object("event", findings)?;
    event.report_unknown_keys(&["$ref", "allow_unplanned", "identity_section"], findings);
    let found = reference(&event, "$ref");
    if found.is_none() {
        findings.push(event.missing("$ref"));
    }
    found
}

fn kind(resource: &Members<'_>, findings: &mut Diagnostics) -> Option<EventKind> {
    const KINDS: &[EventKind] =
        &[EventKind::Track, EventKind::Identify, EventKind::Group, EventKind::Page, EventKind::Screen];
    let Some(word) = resource.words("event_type", findings) else {
        findings.push(resource.missing("event_type"));
        return None;
    };
    let kind = KINDS.iter().copied().find(|kind| kind.word() == word);
    if kind.is_none() {
        let message = format!("`{word}` is no type of an event, so the event is not read");
        let finding =
            Diagnostic::new(&MALFORMED_PLAN, message).at(&resource.location().key("event_type"), "");
        findings.push(finding.help("write `track`, `identify`, `group`, `page` or `screen`"));
    }
    kind
}

fn category(resource: &Members<'_>, project: &Project<'_>, findings: &mut Diagnostics) -> Option<EcoString> {
    let text = resource.words("category", findings)?;
    let category = project.find(Kind::Category, &text, &resource.location().key("category"), findings)?;
    category.report_unknown_keys(&["id", "name"], findings);
    category.words("name", findings)
}

/// Whether the event may have properties that the plan doesn't name.
fn is_open(rule: &Members<'_>, findings: &mut Diagnostics) -> bool {
    let event = rule.get("event").map(|(value, place)| Members::new(value, place));
    let early = event.and_then(|event| event.flag("allow_unplanned", findings));
    let late = ["additional_properties", "allow_unplanned"];
    early.or_else(|| late.into_iter().find_map(|key| rule.flag(key, findings))).unwrap_or_default()
}
