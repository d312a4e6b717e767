//! # Keyword without effect
//!
//! ## What it does
//!
//! Reports a rule that says nothing about values of the schema's type, such as `minLength` of an integer, and
//! rules without a `type` that speak of values of several kinds.
//!
//! ## Why it matters
//!
//! The author thinks that the rule holds, and it never does.
//!
//! ## Example
//!
//! ```json
//! { "type": "integer", "minLength": 3 }
//! ```
//!
//! ## What to do
//!
//! Correct `type`, or remove the rule.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static IDLE_KEYWORD: Code = Code {
    id: "AMP0123",
    name: "idle-keyword",
    severity: Severity::Warning,
    source: include_str!("idle_keyword.rs"),
};
