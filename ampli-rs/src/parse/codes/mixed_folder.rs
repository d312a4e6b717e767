//! # Mixed folder
//!
//! ## What it says
//!
//! A folder holds a document that is no plain JSON Schema. Only folders of plain JSON Schemas are read as one
//! plan.
//!
//! ## Why it matters
//!
//! Its events would be missing without a word.
//!
//! ## What to do
//!
//! Name that file itself as the plan, or move it out of the folder.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static MIXED_FOLDER: Code = Code {
    id: "AMP0010",
    name: "mixed-folder",
    severity: Severity::Error,
    source: include_str!("mixed_folder.rs"),
};
