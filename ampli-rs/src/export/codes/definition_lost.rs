//! # Type that no event uses is lost
//!
//! ## What it does
//!
//! Tells that a type which the plan names is not in what `ampli-rs convert` has written, because no event uses it.
//!
//! ## Why it matters
//!
//! Nothing is lost for the events. Who wants to use the type later does not find it.
//!
//! ## Example
//!
//! ```json
//! { "$defs": { "Currency": { "enum": ["EUR", "USD"] } }, "events": [{ "name": "Seed Sown" }] }
//! ```
//!
//! ## What to do
//!
//! Nothing, or keep the old plan.

use crate::diagnostic::{Code, Severity};

/// No event uses a definition, so that the form has no place for it.
pub(in crate::export) static DEFINITION_LOST: Code = Code {
    id: "AMP0510",
    name: "definition-lost",
    severity: Severity::Warning,
    source: include_str!("definition_lost.rs"),
};
