//! # Broken rule
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen events that break a rule of the plan: a required property is missing, a number is out
//! of its range, a text does not match its pattern.
//!
//! ## Why it matters
//!
//! Whoever builds on the plan builds on data that is not so.
//!
//! ## Example
//!
//! ```text
//! `litres` must be at least 1, which is broken in 30 of 90 events (33.3 %)
//! ```
//!
//! ## What to do
//!
//! Correct the program, or the plan. The report names applications, platforms and libraries that have sent such
//! events; `--samples full` shows values.

use crate::diagnostic::{Code, Severity};

/// Collected events break a rule of the plan.
pub(crate) static BROKEN_RULE: Code = Code {
    id: "AMP0807",
    name: "broken-rule",
    severity: Severity::Warning,
    source: include_str!("broken_rule.rs"),
};
