//! # Reference to another document
//!
//! ## What it does
//!
//! Reports a `$ref` that names a schema in another document. Nothing is ever fetched. Within a folder of schemas, relative
//! names of other files are followed; within an Iglu registry also `iglu:` URIs and the addresses at which registries serve
//! schemas, wherever they lie.
//!
//! ## Why it matters
//!
//! The type can't be known without fetching from an address that the plan's author has chosen.
//!
//! ## Example
//!
//! ```json
//! { "$ref": "https://example.com/currency.json" }
//! ```
//!
//! ## What to do
//!
//! Add the document to the folder, or bring the schema into the plan, under `$defs`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static FOREIGN_REFERENCE: Code = Code {
    id: "AMP0113",
    name: "foreign-reference",
    severity: Severity::Error,
    source: include_str!("foreign_reference.rs"),
};
