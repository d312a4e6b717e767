//! Amplitude Data as its GraphQL API gives it: one version of one branch, with sources, property groups and events.

mod destination;
mod nesting;
mod property;

use std::collections::HashMap;

use ecow::{EcoString, eco_format};

use self::destination::Destinations;
use self::property::Declared;
use super::Input;
use super::codes::{FIELDS_NOT_SERVED, PROPERTY_IN_TWO_GROUPS};
use super::drawn::led_from;
use super::members::Members;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::plan::{Definitions, Event, EventKind, Plan, Source};
use crate::pointer::Location;

/// From the outermost to the innermost: each holds a list of the next.
const LEVELS: [&str; 4] = ["orgs", "workspaces", "branches", "versions"];

/// Calls whose properties stand beside the events, by the kind of property.
const SYSTEM: &[(&str, EventKind)] = &[
    ("context", EventKind::Context),
    ("identify", EventKind::Identify),
    ("group", EventKind::Group),
    ("page", EventKind::Page),
];

/// Property groups, by their ids.
type Templates<'a> = HashMap<EcoString, Members<'a>>;

/// Whether `json` has a version of a plan where the API has it.
pub(super) fn matches(json: &Json) -> bool {
    let Some(data) = json.get("data") else { return false };
    let version = LEVELS.iter().try_fold(data, |json, level| json.get(level)?.items().first());
    version.is_some_and(|version| matches!(version.get("events"), Some(Json::Array(_))))
}

pub(super) fn read(input: &Input<'_>, findings: &mut Diagnostics) -> Plan {
    let Some([_, workspace, branch, version]) = levels(input, findings) else { return Plan::default() };
    let templates: Templates<'_> = version
        .objects("templates", findings)
        .into_iter()
        .filter_map(|template| Some((template.version("id", findings)?, template)))
        .collect();
    let sources = version.objects("sources", findings);
    let destinations = Destinations::new(&sources, findings);
    findings.extend(destination::left_out(&input.json).map(|names| not_served(input, names)));
    let mut events = system_calls(&version, &sources, &templates, findings);
    for entry in version.objects("events", findings).iter().filter(|entry| !is_deleted(entry)) {
        let mut event = read_event(entry, &templates, findings);
        destinations.switch(&mut event, entry, findings);
        events.push(event);
    }
    Plan {
        name: workspace.text("name", findings).unwrap_or_default(),
        id: workspace.version("id", findings),
        version: number(&version),
        branch: branch.words("name", findings),
        destinations: destinations.all,
        sources: sources.iter().filter_map(|entry| read_source(entry, findings)).collect(),
        events,
        ..Plan::default()
    }
}

fn not_served(input: &Input<'_>, names: &str) -> Diagnostic {
    let message = format!("Amplitude did not give {names}: the plan is read without");
    let finding = Diagnostic::new(&FIELDS_NOT_SERVED, message).at(&input.root().key("leftOut"), "");
    finding.help("use a token that may read them, if they matter")
}

/// The first organisation, workspace, branch and version: an answer of the API has one of each.
fn levels<'a>(input: &'a Input<'_>, findings: &mut Diagnostics) -> Option<[Members<'a>; 4]> {
    let mut members = Members::new(&input.json, input.root()).object("data", findings)?;
    let mut levels = Vec::new();
    for level in LEVELS {
        members = members.objects(level, findings).into_iter().next()?;
        levels.push(members.clone());
    }
    levels.try_into().ok()
}

/// The version as people write it.
fn number(version: &Members<'_>) -> Option<EcoString> {
    let part = |key: &str| match version.get(key) {
        Some((Json::Number(number), _)) => Some(number.to_string()),
        _ => None,
    };
    let major = part("majorVersion")?;
    let rest = ["minorVersion", "patchVersion"].map(|key| part(key).unwrap_or_else(|| "0".to_owned()));
    Some(eco_format!("{major}.{}", rest.join(".")))
}

fn is_deleted(members: &Members<'_>) -> bool {
    matches!(members.get("isDeleted"), Some((Json::Boolean(true), _)))
}

fn read_source(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<Source> {
    let destinations = entry.objects("destinations", findings);
    Some(Source {
        id: entry.version("id", findings),
        name: entry.words("name", findings)?,
        description: entry.words("description", findings),
        destinations: destinations.iter().filter_map(|entry| entry.words("name", findings)).collect(),
        location: entry.location().clone(),
    })
}

/// The calls whose properties stand beside the events, and the groups that hold for all events of a source: those are
/// its context.
fn system_calls(
    version: &Members<'_>,
    sources: &[Members<'_>],
    templates: &Templates<'_>,
    findings: &mut Diagnostics,
) -> Vec<Event> {
    let properties = property::declared(version, findings);
    let (beside, in_sources) = (version.location().key("properties"), version.location().key("sources"));
    let mut calls = Vec::new();
    for (word, kind) in SYSTEM {
        let own = properties.iter().filter(|property| property.kind.as_deref() == Some(word));
        let mut declared: Vec<Declared<'_>> = own.cloned().collect();
        if *kind == EventKind::Context {
            declared.extend(context_of(sources, templates, &in_sources, findings));
        }
        let Some(first) = declared.first() else { continue };
        let location = if first.location().is_within(&beside) { &beside } else { &in_sources };
        let mut event = Event::new(*kind, "", location.clone());
        nesting::schema(declared, location.clone()).read_into(
            &mut event,
            &Definitions::new(),
            location,
            findings,
        );
        calls.push(event);
    }
    calls
}

/// A property that some sources do not have is optional: there is one context for all of them.
fn context_of<'a>(
    sources: &[Members<'a>],
    templates: &Templates<'a>,
    place: &Location,
    findings: &mut Diagnostics,
) -> Vec<Declared<'a>> {
    let used: Vec<Vec<EcoString>> = sources.iter().map(|source| ids(source, findings)).collect();
    let mut seen = Vec::new();
    let mut declared = Vec::new();
    for id in used.iter().flatten() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let everywhere = used.iter().all(|ids| ids.contains(id));
        let Some(group) = templates.get(id) else { continue };
        for mut property in of_template(group, place, place, findings) {
            property.required &= everywhere;
            declared.push(property);
        }
    }
    declared
}

fn ids(entry: &Members<'_>, findings: &mut Diagnostics) -> Vec<EcoString> {
    let templates = entry.objects("templates", findings);
    templates.iter().filter_map(|template| template.version("id", findings)).collect()
}

fn read_event(entry: &Members<'_>, templates: &Templates<'_>, findings: &mut Diagnostics) -> Event {
    let mut event = Event::new(EventKind::Track, "", entry.location().clone());
    event.name = entry.text("name", findings).unwrap_or_default();
    event.name_location = entry.location().key("name");
    event.id = entry.version("id", findings);
    event.description = entry.words("description", findings);
    event.owner = owner(entry, findings);
    event.category = entry.get("category").and_then(|(category, _)| label(category));
    event.tags = entry.list("tags", findings).into_iter().filter_map(|(tag, _)| label(tag)).collect();
    if entry.get("sources").is_some() {
        let sources = entry.objects("sources", findings);
        event.sources = Some(sources.iter().filter_map(|source| source.words("name", findings)).collect());
    }
    let mut declared = property::declared(entry, findings);
    let own = declared.len();
    let place = entry.location().key("templates");
    for id in ids(entry, findings) {
        let Some(template) = templates.get(&id) else { continue };
        for property in of_template(template, &event.location, &place, findings) {
            add_from_template(&mut declared, own, property, entry, template, findings);
        }
    }
    let schema = nesting::schema(declared, event.location.clone());
    schema.read_into(&mut event, &Definitions::new(), &place, findings);
    event
}

/// The properties of a group, whose mistakes break the event at `event` that names it at `place`.
fn of_template<'a>(
    template: &Members<'a>,
    event: &Location,
    place: &Location,
    findings: &mut Diagnostics,
) -> Vec<Declared<'a>> {
    let mut found = Diagnostics::new();
    let declared = property::declared(template, &mut found);
    findings.append(led_from(found, event, place));
    declared
}

/// The event's own property counts, which overrides the group's; of two groups the first one's.
fn add_from_template<'a>(
    declared: &mut Vec<Declared<'a>>,
    own: usize,
    property: Declared<'a>,
    entry: &Members<'_>,
    template: &Members<'_>,
    findings: &mut Diagnostics,
) {
    let Some(position) = declared.iter().position(|known| known.name == property.name) else {
        declared.push(property);
        return;
    };
    let counting = &declared[position];
    if position >= own && (&counting.schema, counting.required) != (&property.schema, property.required) {
        let group = template.text("name", &mut Diagnostics::new()).unwrap_or_default();
        let message =
            format!("the group `{group}` declares `{}` in another way than what counts here", property.name);
        findings.push(
            Diagnostic::new(&PROPERTY_IN_TWO_GROUPS, message)
                .at(&entry.location().key("templates"), "this group's is not used")
                .at(counting.location(), "this one counts")
                .help("give both places the same schema, or rename one of the properties"),
        );
    }
}

/// The name of the person who answers for the event.
fn owner(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<EcoString> {
    let user = entry.object("user", findings)?;
    let name = ["firstName", "lastName"].map(|key| user.words(key, findings)).into_iter().flatten();
    let name = name.collect::<Vec<_>>().join(" ");
    if name.is_empty() { user.words("email", findings) } else { Some(name.into()) }
}

/// A word, or something with a name.
fn label(json: &Json) -> Option<EcoString> {
    let text = json.as_str().or_else(|| json.get("name")?.as_str())?;
    (!text.is_empty()).then(|| text.to_owned()).map(Into::into)
}

#[cfg(test)]
mod tests;
