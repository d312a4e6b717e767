//! # Unseen event
//!
//! ## What it does
//!
//! `ampli-rs audit` has not seen an event that the plan has. Deprecated events, and those of other sources than the
//! named one, are not expected. A planned version is told apart from others of the same event.
//!
//! ## Why it matters
//!
//! It may be sent nowhere, or lost on the way.
//!
//! ## Example
//!
//! ```text
//! - Bed Watered: never seen
//! ```
//!
//! ## What to do
//!
//! Look where it is sent with `ampli-rs status`; audit more data if it is rare; or deprecate it in the plan.

use crate::diagnostic::{Code, Severity};

/// A planned event was not collected.
pub(crate) static UNSEEN_EVENT: Code = Code {
    id: "AMP0804",
    name: "unseen-event",
    severity: Severity::Warning,
    source: include_str!("unseen_event.rs"),
};
