//! # Properties are no object
//!
//! ## What it does
//!
//! Reports an event whose schema describes something else than an object.
//!
//! ## Why it matters
//!
//! Events carry properties by name, so there is nothing to send.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Sown", "schema": { "type": "string" } }
//! ```
//!
//! ## What to do
//!
//! Write `"type": "object"` and put what there is under `properties`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static NOT_AN_OBJECT: Code = Code {
    id: "AMP0120",
    name: "not-an-object",
    severity: Severity::Error,
    source: include_str!("not_an_object.rs"),
};
