//! # Unknown keyword
//!
//! ## What it does
//!
//! Reports a keyword that no draft of JSON Schema has, once for each event. What OpenAPI and vendors of
//! tracking plans add is known, and keywords that start with `x-` are let pass.
//!
//! ## Why it matters
//!
//! It is mostly a mistyped keyword, and what it says is not heeded.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "maxLenght": 10 }
//! ```
//!
//! ## What to do
//!
//! Correct the keyword. Start it with `x-` if it is your own.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNKNOWN_KEYWORD: Code = Code {
    id: "AMP0121",
    name: "unknown-keyword",
    severity: Severity::Warning,
    source: include_str!("unknown_keyword.rs"),
};
