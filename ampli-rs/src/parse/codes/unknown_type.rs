//! # Unknown type
//!
//! ## What it does
//!
//! Reports a `type` that is none of JSON Schema's: `null`, `boolean`, `integer`, `number`, `string`, `array`,
//! `object`. The word `any` is accepted for any value.
//!
//! ## Why it matters
//!
//! Nobody can tell what the value is.
//!
//! ## Example
//!
//! ```json
//! { "type": "strng" }
//! ```
//!
//! ## What to do
//!
//! Correct the word.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNKNOWN_TYPE: Code = Code {
    id: "AMP0111",
    name: "unknown-type",
    severity: Severity::Error,
    source: include_str!("unknown_type.rs"),
};
