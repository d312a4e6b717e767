//! # Property group is dissolved
//!
//! ## What it does
//!
//! Tells that a property group is no group any more in what `ampli-rs convert` has written: its properties are written into each
//! event that takes it in.
//!
//! ## Why it matters
//!
//! Nothing is lost for the events. But who changes a property of the group in the new plan must change it in every event.
//!
//! ## Example
//!
//! ```json
//! { "groups": { "Place": { "schema": { "properties": { "bed": { "type": "string" } } } } },
//!   "events": [{ "name": "Seed Sown", "groups": ["Place"] }] }
//! ```
//!
//! In a plan for Segment, `Seed Sown` has the property `bed` itself.
//!
//! ## What to do
//!
//! Nothing. Keep the old plan as the one that is edited if the group matters.

use crate::diagnostic::{Code, Severity};

/// The form knows no property groups.
pub(in crate::export) static DISSOLVED_GROUP: Code = Code {
    id: "AMP0508",
    name: "dissolved-group",
    severity: Severity::Warning,
    source: include_str!("dissolved_group.rs"),
};
