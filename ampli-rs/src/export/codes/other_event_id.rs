//! # Event with another id
//!
//! ## What it does
//!
//! Tells that an event is known by another id in what `ampli-rs convert` has written: in an Iglu registry it is the URI of its
//! schema. That an event has got an id where the plan has none is a note.
//!
//! ## Why it matters
//!
//! Ids keep an event's history together when it is renamed. Who looks for the old id does not find the event.
//!
//! ## Example
//!
//! `event-1` is known as `iglu:com.acme/seed_sown/jsonschema/1-0-0`.
//!
//! ## What to do
//!
//! Nothing, unless something goes by the old ids: then keep the old plan as well, which has both.

use crate::diagnostic::{Code, Severity};

/// An event has another id in the form.
pub(in crate::export) static OTHER_EVENT_ID: Code = Code {
    id: "AMP0504",
    name: "other-event-id",
    severity: Severity::Warning,
    source: include_str!("other_event_id.rs"),
};
