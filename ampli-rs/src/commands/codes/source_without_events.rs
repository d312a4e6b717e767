//! # Source without events
//!
//! ## What it does
//!
//! Tells that the plan has no event for a source that an SDK was asked for.
//!
//! ## Why it matters
//!
//! The SDK has nothing to call but what every SDK has. Most often the name of the source is not the one that the
//! events of the plan are assigned to, or nobody has assigned them yet.
//!
//! ## Example
//!
//! ```json
//! {
//!   "ampliPlan": 1,
//!   "sources": [{ "name": "web" }, { "name": "backend" }],
//!   "events": [{ "name": "Page Scrolled", "sources": ["web"] }]
//! }
//! ```
//!
//! `ampli-rs pull backend` has nothing to write functions for.
//!
//! ## What to do
//!
//! Assign events to the source in the plan, or pull the source that they are assigned to.

use crate::diagnostic::{Code, Severity};

/// The plan has no event for the source.
pub(crate) static SOURCE_WITHOUT_EVENTS: Code = Code {
    id: "AMP0402",
    name: "source-without-events",
    severity: Severity::Warning,
    source: include_str!("source_without_events.rs"),
};
