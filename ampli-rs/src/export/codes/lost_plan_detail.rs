//! # Words about the plan are lost
//!
//! ## What it does
//!
//! Names what is said about the plan as a whole that the written form has no place for: its name, id, version, branch,
//! description, address, its sources and its destinations.
//!
//! ## Why it matters
//!
//! What is lost is known nowhere else when the old plan is thrown away. Without a version nobody can tell two states of the plan
//! apart, without sources every event is for every program.
//!
//! ## Example
//!
//! ```json
//! { "ampliPlan": 1, "name": "Garden", "branch": "main", "events": [] }
//! ```
//!
//! A plan for Segment has no branches.
//!
//! ## What to do
//!
//! Keep the old plan, or choose a form that has a place for it (`docs/convert.md`).

use crate::diagnostic::{Code, Severity};

/// The form has no place for something that is said about the plan.
pub(in crate::export) static LOST_PLAN_DETAIL: Code = Code {
    id: "AMP0506",
    name: "lost-plan-detail",
    severity: Severity::Warning,
    source: include_str!("lost_plan_detail.rs"),
};
