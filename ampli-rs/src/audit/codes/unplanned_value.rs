//! # Unplanned value
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen a value that is none of those that the plan lists for the property. Values are only
//! shown where they are single words, or where `--samples full` asks for them.
//!
//! ## Why it matters
//!
//! Reports that go by the listed values lose the others.
//!
//! ## Example
//!
//! ```text
//! `tier` was "platinum", which is not one of the planned values, 3 times
//! ```
//!
//! ## What to do
//!
//! Add the value to the plan (`--patch FILE` writes what to add), or send one that is planned.

use crate::diagnostic::{Code, Severity};

/// A value was collected that the plan does not list.
pub(crate) static UNPLANNED_VALUE: Code = Code {
    id: "AMP0802",
    name: "unplanned-value",
    severity: Severity::Warning,
    source: include_str!("unplanned_value.rs"),
};
