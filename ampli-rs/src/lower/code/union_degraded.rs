//! # A property takes any value because its shapes can't be told apart
//!
//! ## What it does
//!
//! Reports a property that may have one of several shapes of which two are of the same kind: two lists, or two objects without
//! a name and without a constant property that differs. A Rust enum needs a name for each variant, and there is none. The
//! property is generated as `Value`, which takes any JSON value.
//!
//! ## Why it matters
//!
//! The compiler no longer sees whether the value is one that the plan allows.
//!
//! ## Example
//!
//! ```json
//! { "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "array", "items": { "type": "number" } }] }
//! ```
//!
//! ## What to do
//!
//! Give each object a required constant property that tells it from the others (`"kind": { "const": "card" }`), or name the
//! shapes (`$ref`), or let items have several types instead of having several lists.

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static UNION_DEGRADED: Code = Code {
    id: "AMP0330",
    name: "union-degraded",
    severity: Severity::Warning,
    source: include_str!("union_degraded.rs"),
};
