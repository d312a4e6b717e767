//! # Unresolved reference
//!
//! ## What it does
//!
//! Reports a `$ref` that names a schema which is not there. Names are JSON pointers such as
//! `#/$defs/Currency`; anchors such as `#Currency` are not read.
//!
//! ## Why it matters
//!
//! Nobody can tell what the value is.
//!
//! ## Example
//!
//! ```json
//! { "$ref": "#/$defs/Curency" }
//! ```
//!
//! ## What to do
//!
//! Correct the pointer, or add the schema under `$defs`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNRESOLVED_REFERENCE: Code = Code {
    id: "AMP0112",
    name: "unresolved-reference",
    severity: Severity::Error,
    source: include_str!("unresolved_reference.rs"),
};
