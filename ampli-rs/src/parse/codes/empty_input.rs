//! # Empty input
//!
//! ## What it says
//!
//! The plan has no text: the file is empty, or the folder holds no documents.
//!
//! ## Why it matters
//!
//! An SDK without events would replace the one that is there.
//!
//! ## What to do
//!
//! Check that the export or the download was finished, and that the path is the right one.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static EMPTY_INPUT: Code = Code {
    id: "AMP0002",
    name: "empty-input",
    severity: Severity::Error,
    source: include_str!("empty_input.rs"),
};
