//! # Unsupported format
//!
//! ## What it does
//!
//! Reports a tracking plan in a format, or in a version of a format, that this version of `ampli-rs` knows
//! but can't read.
//!
//! ## Why it matters
//!
//! Nothing, or only a part, can be read from it.
//!
//! ## Example
//!
//! ```json
//! { "ampliPlan": 99, "events": [] }
//! ```
//!
//! ## What to do
//!
//! Update `ampli-rs`, or export the plan in one of the formats that the message lists.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNSUPPORTED_FORMAT: Code = Code {
    id: "AMP0007",
    name: "unsupported-format",
    severity: Severity::Error,
    source: include_str!("unsupported_format.rs"),
};
