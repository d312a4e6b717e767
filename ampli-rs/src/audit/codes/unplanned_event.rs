//! # Unplanned event
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen an event that the plan does not have.
//!
//! ## Why it matters
//!
//! Nobody has said what it means, so nobody can rely on it; often it is a planned event under another spelling.
//!
//! ## Example
//!
//! ```text
//! ? Seed Sowed: 40, 4 %, not in the plan
//! ```
//!
//! ## What to do
//!
//! Add it to the plan (`--patch FILE` writes what to add), or stop sending it. Leave it alone with `"Seed Sowed" =
//! ["unplanned-event"]` under `[check.allow]`.

use crate::diagnostic::{Code, Severity};

/// An event was collected that the plan does not have.
pub(crate) static UNPLANNED_EVENT: Code = Code {
    id: "AMP0800",
    name: "unplanned-event",
    severity: Severity::Warning,
    source: include_str!("unplanned_event.rs"),
};
