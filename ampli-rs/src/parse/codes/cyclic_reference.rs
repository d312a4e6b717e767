//! # Cyclic reference
//!
//! ## What it does
//!
//! Reports a definition that leads back to itself through nothing but `$ref` and unions.
//!
//! ## Why it matters
//!
//! It says nothing about the value, and no type has its shape.
//!
//! ## Example
//!
//! ```json
//! { "$defs": { "A": { "$ref": "#/$defs/B" }, "B": { "$ref": "#/$defs/A" } } }
//! ```
//!
//! ## What to do
//!
//! Say what the value is. A schema may hold itself in a property or in a list.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static CYCLIC_REFERENCE: Code = Code {
    id: "AMP0114",
    name: "cyclic-reference",
    severity: Severity::Error,
    source: include_str!("cyclic_reference.rs"),
};
