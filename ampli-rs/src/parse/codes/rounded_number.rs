//! # Rounded number
//!
//! ## What it does
//!
//! Looks for integers that 64 bits can't hold: above 18446744073709551615, or below -9223372036854775808. They are
//! read as floating-point numbers. It is reported where that changes their value.
//!
//! ## Why it matters
//!
//! A limit or a listed value is another one than the plan says. Most systems that receive events round such numbers
//! in the same way, each in its own place.
//!
//! ## Example
//!
//! ```json
//! { "type": "integer", "maximum": 123456789012345678901 }
//! ```
//!
//! ## What to do
//!
//! Write a smaller number. If it is an identifier, make the property a string and write the value in quotes.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static ROUNDED_NUMBER: Code = Code {
    id: "AMP0011",
    name: "rounded-number",
    severity: Severity::Warning,
    source: include_str!("rounded_number.rs"),
};
