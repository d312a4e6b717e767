//! # Invalid regular expression
//!
//! ## What it does
//!
//! Looks for a `pattern` that is no regular expression in any dialect that is known.
//!
//! ## Why it matters
//!
//! No value can be checked against it, and other tools refuse the whole plan.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "pattern": "[a-z" }
//! ```
//!
//! ## What to do
//!
//! Correct the expression: a bracket or a parenthesis is mostly not closed.

use super::Settings;
use super::findings::Findings;
use super::pattern::{self, Verdict};
use crate::diagnostic::{Code, Severity};
use crate::plan::Plan;

pub(super) static INVALID_PATTERN: Code = Code {
    id: "AMP0213",
    name: "invalid-pattern",
    severity: Severity::Error,
    source: include_str!("invalid_pattern.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    pattern::report(plan, Verdict::Invalid, &INVALID_PATTERN, findings);
}
