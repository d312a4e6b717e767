//! One event with all attributes that it has, its own and those that it takes in.

use ecow::{EcoString, eco_format};

use super::attribute::{self, description};
use super::registry::{Entry, Registry, own_name, text};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::drawn::{self, Drawn};
use crate::parse::members::{Members, malformed};
use crate::plan::{Definitions, Deprecation, Event, EventKind};

/// How many groups may take in each other: more is a circle.
const DEPTH: usize = 32;

/// Reads an event of either generation.
pub(super) fn read(entry: &Entry<'_>, registry: &Registry<'_>, findings: &mut Diagnostics) -> Event {
    let members = &entry.members;
    let mut event = Event::new(EventKind::Track, "", members.location().clone());
    let id = text(members, "id").unwrap_or_default();
    match members.words("name", findings) {
        Some(name) => {
            event.name = name;
            event.name_location = members.location().key("name");
        }
        // Old files say the name only in the id.
        None => event.name = id.strip_prefix("event.").unwrap_or(id).into(),
    }
    event.id = Some(id.to_owned()).filter(|id| !id.is_empty() && *id != event.name).map(Into::into);
    describe(&mut event, members, findings);
    read_properties(event, &[entry], registry, findings)
}

/// Reads what says more of an event for one use of it: an event of its own, which goes out under the same name.
pub(super) fn read_refinement(
    entry: &Entry<'_>,
    registry: &Registry<'_>,
    findings: &mut Diagnostics,
) -> Event {
    let members = &entry.members;
    let mut event = Event::new(EventKind::Track, "", members.location().clone());
    event.id = members.words("id", findings);
    event.known_as.clone_from(&event.id);
    let mut about = Diagnostics::new();
    let refined = members.text("ref", findings).and_then(|name| {
        event.name_location = members.location().key("ref");
        event.name.clone_from(&name);
        registry.event(&name, &event.name_location, &mut about)
    });
    findings.append(about);
    if let Some(refined) = refined {
        describe(&mut event, &refined.members, &mut Diagnostics::new());
    } else if let Some(name) = members.words("name", findings) {
        // One that was resolved says all that there is to say.
        event.name = name;
        event.name_location = members.location().key("name");
    }
    describe(&mut event, members, findings);
    let entries: Vec<&Entry<'_>> = refined.into_iter().chain([entry]).collect();
    read_properties(event, &entries, registry, findings)
}

/// Adds what an entry says of the event in words, in the place of what another one has said.
fn describe(event: &mut Event, members: &Members<'_>, findings: &mut Diagnostics) {
    event.description = description(members, findings).or_else(|| event.description.take());
    event.deprecation = deprecation(members, findings).or_else(|| event.deprecation.take());
    if let Some(stability) = text(members, "stability") {
        event.tags = vec![eco_format!("stability:{stability}")];
    }
}

/// Reads the attributes that `entries` list, of which the later ones say more of what the earlier ones have.
fn read_properties(
    mut event: Event,
    entries: &[&Entry<'_>],
    registry: &Registry<'_>,
    findings: &mut Diagnostics,
) -> Event {
    let mut about = Diagnostics::new();
    let mut gathered = Gathered { registry, properties: Vec::new() };
    for entry in entries {
        gathered.take(entry, DEPTH, &mut about);
        if let Some(body) = entry.members.object("body", &mut about) {
            let required = attribute::is_required(&body, &mut about);
            gathered.put("body".into(), attribute::schema(&body, &mut about), required);
        }
    }
    let place = event.location.clone();
    // Attributes that no registry knows may be sent too.
    let schema = Drawn::object(gathered.properties, place.clone());
    schema.read_into(&mut event, &Definitions::new(), &place, &mut about);
    findings.append(drawn::led_from(about, &event.location, &place));
    event
}

/// The attributes of one event.
struct Gathered<'r, 'a> {
    registry: &'r Registry<'a>,
    /// Each with its name, its schema, and whether it is required.
    properties: Vec<(EcoString, Drawn, bool)>,
}

impl<'a> Gathered<'_, 'a> {
    /// Adds the attributes of what `entry` extends, of the groups that it names, and its own.
    fn take(&mut self, entry: &Entry<'a>, depth: usize, findings: &mut Diagnostics) {
        let members = &entry.members;
        if let Some(id) = members.text("extends", findings) {
            self.take_group(&id, members, "extends", depth, findings);
        }
        for (listed, used) in self.registry.listed(entry, findings) {
            if used.is_some() {
                self.add(attribute::name(&listed), &listed, used.as_ref(), findings);
            } else if let Some(id) = listed.text("ref_group", findings) {
                self.take_group(&id, &listed, "ref_group", depth, findings);
            } else if let Some(name) = listed.text("ref", findings) {
                let place = listed.location().key("ref");
                let Some(defined) = self.registry.attribute(&name, &place, findings).cloned() else {
                    continue;
                };
                self.add(Some(name.clone()), &defined, Some(&listed), findings);
            } else {
                let name = own_name(&listed, members).or_else(|| attribute::name(&listed));
                self.add(name, &listed, None, findings);
            }
        }
    }

    fn take_group(
        &mut self,
        id: &str,
        user: &Members<'_>,
        key: &str,
        depth: usize,
        findings: &mut Diagnostics,
    ) {
        let place = user.location().key(key);
        let Some(group) = self.registry.group(id, &place, findings).cloned() else { return };
        if depth == 0 {
            findings.push(malformed(&place, key, "a group that does not lead back here", &Json::from(id)));
            return;
        }
        self.take(&group, depth - 1, findings);
    }

    /// Adds an attribute as it is defined, or as it is used here.
    fn add(
        &mut self,
        name: Option<EcoString>,
        defined: &Members<'_>,
        used: Option<&Members<'_>>,
        findings: &mut Diagnostics,
    ) {
        let here = used.unwrap_or(defined);
        let Some(name) = name else { return findings.push(here.missing("ref")) };
        // What nothing new is said of stays as it was where it was taken in.
        let known = self.properties.iter().find(|(known, ..)| *known == name).map(|known| known.2);
        let required = match known.filter(|_| here.get("requirement_level").is_none()) {
            Some(known) => known,
            None => attribute::is_required(here, findings),
        };
        if attribute::is_family(defined) {
            findings.push(attribute::family(&name, here));
        }
        self.put(name, attribute::used_schema(defined, here, findings), required);
    }

    /// Adds a property, in the place of one of the same name that was taken in.
    fn put(&mut self, name: EcoString, schema: Drawn, required: bool) {
        match self.properties.iter_mut().find(|(known, ..)| *known == name) {
            Some(known) => *known = (name, schema, required),
            None => self.properties.push((name, schema, required)),
        }
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
