//! # Property in two places
//!
//! ## What it does
//!
//! Reports an event that takes in a property which it, or another of its groups, already has with another
//! schema. The first one counts: the event's own, then those of the groups in their order.
//!
//! ## Why it matters
//!
//! The group's schema doesn't hold for this event, though people may think that it does.
//!
//! ## Example
//!
//! ```json
//! {
//!   "groups": {
//!     "Bed": { "schema": { "properties": { "row": { "type": "integer" } } } },
//!     "Tray": { "schema": { "properties": { "row": { "type": "string" } } } }
//!   },
//!   "events": [{ "name": "Seed Sown", "groups": ["Bed", "Tray"] }]
//! }
//! ```
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
