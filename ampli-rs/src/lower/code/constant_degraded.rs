//! # An optional constant takes any value because it is a list or an object
//!
//! ## What it does
//!
//! Reports an optional constant that is a list or an object. A constant that must be there is written by the generated
//! code. One that may be absent is a choice, which Rust code makes with an enum of one variant; lists and objects have no
//! such variant, so that the property is generated as `Value`.
//!
//! ## Why it matters
//!
//! The compiler no longer sees whether the value is the one that the plan allows.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "scope": { "const": ["read", "write"] } } }
//! ```
//!
//! ## What to do
//!
//! Make the property required, or describe the list with `items`, or use a text as constant.

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static CONSTANT_DEGRADED: Code = Code {
    id: "AMP0331",
    name: "constant-degraded",
    severity: Severity::Warning,
    source: include_str!("constant_degraded.rs"),
};
