//! # Duplicate event
//!
//! ## What it does
//!
//! Reports two events of the same kind, name and version.
//!
//! ## Why it matters
//!
//! They would be one function with two meanings.
//!
//! ## Example
//!
//! ```json
//! { "events": [{ "name": "Seed Sown" }, { "name": "Seed Sown" }] }
//! ```
//!
//! ## What to do
//!
//! Rename or remove one of them, or give them different versions.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static DUPLICATE_EVENT: Code = Code {
    id: "AMP0103",
    name: "duplicate-event",
    severity: Severity::Error,
    source: include_str!("duplicate_event.rs"),
};
