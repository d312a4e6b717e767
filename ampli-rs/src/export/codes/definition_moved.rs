//! # Shared type is written into each event
//!
//! ## What it does
//!
//! Tells that a type which the plan names once is written into the schema of each event that uses it, or stands at another place
//! of the schema now, so that it has another name.
//!
//! ## Why it matters
//!
//! The events say what they said. But who changes the type in the new plan must change it in every event.
//!
//! ## Example
//!
//! ```json
//! { "$defs": { "Currency": { "enum": ["EUR", "USD"] } },
//!   "events": [{ "name": "Seed Sown", "schema": { "properties": { "in": { "$ref": "#/$defs/Currency" } } } }] }
//! ```
//!
//! In an Iglu registry the schema of `Seed Sown` has `Currency` among its own `$defs`.
//!
//! ## What to do
//!
//! Nothing. Keep the old plan as the one that is edited if the type matters.

use crate::diagnostic::{Code, Severity};

/// The form has a definition at another place.
pub(in crate::export) static DEFINITION_MOVED: Code = Code {
    id: "AMP0509",
    name: "definition-moved",
    severity: Severity::Warning,
    source: include_str!("definition_moved.rs"),
};
