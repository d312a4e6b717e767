//! # Mixed folder
//!
//! ## What it does
//!
//! Reports a document in a folder that is in another format than the rest of the folder, or in a format of which one
//! document is a whole plan. The documents of a folder are read as one plan, in the format that most of them have.
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
