//! # Outdated catalogue
//!
//! ## What it does
//!
//! `ampli-rs docs --check` has found pages that `ampli-rs docs` would write anew or remove.
//!
//! ## Why it matters
//!
//! People read there what the plan said once, and calls that may not compile any more.
//!
//! ## Example
//!
//! ```console
//! $ ampli-rs docs --output docs/events --format markdown --check
//! docs/events/README.md
//! docs/events/events/song_played.md
//! ```
//!
//! ## What to do
//!
//! Run the same command without `--check`, and commit the pages. Where they change too often because lines of the program move,
//! write them with `--no-usage`; or commit no pages at all, and let CI make and publish them.

use crate::diagnostic::{Code, Severity};

/// Pages of the catalogue are not what the plan says.
pub(crate) static OUTDATED_CATALOGUE: Code = Code {
    id: "AMP0720",
    name: "outdated-catalogue",
    severity: Severity::Error,
    source: include_str!("outdated_catalogue.rs"),
};
