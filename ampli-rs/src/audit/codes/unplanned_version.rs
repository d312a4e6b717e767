//! # Unplanned version
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen a planned event in a version that the plan does not have: as its SDK says, or by the
//! address of its schema. Events with a schema of their own in another version are not validated.
//!
//! ## Why it matters
//!
//! An older program still sends events as they were planned before, or a newer one is ahead of the plan.
//!
//! ## Example
//!
//! ```text
//! version 1-0-1 is not in the plan, 7 times
//! ```
//!
//! ## What to do
//!
//! Update the programs that send it, or audit with the plan's version that they were made for.

use crate::diagnostic::{Code, Severity};

/// An event was collected in a version that the plan does not have.
pub(crate) static UNPLANNED_VERSION: Code = Code {
    id: "AMP0803",
    name: "unplanned-version",
    severity: Severity::Warning,
    source: include_str!("unplanned_version.rs"),
};
