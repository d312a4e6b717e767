//! # Drifted type
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen a property with values of another type than the plan gives it, such as a text where a
//! number is planned.
//!
//! ## Why it matters
//!
//! Columns of a warehouse have one type: values of others are lost, or break the load.
//!
//! ## Example
//!
//! ```text
//! `litres` is planned as number, but was string in 30 of 90 events (33.3 %)
//! ```
//!
//! ## What to do
//!
//! Correct the program that the report names, or the plan.

use crate::diagnostic::{Code, Severity};

/// A property was collected with values of another type than planned.
pub(crate) static DRIFTED_TYPE: Code = Code {
    id: "AMP0808",
    name: "drifted-type",
    severity: Severity::Warning,
    source: include_str!("drifted_type.rs"),
};
