//! # A whole number may be larger than 64 bits
//!
//! ## What it does
//!
//! Reports a property whose limits allow whole numbers that neither `i64` nor `u64` can hold. It is generated with 64 bits.
//!
//! ## Why it matters
//!
//! Numbers beyond 64 bits can't be given. Most systems that read JSON would round them anyway.
//!
//! ## Example
//!
//! ```json
//! { "type": "integer", "maximum": 100000000000000000000 }
//! ```
//!
//! ## What to do
//!
//! Narrow the limits, or send such numbers as text.

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static INTEGER_TOO_WIDE: Code = Code {
    id: "AMP0334",
    name: "integer-too-wide",
    severity: Severity::Warning,
    source: include_str!("integer_too_wide.rs"),
};
