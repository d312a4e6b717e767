//! # Unsatisfiable schema
//!
//! ## What it does
//!
//! Reports a schema that no value can satisfy: it is `false`, its `enum` is empty or lists only what `type`
//! forbids, or its `const` is not of its `type`. A property that is declared as `false` is left out, with a
//! warning.
//!
//! ## Why it matters
//!
//! Every event would be wrong.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "const": 7 }
//! ```
//!
//! ## What to do
//!
//! Correct the schema.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNSATISFIABLE_SCHEMA: Code = Code {
    id: "AMP0119",
    name: "unsatisfiable-schema",
    severity: Severity::Error,
    source: include_str!("unsatisfiable_schema.rs"),
};
