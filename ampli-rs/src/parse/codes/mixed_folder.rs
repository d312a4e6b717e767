//! # Mixed folder
//!
//! ## What it does
//!
//! Reports a document in a folder that is no plain JSON Schema. A folder is read as one plan only if it holds
//! plain JSON Schemas, one event a file.
//!
//! ## Why it matters
//!
//! The events of that document would be missing without a word.
//!
//! ## Example
//!
//! A whole tracking plan, `tracking-plan.json`, beside the schemas `seed-sown.json` and `row-watered.json`.
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
