//! # Malformed plan
//!
//! ## What it does
//!
//! Reports a value of another kind than the format asks for at its place: a number for a name, a list for an
//! object. Schemas have a finding of their own, `malformed-keyword`.
//!
//! ## Why it matters
//!
//! What it says can't be read, so the event or the plan would not be what its authors mean.
//!
//! ## Example
//!
//! ```json
//! { "name": 7, "schema": { "type": "object" } }
//! ```
//!
//! ## What to do
//!
//! Write the kind of value that the message names.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static MALFORMED_PLAN: Code = Code {
    id: "AMP0101",
    name: "malformed-plan",
    severity: Severity::Error,
    source: include_str!("malformed_plan.rs"),
};
