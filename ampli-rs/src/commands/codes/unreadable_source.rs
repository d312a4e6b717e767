//! # Source that is not read
//!
//! ## What it does
//!
//! `ampli-rs status` can't read a file of the program, or not all of it: a string, a comment or a bracket has no end, or what
//! stands where an item should be is none. All other files are read.
//!
//! ## Why it matters
//!
//! Events that are sent in this file are not found, and count as missed.
//!
//! ## Example
//!
//! ```text
//! fn main( {
//! ```
//!
//! ## What to do
//!
//! Make the file compile. If it is not meant to be Rust (a template, a test case of a compiler), name it in `.ampliignore`,
//! which has the syntax of `.gitignore`.

use crate::diagnostic::{Code, Severity};

/// A file of the program is no Rust.
pub(crate) static UNREADABLE_SOURCE: Code = Code {
    id: "AMP0604",
    name: "unreadable-source",
    severity: Severity::Warning,
    source: include_str!("unreadable_source.rs"),
};
