//! # Not an event
//!
//! ## What it does
//!
//! Says how much of a document describes something else than events: metrics of Glean that are no events, or metrics,
//! spans and entities of OpenTelemetry.
//!
//! ## Why it matters
//!
//! No code is generated for them. Whoever looks for them in the SDK knows why they are not there.
//!
//! ## Example
//!
//! ```yaml
//! garden.bed:
//!   seeds_left:
//!     type: counter
//! ```
//!
//! ## What to do
//!
//! Nothing. Record them by the means of their vendor.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static NOT_AN_EVENT: Code = Code {
    id: "AMP0131",
    name: "not-an-event",
    severity: Severity::Note,
    source: include_str!("not_an_event.rs"),
};
