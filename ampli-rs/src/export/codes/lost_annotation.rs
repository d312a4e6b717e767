//! # Words in a schema are lost
//!
//! ## What it does
//!
//! Names words in the schema of an event that say nothing about what a value may be, and that `ampli-rs convert` writes in
//! the project's own format only: comments, titles beside descriptions, marks of editors and vendors such as `pii` or
//! `x-team`.
//!
//! ## Why it matters
//!
//! What is lost is known nowhere else when the old plan is thrown away. That a property holds personal data may be among it.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "description": "The address.", "pii": { "isPii": true } }
//! ```
//!
//! ## What to do
//!
//! Keep the old plan, or write what matters into the description.

use crate::diagnostic::{Code, Severity};

/// The form has no place for words in a schema that limit nothing.
pub(in crate::export) static LOST_ANNOTATION: Code = Code {
    id: "AMP0512",
    name: "lost-annotation",
    severity: Severity::Warning,
    source: include_str!("lost_annotation.rs"),
};
