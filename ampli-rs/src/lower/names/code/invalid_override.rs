//! # A chosen identifier cannot be had
//!
//! ## What it does
//!
//! Reports an identifier chosen in `ampli.toml` that Rust does not accept, that is not written as Rust's
//! lints want it (`snake_case` for events and properties, `PascalCase` for values), or that another name of
//! the same scope has.
//!
//! ## Why it matters
//!
//! The SDK would not compile, or another name would have to change.
//!
//! ## Example
//!
//! ```toml
//! [names.properties]
//! "site id" = "site-id"
//! ```
//!
//! ## What to do
//!
//! Choose another identifier: letters, digits and single underscores. Keywords are written without `r#`. If
//! the identifier belongs to another name, choose one for that name too.

use crate::diagnostic::{Code, Severity};

pub(crate) static INVALID_OVERRIDE: Code = Code {
    id: "AMP0306",
    name: "invalid-override",
    severity: Severity::Error,
    source: include_str!("invalid_override.rs"),
};
