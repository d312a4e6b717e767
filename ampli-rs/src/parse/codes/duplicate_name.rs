//! # Duplicate name
//!
//! ## What it does
//!
//! Reports two sources, or two destinations, of the same name. The second one is left out. Programs of one name in a
//! vendor's plan are taken for one source, which is a warning.
//!
//! ## Why it matters
//!
//! Events refer to them by name, so nobody can tell which one is meant.
//!
//! ## Example
//!
//! ```json
//! { "sources": [{ "name": "web" }, { "name": "web" }] }
//! ```
//!
//! ## What to do
//!
//! Rename or remove one of them.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static DUPLICATE_NAME: Code = Code {
    id: "AMP0107",
    name: "duplicate-name",
    severity: Severity::Error,
    source: include_str!("duplicate_name.rs"),
};
