//! # Unplanned property
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen a property that the plan does not declare. Where the plan forbids what it does not
//! declare, the events are invalid as well.
//!
//! ## Why it matters
//!
//! It is data that nobody has described, and may be personal data that nobody meant to collect.
//!
//! ## Example
//!
//! ```text
//! `beds` is not in the plan, 12 times (integer)
//! ```
//!
//! ## What to do
//!
//! Declare it in the plan (`--patch FILE` writes what to add), or stop sending it.

use crate::diagnostic::{Code, Severity};

/// A property was collected that the plan does not declare.
pub(crate) static UNPLANNED_PROPERTY: Code = Code {
    id: "AMP0801",
    name: "unplanned-property",
    severity: Severity::Warning,
    source: include_str!("unplanned_property.rs"),
};
