//! # Event with another version
//!
//! ## What it does
//!
//! Tells that the version of an event is written in another way than the plan has it, because the form counts in its own:
//! Segment in integers, Iglu in three numbers (`1-0-2`). That a version was added where the plan has none is a note.
//!
//! ## Why it matters
//!
//! Versions tell what collected events are held against. The new numbers mean nothing to who knows the old ones.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Sown", "version": "1.0.2" }
//! ```
//!
//! In a plan for Segment it is version `1`; a later `2.0.0` of the same event is `2`.
//!
//! ## What to do
//!
//! Nothing, unless something goes by the old versions: then give the events versions in the spelling of the new form first.

use crate::diagnostic::{Code, Severity};

/// An event has another version in the form.
pub(in crate::export) static OTHER_EVENT_VERSION: Code = Code {
    id: "AMP0503",
    name: "other-event-version",
    severity: Severity::Warning,
    source: include_str!("other_event_version.rs"),
};
