//! # Nested too deep
//!
//! ## What it says
//!
//! Values or schemas lie in each other beyond the limit of 127 levels of JSON, or 128 schemas.
//!
//! ## Why it matters
//!
//! Such a text is a mistake or an attack; reading it without a limit would exhaust the memory.
//!
//! ## What to do
//!
//! Give inner schemas a name under `$defs` and name them by `$ref`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static NESTED_TOO_DEEP: Code = Code {
    id: "AMP0004",
    name: "nested-too-deep",
    severity: Severity::Error,
    source: include_str!("nested_too_deep.rs"),
};
