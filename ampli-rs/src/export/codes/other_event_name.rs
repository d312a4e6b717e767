//! # Event under another name
//!
//! ## What it does
//!
//! Tells that an event has another name in what `ampli-rs convert` has written, because the form can't hold its own: names of
//! Iglu's schemas are letters, digits, `-` and `_`, and a call such as `identify` is a schema like any other there.
//!
//! ## Why it matters
//!
//! The wire name is what data is collected under. What the new plan calls the event is not what programs send today.
//!
//! ## Example
//!
//! `Seed Sown` is the schema `iglu:com.acme/seed_sown/jsonschema/1-0-0` in a registry.
//!
//! ## What to do
//!
//! Send the event under the new name where the new plan is used, or choose a form that can hold the name.

use crate::diagnostic::{Code, Severity};

/// An event has another name in the form.
pub(in crate::export) static OTHER_EVENT_NAME: Code = Code {
    id: "AMP0502",
    name: "other-event-name",
    severity: Severity::Warning,
    source: include_str!("other_event_name.rs"),
};
