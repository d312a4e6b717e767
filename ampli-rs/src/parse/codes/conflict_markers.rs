//! # Both sides of a merge in the plan
//!
//! ## What it does
//!
//! Finds git's conflict markers (`<<<<<<<`, `=======`, `>>>>>>>`) in a plan that you keep: a merge was not finished.
//!
//! ## Why it matters
//!
//! The text is no plan until somebody decides what of the two sides it shall say. `ampli.lock` and the plans that `pull` saves
//! are another matter: `pull` joins their sides by itself.
//!
//! ## Example
//!
//! ```text
//! <<<<<<< HEAD
//!       "name": "Seed Sown",
//! =======
//!       "name": "Seed Planted",
//! >>>>>>> rename
//! ```
//!
//! ## What to do
//!
//! Keep what is right of the two sides and remove the markers, then run the command again.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static CONFLICT_MARKERS: Code = Code {
    id: "AMP0163",
    name: "conflict-markers",
    severity: Severity::Error,
    source: include_str!("conflict_markers.rs"),
};
