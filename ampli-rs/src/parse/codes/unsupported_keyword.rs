//! # Unsupported keyword
//!
//! ## What it does
//!
//! Reports a schema that limits the value in a way that a generated type can't hold. The type allows more
//! than the schema, never less.
//!
//! ## Why it matters
//!
//! The generated code accepts events that the plan forbids.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "not": { "const": "none" } }
//! ```
//!
//! ## What to do
//!
//! Say it in other words, or check these events at run time: the feature `json-schema` of `itly-runtime`
//! holds them against the schema itself.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNSUPPORTED_KEYWORD: Code = Code {
    id: "AMP0122",
    name: "unsupported-keyword",
    severity: Severity::Warning,
    source: include_str!("unsupported_keyword.rs"),
};
