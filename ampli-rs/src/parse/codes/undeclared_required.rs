//! # Undeclared required property
//!
//! ## What it does
//!
//! Reports a name in `required` that `properties` doesn't declare. It is read as a required property of any
//! value. Where undeclared properties are forbidden no event can be right, and the finding is an error.
//!
//! ## Why it matters
//!
//! It is mostly a mistyped name or a forgotten property.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "depth": { "type": "integer" } }, "required": ["dept"] }
//! ```
//!
//! ## What to do
//!
//! Declare the property, or correct the name in `required`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNDECLARED_REQUIRED: Code = Code {
    id: "AMP0115",
    name: "undeclared-required",
    severity: Severity::Warning,
    source: include_str!("undeclared_required.rs"),
};
