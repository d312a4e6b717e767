//! # A pattern is not checked at run time
//!
//! ## What it does
//!
//! Reports a pattern that generated code can't check. It checks patterns in linear time, which look-ahead, look-behind,
//! back-references and Unicode classes (`\p{…}`) don't allow. Values of the property are not held against this pattern.
//!
//! ## Why it matters
//!
//! A value that breaks the plan is sent without an error.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "pattern": "^(?!test)" }
//! ```
//!
//! ## What to do
//!
//! Write the pattern without these, or list the allowed texts (`enum`).

use crate::diagnostic::{Code, Severity};

pub(in crate::lower) static PATTERN_NOT_CHECKED: Code = Code {
    id: "AMP0332",
    name: "pattern-not-checked",
    severity: Severity::Warning,
    source: include_str!("pattern_not_checked.rs"),
};
