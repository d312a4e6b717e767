use super::{FORMAT, SYSTEM};
use crate::json::{Json, ObjectWriter, pretty};
use crate::plan::{Deprecation, Destination, Event, EventKind, Plan, PropertyGroup, Source};

/// Whether the keys of destinations are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keys {
    /// They are left out: the text can be committed and shown.
    #[default]
    Omit,
    /// They are written. Whoever reads the text can send events.
    Include,
}

/// The plan in the project's own format: the same text for the same plan, schemas as they were written.
///
/// Reading it gives the same plan, apart from locations and, with [`Keys::Omit`], keys.
pub fn write(plan: &Plan, keys: Keys) -> String {
    let mut members = ObjectWriter::default();
    members.add("ampliPlan", Json::Number(FORMAT.into()));
    members.text("name", Some(plan.name.as_str()).filter(|name| !name.is_empty()));
    members.text("id", plan.id.as_deref());
    members.text("version", plan.version.as_deref());
    members.text("branch", plan.branch.as_deref());
    members.text("description", plan.description.as_deref());
    members.text("url", plan.url.as_deref());
    members.list("sources", plan.sources.iter().map(source).collect());
    members.list("destinations", plan.destinations.iter().map(|entry| destination(entry, keys)).collect());
    members.object(
        "groups",
        plan.groups.iter().map(|group| (group.name.as_str().into(), property_group(group))),
    );
    schema(&mut members, "$defs", &plan.definitions_schema);
    for kind in SYSTEM {
        let mut entries: Vec<_> = events(plan, *kind).map(event).collect();
        match entries.len() {
            0 => {}
            1 => members.add(kind.word(), entries.swap_remove(0)),
            _ => members.list(kind.word(), entries),
        }
    }
    members.add("events", events(plan, EventKind::Track).map(event).collect());
    pretty(&members.finish())
}

fn events(plan: &Plan, kind: EventKind) -> impl Iterator<Item = &Event> {
    plan.events.iter().filter(move |event| event.kind == kind)
}

fn source(source: &Source) -> Json {
    let mut members = ObjectWriter::default();
    members.text("name", Some(&source.name));
    members.text("id", source.id.as_deref());
    members.text("description", source.description.as_deref());
    members.texts("destinations", &source.destinations);
    members.finish()
}

fn destination(destination: &Destination, keys: Keys) -> Json {
    let mut members = ObjectWriter::default();
    members.text("name", Some(&destination.name));
    members.text("service", Some(&destination.service));
    members.text("endpoint", destination.endpoint.as_deref());
    if keys == Keys::Include {
        let keys = destination
            .keys
            .iter()
            .map(|key| (key.environment.as_str().into(), Json::from(key.key.as_str())));
        members.object("keys", keys);
    }
    members.finish()
}

fn property_group(group: &PropertyGroup) -> Json {
    let mut members = ObjectWriter::default();
    members.text("description", group.description.as_deref());
    schema(&mut members, "schema", &group.schema);
    members.finish()
}

fn event(event: &Event) -> Json {
    let mut members = ObjectWriter::default();
    members.text("name", Some(event.name.as_str()).filter(|_| !event.is_system_call()));
    members.text("knownAs", event.known_as.as_deref());
    members.text("id", event.id.as_deref());
    members.text("version", event.version.as_deref());
    members.text("description", event.description.as_deref());
    members.text("owner", event.owner.as_deref());
    members.text("category", event.category.as_deref());
    members.texts("tags", &event.tags);
    members.text("url", event.url.as_deref());
    if let Some(deprecated) = &event.deprecation {
        members.add("deprecated", deprecation(deprecated));
    }
    members.text("expires", event.expires.as_deref());
    if let Some(sources) = &event.sources {
        members.add("sources", sources.iter().map(|name| Json::from(name.as_str())).collect());
    }
    let switches = event.destinations.iter().map(|(name, on)| (name.as_str().into(), Json::Boolean(*on)));
    members.object("destinations", switches);
    members.texts("allow", &event.allow);
    members.object(
        "metadata",
        event.metadata.iter().map(|(plugin, data)| (plugin.as_str().into(), data.clone())),
    );
    members.texts("groups", &event.groups);
    schema(&mut members, "schema", &event.schema);
    members.finish()
}

fn deprecation(deprecation: &Deprecation) -> Json {
    if *deprecation == Deprecation::default() {
        return Json::Boolean(true);
    }
    let mut members = ObjectWriter::default();
    members.text("since", deprecation.since.as_deref());
    members.text("replacement", deprecation.replacement.as_deref());
    members.text("note", deprecation.note.as_deref());
    members.finish()
}

/// Only objects say something: a schema that is `true` allows what no schema at all allows.
fn schema(members: &mut ObjectWriter, key: &str, schema: &Json) {
    if schema.is_object() {
        members.add(key, schema.clone());
    }
}
