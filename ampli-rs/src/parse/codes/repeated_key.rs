//! # Repeated key
//!
//! ## What it says
//!
//! One JSON object has the same key twice. JSON readers keep the last one and drop the first without a word.
//!
//! ## Why it matters
//!
//! One of the two properties or events is lost, and nobody can tell which of them was meant.
//!
//! ## Example
//!
//! ```json
//! {"depth": {"type": "integer"}, "depth": {"type": "string"}}
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
