//! # A property takes any value because its type has no end and no name of its own
//!
//! ## What it does
//!
//! Reports a property whose type can only be written down by naming it, and has no form in Rust that could have the name: a
//! list, a map or a choice that holds itself, or one that stands for more than 2,000 other types. A Rust struct may hold
//! itself behind a reference; a slice of slices of slices has no end. The property is generated as `Value`, which takes any
//! JSON value.
//!
//! ## Why it matters
//!
//! The compiler no longer sees whether the value is one that the plan allows.
//!
//! ## Example
//!
//! ```json
//! {
//!   "$defs": { "Bed": { "type": "array", "items": { "$ref": "#/$defs/Bed" } } },
//!   "properties": { "bed": { "$ref": "#/$defs/Bed" } }
//! }
//! ```
//!
//! ## What to do
//!
//! Let an object hold it, which becomes a struct:
//!
//! ```json
//! { "Bed": { "type": "object", "properties": { "beds": { "type": "array", "items": { "$ref": "#/$defs/Bed" } } } } }
//! ```
//!
//! A type that stands for too many others gets smaller when it names fewer of them, or names each only once.

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static TYPE_DEGRADED: Code = Code {
    id: "AMP0332",
    name: "type-degraded",
    severity: Severity::Warning,
    source: include_str!("type_degraded.rs"),
};
