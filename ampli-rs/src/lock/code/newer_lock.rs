//! # `ampli.lock` was written by a newer ampli-rs
//!
//! ## What it does
//!
//! Reports a version of the file's format, or of the naming rules, that this program does not know.
//!
//! ## Why it matters
//!
//! Reading it in the old way could lose names.
//!
//! ## Example
//!
//! ```text
//! lock 2
//! ```
//!
//! ## What to do
//!
//! Update `ampli-rs` to the version that the others in your team use.

use crate::diagnostic::{Code, Severity};

pub(crate) static NEWER_LOCK: Code = Code {
    id: "AMP0312",
    name: "newer-lock",
    severity: Severity::Error,
    source: include_str!("newer_lock.rs"),
};
