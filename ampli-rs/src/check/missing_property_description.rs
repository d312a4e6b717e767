//! # Properties without description
//!
//! ## What it does
//!
//! Counts the properties of an event, or of a property group, that have no description. Required constants
//! need none: nobody gives them.
//!
//! ## Why it matters
//!
//! Whoever writes the call must guess what the value means, and in which unit it is.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "depth": { "type": "number" } } }
//! ```
//!
//! ## What to do
//!
//! Describe them in the plan, or turn the rule off under `[check.levels]` in `ampli.toml`:
//! `missing-property-description = "off"`.

use super::explained::is_description;
use super::findings::Findings;
use super::walk::Owner;
use super::{Settings, schema_node};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::json::Json;
use crate::plan::{Object, Plan, Property, Shape};
use crate::pointer::{Location, Pointer};
use crate::suggestion;

pub(super) static MISSING_PROPERTY_DESCRIPTION: Code = Code {
    id: "AMP0208",
    name: "missing-property-description",
    severity: Severity::Note,
    source: include_str!("missing_property_description.rs"),
};

/// Names that a message lists at most.
const NAMED: usize = 5;

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    for group in &plan.groups {
        report(plan, Owner::Group(group), &group.properties, &group.location, findings);
    }
    for event in &plan.events {
        report(plan, Owner::Event(event), &event.properties, &event.schema_location, findings);
    }
}

fn report(plan: &Plan, owner: Owner<'_>, object: &Object, location: &Location, findings: &mut Findings) {
    // The properties of an event's groups are told with the groups, where they stand.
    let own = object.properties.iter().filter(|property| property.location.is_within(location));
    let missing: Vec<&Property> = own
        .filter(|property| is_declared(property) && is_given(property) && !is_described(property))
        .filter(|property| !is_explained(schema_node::at(plan, owner, &property.location)))
        .collect();
    let Some(first) = missing.first() else { return };
    let names = suggestion::list(missing.iter().take(NAMED).map(|property| property.name.as_str()));
    let more =
        if missing.len() > NAMED { format!(" and {} more", missing.len() - NAMED) } else { String::new() };
    let noun = if missing.len() == 1 { "a property" } else { "properties" };
    let message = format!("{owner} has {noun} without description: {names}{more}");
    let finding = Diagnostic::new(&MISSING_PROPERTY_DESCRIPTION, message)
        .at_key(&first.location, "")
        .help("say what the value means and in which unit it is");
    findings.push(owner.mark(finding));
}

/// Whether the property has a schema; others are only named in `required`, which is a finding of its own.
fn is_declared(property: &Property) -> bool {
    property.location.pointer.parent().and_then(Pointer::last) == Some("properties")
}

/// Whether whoever writes a call gives the property.
fn is_given(property: &Property) -> bool {
    !property.required || property.constant().is_none()
}

/// Whether the property, or the named type that it has, is described.
fn is_described(property: &Property) -> bool {
    let has_text = property.value.description.as_ref().is_some_and(|text| !text.trim().is_empty());
    has_text || matches!(property.value.shape, Shape::Reference(_))
}

/// Whether another finding tells why there is no description: the property has no schema at all, or a mistyped key.
fn is_explained(schema: Option<&Json>) -> bool {
    match schema {
        Some(Json::Object(_) | Json::Boolean(_)) | None => {
            let mut keys = schema.into_iter().flat_map(Json::members).map(|(key, _)| &**key);
            keys.any(is_description)
        }
        Some(_) => true,
    }
}
