//! # Incomplete plan
//!
//! ## What it does
//!
//! Reports pages of a vendor's list of which the last one is missing.
//!
//! ## Why it matters
//!
//! The events and properties of the missing pages would be missing in the SDK without a word.
//!
//! ## Example
//!
//! ```json
//! { "count": 130, "next": "https://eu.posthog.com/api/projects/1/event_definitions/?offset=100", "results": [] }
//! ```
//!
//! ## What to do
//!
//! Save the other pages too, and name the folder that holds all of them as the plan.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static INCOMPLETE_PLAN: Code = Code {
    id: "AMP0041",
    name: "incomplete-plan",
    severity: Severity::Error,
    source: include_str!("incomplete_plan.rs"),
};
