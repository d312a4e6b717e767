//! # Unseen property
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen a planned event often, and never with this optional property.
//!
//! ## Why it matters
//!
//! A report that needs the property shows nothing.
//!
//! ## Example
//!
//! ```text
//! `depth` was never seen
//! ```
//!
//! ## What to do
//!
//! Send it, or remove it from the plan.

use crate::diagnostic::{Code, Severity};

/// A planned property was not collected.
pub(crate) static UNSEEN_PROPERTY: Code = Code {
    id: "AMP0805",
    name: "unseen-property",
    severity: Severity::Note,
    source: include_str!("unseen_property.rs"),
};
