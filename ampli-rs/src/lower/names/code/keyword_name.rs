//! # A name is a keyword of Rust
//!
//! ## What it does
//!
//! Tells that an identifier is a keyword, so that code must write it with `r#`: `r#type`. The name that is
//! sent has no `r#`, nor have files, documentation and messages.
//!
//! ## Why it matters
//!
//! It works in every edition, but it is one more thing to type and to read.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "type": { "type": "string" } } }
//! ```
//!
//! ## What to do
//!
//! Nothing, or choose another identifier in `ampli.toml`:
//!
//! ```toml
//! [names.properties]
//! "type" = "kind"
//! ```

use crate::diagnostic::{Code, Severity};

pub(crate) static KEYWORD_NAME: Code = Code {
    id: "AMP0302",
    name: "keyword-name",
    severity: Severity::Note,
    source: include_str!("keyword_name.rs"),
};
