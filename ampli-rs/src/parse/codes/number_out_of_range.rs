//! # Number out of range
//!
//! ## What it does
//!
//! Reports a number that is too large for a 64-bit floating-point number. The document can't be read.
//!
//! ## Why it matters
//!
//! None of the systems that receive events can compare it or send it on as a number.
//!
//! ## Example
//!
//! ```json
//! { "type": "number", "maximum": 1e400 }
//! ```
//!
//! ## What to do
//!
//! Write a smaller number, or make the property a string.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static NUMBER_OUT_OF_RANGE: Code = Code {
    id: "AMP0008",
    name: "number-out-of-range",
    severity: Severity::Error,
    source: include_str!("number_out_of_range.rs"),
};
