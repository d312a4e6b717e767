//! # Misplaced schema
//!
//! ## What it does
//!
//! Reports a self-describing schema whose path in a registry says something else than its `self`.
//!
//! ## Why it matters
//!
//! A registry serves schemas by their paths, so events that follow this schema would be held against another one, or
//! none. Here what the schema says of itself counts.
//!
//! ## Example
//!
//! The file `schemas/com.acme/seed_sown/jsonschema/1-0-1` with
//!
//! ```json
//! { "self": { "vendor": "com.acme", "name": "seed_sown", "format": "jsonschema", "version": "1-0-0" } }
//! ```
//!
//! ## What to do
//!
//! Correct `self`, or move the file.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static MISPLACED_SCHEMA: Code = Code {
    id: "AMP0141",
    name: "misplaced-schema",
    severity: Severity::Warning,
    source: include_str!("misplaced_schema.rs"),
};
