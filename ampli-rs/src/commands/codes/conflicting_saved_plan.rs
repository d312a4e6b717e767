//! # Saved plan in conflict
//!
//! ## What it does
//!
//! Tells which events the two sides of an unfinished merge say different things of, when the saved plan
//! (`tracking-plan.json` beside the SDK) has conflict markers and is read because of `--offline`. What only one side has
//! is taken over. Where the sides differ, the side with the newer version of the plan wins, else the first one (the
//! branch that was merged into).
//!
//! ## Why it matters
//!
//! The SDK sends what the side that wins says. It may be a mix that nobody has published.
//!
//! ## Example
//!
//! ```text
//! <<<<<<< HEAD
//!       "description": "A song was played.",
//! =======
//!       "description": "A song was played to its end.",
//! >>>>>>> feature
//! ```
//!
//! ## What to do
//!
//! Run `ampli-rs pull` without `--offline`: it fetches the plan anew and never looks at the markers.

use crate::diagnostic::{Code, Severity};

/// Both sides of a merge are in the saved plan, and differ in an event.
pub(crate) static CONFLICTING_SAVED_PLAN: Code = Code {
    id: "AMP0441",
    name: "conflicting-saved-plan",
    severity: Severity::Warning,
    source: include_str!("conflicting_saved_plan.rs"),
};
