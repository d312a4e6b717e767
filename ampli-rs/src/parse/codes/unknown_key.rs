//! # Unknown key
//!
//! ## What it does
//!
//! Reports a key that means nothing in its object of the own format: the plan, a source, a destination, a
//! group or an event. Keys that start with `x-` are let pass.
//!
//! ## Why it matters
//!
//! It is mostly a mistyped key, and what it says is not heeded.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Sown", "descripton": "A seed was sown" }
//! ```
//!
//! ## What to do
//!
//! Correct the key. Start it with `x-` if it is your own.

use crate::diagnostic::{Code, Severity};

pub(crate) static UNKNOWN_KEY: Code = Code {
    id: "AMP0009",
    name: "unknown-key",
    severity: Severity::Warning,
    source: include_str!("unknown_key.rs"),
};
