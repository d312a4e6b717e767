//! # Repeated value
//!
//! ## What it does
//!
//! Reports an `enum` that lists a value more than once. It is read once.
//!
//! ## Why it matters
//!
//! It is mostly a mistyped value: another one is missing.
//!
//! ## Example
//!
//! ```json
//! { "enum": ["bean", "pea", "bean"] }
//! ```
//!
//! ## What to do
//!
//! List every value once.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static REPEATED_ENUM_VALUE: Code = Code {
    id: "AMP0117",
    name: "repeated-enum-value",
    severity: Severity::Warning,
    source: include_str!("repeated_enum_value.rs"),
};
