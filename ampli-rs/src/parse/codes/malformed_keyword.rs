//! # Malformed keyword
//!
//! ## What it does
//!
//! Reports a keyword of a schema that has a value of the wrong kind.
//!
//! ## Why it matters
//!
//! The schema says nothing certain, so no code can be made from it.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "maxLength": "ten" }
//! ```
//!
//! ## What to do
//!
//! Write the kind of value that the message names.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static MALFORMED_KEYWORD: Code = Code {
    id: "AMP0110",
    name: "malformed-keyword",
    severity: Severity::Error,
    source: include_str!("malformed_keyword.rs"),
};
