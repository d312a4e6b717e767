//! # Invalid JSON
//!
//! ## What it says
//!
//! A document of the plan is not well-formed JSON: a bracket, a quote or a comma is missing or too many, or the
//! text ends in the middle.
//!
//! ## Why it matters
//!
//! Nothing after the mistake can be read, so no event of the document is known.
//!
//! ## Example
//!
//! ```text
//! {"name": "Garden", "events": [
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
