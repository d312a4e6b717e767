//! # A format is not checked at run time
//!
//! ## What it does
//!
//! Reports a `format` that JSON Schema does not define or that is not checked, so that it only tells people how the text
//! shall be written.
//!
//! ## Why it matters
//!
//! A value that breaks the plan is sent without an error.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "format": "currency" }
//! ```
//!
//! ## What to do
//!
//! Correct the name if it is a mistake (`datetime` is `date-time`), or add a `pattern`, or leave it as a hint to people.

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static FORMAT_NOT_CHECKED: Code = Code {
    id: "AMP0333",
    name: "format-not-checked",
    severity: Severity::Warning,
    source: include_str!("format_not_checked.rs"),
};
