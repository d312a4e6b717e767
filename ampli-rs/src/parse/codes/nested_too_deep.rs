//! # Nested too deep
//!
//! ## What it does
//!
//! Reports a text in which values lie in each other more than 127 levels deep, and a schema that holds more
//! than 128 others in each other, those counted that it names by `$ref`.
//!
//! ## Why it matters
//!
//! Such a text is a mistake or an attack: reading it without a limit would exhaust the memory.
//!
//! ## Example
//!
//! ```text
//! [[[[[[[[[[[[[[[[[[[[ and so on, 128 times
//! ```
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
