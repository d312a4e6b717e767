//! # Impossible value
//!
//! ## What it does
//!
//! Reports an `enum` that lists a value which `type` forbids. The value is left out.
//!
//! ## Why it matters
//!
//! It can never be sent, though the author thinks that it can.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "enum": ["bean", 7] }
//! ```
//!
//! ## What to do
//!
//! Remove the value, or add its kind to `type`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static IMPOSSIBLE_VALUE: Code = Code {
    id: "AMP0118",
    name: "impossible-value",
    severity: Severity::Warning,
    source: include_str!("impossible_value.rs"),
};
