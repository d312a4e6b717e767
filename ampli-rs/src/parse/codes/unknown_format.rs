//! # Unknown format
//!
//! ## What it does
//!
//! Reports a document that is JSON but has the structure of no tracking plan that is known. The format is
//! told by the structure, never by the name of the file.
//!
//! ## Why it matters
//!
//! Nothing can be read from it.
//!
//! ## Example
//!
//! ```json
//! { "hello": "world" }
//! ```
//!
//! ## What to do
//!
//! Compare the document with the formats that the message lists. For a new plan start from `ampli-rs schema
//! plan`, which prints the schema of the own format.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNKNOWN_FORMAT: Code = Code {
    id: "AMP0006",
    name: "unknown-format",
    severity: Severity::Error,
    source: include_str!("unknown_format.rs"),
};
