//! One event with all attributes that it has, its own and those that it takes in.

use ecow::{EcoString, eco_format};

use super::attribute::{self, description};
use super::registry::{Registry, own_name, text};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::drawn::{self, Drawn};
use crate::parse::members::{Members, malformed};
use crate::plan::{Definitions, Deprecation, Event, EventKind};

/// How many groups may take in each other: more is a circle.
const DEPTH: usize = 32;

/// A property that is being gathered: its name, its schema, and whether it is required.
type Property = (EcoString, Drawn, bool);

/// Reads an event of either generation.
pub(super) fn read(entry: &Members<'_>, registry: &Registry<'_>, findings: &mut Diagnostics) -> Event {
    let mut event = Event::new(EventKind::Track, "", entry.location().clone());
    let id = text(entry, "id").unwrap_or_default();
    match entry.words("name", findings) {
        Some(name) => {
            event.name = name;
            event.name_location = entry.location().key("name");
        }
        // Old files say the name only in the id.
        None => event.name = id.strip_prefix("event.").unwrap_or(id).into(),
    }
    event.id = Some(EcoString::from(id)).filter(|id| !id.is_empty() && *id != event.name);
    event.description = description(entry, findings);
    event.deprecation = deprecation(entry, findings);
    event.tags.extend(text(entry, "stability").map(|stability| eco_format!("stability:{stability}")));
    let mut about = Diagnostics::new();
    let mut properties = Vec::new();
    gather(entry, registry, DEPTH, &mut properties, &mut about);
    if let Some(body) = entry.object("body", &mut about) {
        let required = attribute::is_required(&body, &mut about);
        put(&mut properties, ("body".into(), attribute::schema(&body, &mut about), required));
    }
    schema(properties, entry).read_into(&mut event, &Definitions::new(), &mut about);
    findings.append(drawn::led_from(about, &event.location, &event.location));
    event
}

/// The schema of all properties. Attributes that no registry knows may be sent too; names of families are patterns.
fn schema(properties: Vec<Property>, entry: &Members<'_>) -> Drawn {
    let is_family = |(name, ..): &Property| name.ends_with(FAMILY);
    let (families, properties): (Vec<_>, Vec<_>) = properties.into_iter().partition(is_family);
    let mut schema = Drawn::object(properties, entry.location().clone());
    if !families.is_empty() {
        let pattern = |name: &str| {
            let escaped = name.trim_end_matches(FAMILY).replace('.', "\\.");
            format!("^{escaped}\\.")
        };
        let named = families.into_iter().map(|(name, schema, _)| (pattern(&name), schema));
        schema.hold_named("patternProperties", named);
    }
    schema
}

/// What marks a name that stands for all names that start with it.
const FAMILY: &str = ".*";

/// Adds the attributes of what `entry` extends, of the groups that it names, and its own.
fn gather(
    entry: &Members<'_>,
    registry: &Registry<'_>,
    depth: usize,
    properties: &mut Vec<Property>,
    findings: &mut Diagnostics,
) {
    if let Some(id) = entry.text("extends", findings) {
        take_in(&id, entry, "extends", registry, depth, properties, findings);
    }
    for used in entry.objects("attributes", findings) {
        if let Some(id) = used.text("ref_group", findings) {
            take_in(&id, &used, "ref_group", registry, depth, properties, findings);
        } else if let Some(name) = used.text("ref", findings) {
            let Some(defined) = registry.attribute(&name, &used.location().key("ref"), findings) else {
                continue;
            };
            put(properties, property(name, defined, Some(&used), findings));
        } else if let Some(name) = own_name(&used, entry).or_else(|| used.text("key", findings)) {
            put(properties, property(name, &used, None, findings));
        } else {
            findings.push(used.missing("ref"));
        }
    }
}

fn take_in(
    id: &str,
    user: &Members<'_>,
    key: &str,
    registry: &Registry<'_>,
    depth: usize,
    properties: &mut Vec<Property>,
    findings: &mut Diagnostics,
) {
    let place = user.location().key(key);
    let Some(group) = registry.group(id, &place, findings) else { return };
    if depth == 0 {
        findings.push(malformed(&place, key, "a group that does not lead back here", &Json::from(id)));
        return;
    }
    gather(group, registry, depth - 1, properties, findings);
}

fn property(
    name: EcoString,
    defined: &Members<'_>,
    used: Option<&Members<'_>>,
    findings: &mut Diagnostics,
) -> Property {
    let name = if attribute::is_family(defined) { name + FAMILY } else { name };
    let here = used.unwrap_or(defined);
    (name, attribute::used_schema(defined, here, findings), attribute::is_required(here, findings))
}

/// Adds a property, in the place of one of the same name that was taken in.
fn put(properties: &mut Vec<Property>, property: Property) {
    match properties.iter_mut().find(|(name, ..)| *name == property.0) {
        Some(known) => *known = property,
        None => properties.push(property),
    }
}

/// A text in old files; an object with a reason in later ones.
fn deprecation(entry: &Members<'_>, findings: &mut Diagnostics) -> Option<Deprecation> {
    match entry.get("deprecated")? {
        (Json::String(note), _) => {
            Some(Deprecation { note: Some(note.trim().into()), ..Deprecation::default() })
        }
        (Json::Boolean(deprecated), _) => deprecated.then(Deprecation::default),
        (value @ Json::Object(_), location) => {
            let members = Members::new(value, location);
            let reason = members.words("reason", findings).filter(|reason| reason != "renamed");
            Some(Deprecation {
                since: None,
                replacement: members.words("renamed_to", findings),
                note: members.words("note", findings).or(reason),
            })
        }
        (value, location) => {
            findings.push(malformed(&location, "deprecated", "a string or an object", value));
            None
        }
    }
}
