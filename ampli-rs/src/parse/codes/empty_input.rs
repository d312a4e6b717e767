//! # Empty input
//!
//! ## What it does
//!
//! Reports a plan without text: the file is empty or blank, or the folder holds no documents.
//!
//! ## Why it matters
//!
//! An SDK without events would replace the one that is there.
//!
//! ## Example
//!
//! An export that was broken off, or a folder whose schemas do not end in `.json`.
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
