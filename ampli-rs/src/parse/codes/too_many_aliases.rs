//! # Too many aliases
//!
//! ## What it does
//!
//! Reports a YAML document whose aliases stand for more than a million values together.
//!
//! ## Why it matters
//!
//! A few lines of aliases that name lists of aliases stand for more values than any memory holds. Such a text is a
//! mistake or an attack.
//!
//! ## Example
//!
//! ```yaml
//! a: &a [x, x, x, x, x, x, x, x, x, x]
//! b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
//! c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
//! ```
//!
//! ## What to do
//!
//! Use fewer aliases in values that are named by aliases themselves.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static TOO_MANY_ALIASES: Code = Code {
    id: "AMP0031",
    name: "too-many-aliases",
    severity: Severity::Error,
    source: include_str!("too_many_aliases.rs"),
};
