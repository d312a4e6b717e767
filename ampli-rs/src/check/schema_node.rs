//! Schemas as they were written, found again from the plan.

use super::walk::Owner;
use crate::json::Json;
use crate::plan::Plan;
use crate::pointer::{Location, Pointer};

/// A schema as it was written and where it stands.
pub(super) struct Written<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) schema: &'a Json,
    pub(super) location: Location,
}

impl Written<'_> {
    /// Where the schema says which version of JSON Schema it is written in.
    pub(super) fn dialect_location(&self) -> Location {
        let around = if let Owner::Event(event) = self.owner { event.dialect_location.clone() } else { None };
        around.unwrap_or_else(|| self.location.key("$schema"))
    }
}

/// The written schemas of groups, named types and events.
pub(super) fn all(plan: &Plan) -> impl Iterator<Item = Written<'_>> {
    let groups = plan.groups.iter().map(Owner::Group);
    let definitions = plan.definitions.keys().map(|key| Owner::Definition(key));
    let events = plan.events.iter().map(Owner::Event);
    groups.chain(definitions).chain(events).filter_map(|owner| of(plan, owner))
}

/// The schema at `location` within what the owner wrote itself.
pub(super) fn at<'a>(plan: &'a Plan, owner: Owner<'a>, location: &Location) -> Option<&'a Json> {
    let Written { schema, location: root, .. } = of(plan, owner)?;
    let pointer = location.pointer.within(&root.pointer).filter(|_| location.document == root.document)?;
    pointer.segments().try_fold(schema, |json, segment| match json {
        Json::Array(items) => items.get(segment.parse::<usize>().ok()?),
        other => other.get(segment),
    })
}

/// Where `value` is listed in the `enum` of the schema at `location`; the list itself when it was put together.
pub(super) fn listed(plan: &Plan, owner: Owner<'_>, location: &Location, value: &Json) -> Location {
    let list = location.key("enum");
    let written = at(plan, owner, location).and_then(|schema| schema.get("enum"));
    match written.and_then(|written| written.items().iter().position(|item| item == value)) {
        Some(index) => list.index(index),
        None => list,
    }
}

fn of<'a>(plan: &'a Plan, owner: Owner<'a>) -> Option<Written<'a>> {
    let (schema, location) = match owner {
        Owner::Event(event) => (&event.schema, event.schema_location.clone()),
        // The one format that has groups, our own, keeps the schema under this key.
        Owner::Group(group) => (&group.schema, group.location.key("schema")),
        Owner::Definition(key) => {
            let pointer = Pointer::from_text(key);
            (plan.definitions_schema.get(pointer.last()?)?, plan.definitions.get(key)?.location.clone())
        }
    };
    Some(Written { owner, schema, location })
}
