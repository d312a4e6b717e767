//! Schemas as they were written, found again from the plan.

use super::walk::Owner;
use crate::json::Json;
use crate::plan::Plan;
use crate::pointer::{Location, Pointer};

/// A schema as it was written and where it stands.
pub(super) struct Written<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) schema: &'a Json,
    pub(super) location: &'a Location,
}

/// The written schemas of groups and events.
pub(super) fn all(plan: &Plan) -> impl Iterator<Item = Written<'_>> {
    let groups = plan.groups.iter().map(|group| Written {
        owner: Owner::Group(group),
        schema: &group.schema,
        location: &group.location,
    });
    let events = plan.events.iter().map(|event| Written {
        owner: Owner::Event(event),
        schema: &event.schema,
        location: &event.schema_location,
    });
    groups.chain(events)
}

/// The schema at `location` within what the owner wrote itself.
pub(super) fn at<'a>(owner: Owner<'a>, location: &Location) -> Option<&'a Json> {
    let (schema, root) = match owner {
        Owner::Event(event) => (&event.schema, &event.schema_location),
        Owner::Group(group) => (&group.schema, &group.location),
        Owner::Definition(_) => return None,
    };
    let rest = location.pointer.as_str().strip_prefix(root.pointer.as_str())?;
    let is_inside = location.document == root.document && (rest.is_empty() || rest.starts_with('/'));
    let pointer = is_inside.then(|| Pointer::from_text(rest))?;
    pointer.segments().try_fold(schema, |json, segment| match json {
        Json::Array(items) => items.get(segment.parse::<usize>().ok()?),
        other => other.get(&segment),
    })
}
