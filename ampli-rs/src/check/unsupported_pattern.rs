//! # Regular expression of another dialect
//!
//! ## What it does
//!
//! Looks for a `pattern` that uses what the engine of the generated code doesn't have: look-around, back
//! references, Unicode classes such as `\p{L}`, or escapes of another language. The engine is `regex-lite`.
//!
//! ## Why it matters
//!
//! The generated code does not check the pattern. All its other rules are checked.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "pattern": "^(?!test)[a-z]+$" }
//! ```
//!
//! ## What to do
//!
//! Write the pattern without these features, or live with the check being left to others.

use super::Settings;
use super::findings::Findings;
use super::pattern::{self, Verdict};
use crate::diagnostic::{Code, Severity};
use crate::plan::Plan;

pub(super) static UNSUPPORTED_PATTERN: Code = Code {
    id: "AMP0214",
    name: "unsupported-pattern",
    severity: Severity::Warning,
    source: include_str!("unsupported_pattern.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    pattern::report(plan, Verdict::OtherDialect, &UNSUPPORTED_PATTERN, findings);
}
