//! # Property in two places
//!
//! ## What it says
//!
//! An event takes in a property that it, or another of its groups, already has with another schema. The first one
//! counts: the event's own, then the groups in their order.
//!
//! ## Why it matters
//!
//! The group's schema doesn't hold for this event, though people may think that it does.
//!
//! ## What to do
//!
//! Give both places the same schema, or rename one of the properties.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static PROPERTY_IN_TWO_GROUPS: Code = Code {
    id: "AMP0108",
    name: "property-in-two-groups",
    severity: Severity::Warning,
    source: include_str!("property_in_two_groups.rs"),
};
