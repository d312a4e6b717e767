//! # Repeated key
//!
//! ## What it does
//!
//! Reports an object that has the same key twice. The last one is read, as JSON readers do.
//!
//! ## Why it matters
//!
//! One of the two properties or events is lost without a word, and nobody can tell which of them was meant.
//!
//! ## Example
//!
//! ```json
//! { "depth": { "type": "integer" }, "depth": { "type": "string" } }
//! ```
//!
//! ## What to do
//!
//! Remove or rename one of them.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static REPEATED_KEY: Code = Code {
    id: "AMP0005",
    name: "repeated-key",
    severity: Severity::Error,
    source: include_str!("repeated_key.rs"),
};
