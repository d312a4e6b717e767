//! # Words about an event are lost
//!
//! ## What it does
//!
//! Names what a plan says about an event that the written form has no place for: its id, owner, category, tags, address,
//! deprecation, end of life, or data for plugins.
//!
//! ## Why it matters
//!
//! What is lost is known nowhere else when the old plan is thrown away.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Sown", "owner": "growth@acme.example" }
//! ```
//!
//! A plan for Segment has no owners.
//!
//! ## What to do
//!
//! Keep the old plan, write the words into the description, or choose a form that has a place for them (`docs/convert.md`).

use crate::diagnostic::{Code, Severity};

/// The form has no place for something that is said about an event.
pub(in crate::export) static LOST_EVENT_DETAIL: Code = Code {
    id: "AMP0505",
    name: "lost-event-detail",
    severity: Severity::Warning,
    source: include_str!("lost_event_detail.rs"),
};
