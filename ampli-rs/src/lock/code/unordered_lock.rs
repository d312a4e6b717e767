//! # `ampli.lock` is not in order
//!
//! ## What it means
//!
//! Lines are not sorted, or a line is there twice. A merge can do this. Nothing is lost: the names are read as they are.
//!
//! ## Why it matters
//!
//! Merges of sorted files meet fewer conflicts.
//!
//! ## What to do
//!
//! Run `ampli-rs pull`, which writes the file in order, and commit it.

use crate::diagnostic::{Code, Severity};

pub(crate) static UNORDERED_LOCK: Code = Code {
    id: "AMP0313",
    name: "unordered-lock",
    severity: Severity::Warning,
    source: include_str!("unordered_lock.rs"),
};
