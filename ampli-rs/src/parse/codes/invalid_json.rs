//! # Invalid JSON
//!
//! ## What it does
//!
//! Reports a document that is not well-formed JSON: a bracket, a quote or a comma is missing or too many, or
//! the text ends in the middle. The finding points at the first character that fits no more, so the mistake
//! is there or just before.
//!
//! ## Why it matters
//!
//! Nothing after the mistake can be read, so no event of the document is known.
//!
//! ## Example
//!
//! ```text
//! { "name": "Garden", "events": [
//! ```
//!
//! ## What to do
//!
//! Correct the text at the place shown. If it ends too early, save or download it again.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static INVALID_JSON: Code = Code {
    id: "AMP0001",
    name: "invalid-json",
    severity: Severity::Error,
    source: include_str!("invalid_json.rs"),
};
