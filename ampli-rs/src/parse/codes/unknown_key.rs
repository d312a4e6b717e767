//! # Unknown key
//!
//! ## What it says
//!
//! An object of the plan has a key that means nothing there.
//!
//! ## Why it matters
//!
//! It is mostly a mistyped key, so that what it says is not heeded.
//!
//! ## Example
//!
//! ```json
//! {"name": "Seed Sown", "descripton": "A seed was sown"}
//! ```
//!
//! ## What to do
//!
//! Correct the key. Start it with `x-` if it is your own and no other program shall mind.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static UNKNOWN_KEY: Code = Code {
    id: "AMP0009",
    name: "unknown-key",
    severity: Severity::Warning,
    source: include_str!("unknown_key.rs"),
};
