//! # Unseen value
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen a property of which the plan lists the values, and never with some of them.
//!
//! ## Why it matters
//!
//! A value that is never sent may be misspelt in the program or outlived in the plan.
//!
//! ## Example
//!
//! ```text
//! `tier` was never "free"
//! ```
//!
//! ## What to do
//!
//! Send it where it happens, or remove it from the plan.

use crate::diagnostic::{Code, Severity};

/// A planned value was not collected.
pub(crate) static UNSEEN_VALUE: Code = Code {
    id: "AMP0806",
    name: "unseen-value",
    severity: Severity::Note,
    source: include_str!("unseen_value.rs"),
};
