//! The plan with what was seen and it lacks: events, properties and listed values. Nothing is taken away or widened.

use ecow::EcoString;

use super::planned::Planned;
use super::summary::{EventKey, EventSummary, PropertySummary, Summary};
use crate::json::Json;
use crate::plan::{Event, EventKind, Plan};
use crate::pointer::Location;
use crate::saved_plan::SavedPlan;

/// The plan with additions, in the project's own format, and how many there are.
pub(crate) fn patched(plan: &Plan, planned: &Planned<'_>, summary: &Summary) -> (String, usize) {
    let mut patched = plan.clone();
    let mut count = 0;
    let events = patched.events.iter_mut().filter(|event| event.kind != EventKind::Context);
    for (event, own) in events.zip(&planned.events) {
        if let Some(seen) = summary.events.get(&own.key) {
            count += complete(event, seen);
        }
    }
    let context = plan.events.iter().find(|event| event.kind == EventKind::Context);
    let of_context: Vec<&str> = context
        .into_iter()
        .flat_map(|context| &context.properties.properties)
        .map(|property| property.name.as_str())
        .collect();
    for (key, seen) in summary.unplanned.sorted() {
        if let Some(event) = event(key, seen, &of_context) {
            patched.events.push(event);
            count += 1;
        }
    }
    (SavedPlan::new(&patched).text, count)
}

/// Adds what the event lacks; how much that is.
fn complete(event: &mut Event, seen: &EventSummary) -> usize {
    let mut count = 0;
    for (path, property) in seen.unplanned_properties.sorted() {
        let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
        let schema = value_schema(property);
        count += usize::from(edit(&mut event.schema, parent, &|object| add_property(object, name, &schema)));
    }
    for (key, _) in seen.unplanned_values.sorted() {
        // What is only described is no value.
        let Ok(value) = serde_json::from_str::<Json>(&key.value) else { continue };
        count += usize::from(edit(&mut event.schema, &key.path, &|schema| add_value(schema, &value)));
    }
    count
}

/// Changes the schema of the property at `path`, if that is written where one looks for it.
fn edit(schema: &mut Json, path: &str, change: &dyn Fn(&mut Json) -> bool) -> bool {
    let (step, rest) = match path.find(['.', '[']) {
        _ if path.is_empty() => return change(schema),
        Some(0) => ("[]", path.strip_prefix("[]").unwrap_or_default()),
        Some(end) => (&path[..end], &path[end..]),
        None => (path, ""),
    };
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let inner = if step == "[]" {
        member(schema, "items")
    } else {
        member(schema, "properties").and_then(|properties| member(properties, step))
    };
    inner.is_some_and(|inner| edit(inner, rest, change))
}

fn member<'j>(json: &'j mut Json, key: &str) -> Option<&'j mut Json> {
    let Json::Object(members) = json else { return None };
    members.make_mut().iter_mut().find(|(own, _)| own == key).map(|(_, value)| value)
}

fn add_property(schema: &mut Json, name: &str, value: &Json) -> bool {
    if *schema == Json::Null {
        *schema = object_schema([]);
    }
    let Json::Object(members) = schema else { return false };
    if members.iter().all(|(key, _)| key != "properties") {
        members.push(("properties".into(), Json::from_iter(Vec::<(EcoString, Json)>::new())));
    }
    match member(schema, "properties") {
        Some(Json::Object(properties)) => {
            properties.push((name.into(), value.clone()));
            true
        }
        _ => false,
    }
}

fn add_value(schema: &mut Json, value: &Json) -> bool {
    match member(schema, "enum") {
        Some(Json::Array(values)) => {
            values.push(value.clone());
            true
        }
        _ => false,
    }
}

/// An event that the plan does not have at all, without what the context adds to every event.
fn event(key: &EventKey, seen: &EventSummary, of_context: &[&str]) -> Option<Event> {
    let kind = [EventKind::Track, EventKind::Page, EventKind::Screen]
        .into_iter()
        .find(|kind| kind.word() == key.kind)?;
    // A schema's address says its name and version.
    let parts: Vec<&str> = key.name.split('/').collect();
    let mut event = match parts.as_slice() {
        [vendor, name, _, version] if vendor.starts_with("iglu:") => {
            let mut event = Event::new(kind, *name, Location::default());
            event.id = Some(key.name.as_str().into());
            event.version = Some((*version).into());
            event
        }
        _ => {
            let mut event = Event::new(kind, key.name.as_str(), Location::default());
            event.version = key.version.as_deref().map(Into::into);
            event
        }
    };
    let mut properties = seen.unplanned_properties.sorted();
    properties.retain(|(name, _)| !of_context.contains(&name.as_str()));
    let always = properties.iter().filter(|(_, own)| own.seen.count == seen.seen.count);
    let required: Vec<Json> = always.map(|(name, _)| Json::from(name.as_str())).collect();
    let schemas = properties.iter().map(|(name, own)| (EcoString::from(name.as_str()), value_schema(own)));
    let mut schema =
        vec![("type".into(), Json::from("object")), ("properties".into(), schemas.collect::<Json>())];
    if !required.is_empty() {
        schema.push(("required".into(), required.into_iter().collect()));
    }
    event.schema = schema.into_iter().collect();
    Some(event)
}

fn object_schema(members: impl IntoIterator<Item = (EcoString, Json)>) -> Json {
    [(EcoString::from("type"), Json::from("object"))].into_iter().chain(members).collect()
}

/// The type of what was seen: of integers and fractions a number.
fn value_schema(property: &PropertySummary) -> Json {
    let mut kinds: Vec<&str> = property.kinds.keys().map(String::as_str).collect();
    if kinds.contains(&"number") {
        kinds.retain(|kind| *kind != "integer");
    }
    let types = match kinds.as_slice() {
        [only] => Json::from(*only),
        several => several.iter().map(|kind| Json::from(*kind)).collect(),
    };
    [(EcoString::from("type"), types)].into_iter().collect()
}
