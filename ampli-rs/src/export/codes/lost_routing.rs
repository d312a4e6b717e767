//! # Who sends an event, and where it goes, is lost
//!
//! ## What it does
//!
//! Tells that the written form doesn't say which sources send an event, or which destinations it is switched on or off for.
//!
//! ## Why it matters
//!
//! An SDK from the new plan has the event for every source, and sends it to every destination, also to one that must not get
//! it.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Sown", "sources": ["web"], "destinations": { "posthog": false } }
//! ```
//!
//! ## What to do
//!
//! Say at the vendor who sends the event and where it goes, or choose a form that has a place for it (`docs/convert.md`).

use crate::diagnostic::{Code, Severity};

/// The form does not say who sends an event, or where it goes.
pub(in crate::export) static LOST_ROUTING: Code = Code {
    id: "AMP0507",
    name: "lost-routing",
    severity: Severity::Warning,
    source: include_str!("lost_routing.rs"),
};
