//! # Unknown name
//!
//! ## What it does
//!
//! Reports an event or a source that names a property group, a source or a destination that the plan doesn't
//! have.
//!
//! ## Why it matters
//!
//! Properties would be missing, or the event would reach nobody.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Sown", "groups": ["Gadren"] }
//! ```
//!
//! ## What to do
//!
//! Correct the name, or add what it names to the plan.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNKNOWN_REFERENCE: Code = Code {
    id: "AMP0106",
    name: "unknown-reference",
    severity: Severity::Error,
    source: include_str!("unknown_reference.rs"),
};
