//! Events that take in groups of properties.

use std::collections::HashSet;

use ecow::EcoString;

use super::codes::PROPERTY_IN_TWO_GROUPS;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Additional, Event, Property, PropertyGroup};
use crate::pointer::Location;

/// Adds the properties of `groups`, which the event names in this order, behind those that it has of itself.
///
/// What holds for further properties is said by the event's own schema where it has one.
pub(super) fn take_in(
    event: &mut Event,
    groups: &[&PropertyGroup],
    has_schema: bool,
    findings: &mut Diagnostics,
) {
    if !has_schema
        && !groups.is_empty()
        && groups.iter().all(|group| group.properties.additional == Additional::Closed)
    {
        event.properties.additional = Additional::Closed;
    }
    let mut taken: HashSet<EcoString> =
        event.properties.properties.iter().map(|property| property.name.clone()).collect();
    for (index, group) in groups.iter().enumerate() {
        for property in &group.properties.properties {
            if taken.insert(property.name.clone()) {
                event.properties.properties.push(property.clone());
            } else if let Some(counting) = other_than(event, property) {
                let message = format!(
                    "the group `{}` declares `{}` in another way than what counts here",
                    group.name, property.name
                );
                findings.push(
                    Diagnostic::new(&PROPERTY_IN_TWO_GROUPS, message)
                        .at(&event.location.key("groups").index(index), "this group's is not used")
                        .at_key(&counting, "this one counts")
                        .help("give both places the same schema, or rename one of the properties"),
                );
            }
        }
    }
}

/// Where the event has a property of the same name that is another one, but for where it was written.
fn other_than(event: &Event, property: &Property) -> Option<Location> {
    let written = |property: &Property| serde_json::to_string(property).ok();
    let own = event.properties.properties.iter().find(|own| own.name == property.name)?;
    (written(own) != written(property)).then(|| own.location.clone())
}
