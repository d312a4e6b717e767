//! # Deprecated event sent
//!
//! ## What it does
//!
//! `ampli-rs status` has found a place that sends an event which the plan calls deprecated. The compiler warns there too, as
//! the function of the event is `#[deprecated]`.
//!
//! ## Why it matters
//!
//! Nobody evaluates the event any more, and a later version of the plan may not have it: then the program does not compile.
//!
//! ## Example
//!
//! ```rust,ignore
//! itly::seed_sowed("gardener", itly::SeedSowed::new(12))?;
//! ```
//!
//! ## What to do
//!
//! Send the event that the plan names as the replacement.

use crate::diagnostic::{Code, Severity};

/// The program sends an event that the plan calls deprecated.
pub(crate) static DEPRECATED_EVENT_SENT: Code = Code {
    id: "AMP0602",
    name: "deprecated-event-sent",
    severity: Severity::Warning,
    source: include_str!("deprecated_event_sent.rs"),
};
