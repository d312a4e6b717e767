//! # Invalid YAML
//!
//! ## What it does
//!
//! Reports a document that is not well-formed YAML 1.2: a wrong indentation, a tab in it, a bracket or a quote that is
//! not closed. Also reports what YAML allows and a plan can't hold: a key that is a list or a mapping, and a value that
//! holds itself.
//!
//! ## Why it matters
//!
//! Nothing of the document can be read, so none of its events is known.
//!
//! ## Example
//!
//! ```yaml
//! name: "Seed Sown
//! event_type: track
//! ```
//!
//! ## What to do
//!
//! Correct the text at the place shown, or just before. Indent with spaces, and put texts into quotes that hold `: `
//! or ` #` or start with one of `{[&*!|>'"%@`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static INVALID_YAML: Code = Code {
    id: "AMP0030",
    name: "invalid-yaml",
    severity: Severity::Error,
    source: include_str!("invalid_yaml.rs"),
};
