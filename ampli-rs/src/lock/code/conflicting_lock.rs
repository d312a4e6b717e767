//! # Two branches gave names in different ways
//!
//! ## What it does
//!
//! Reports what the two sides of a merge say differently, when `ampli.lock` has conflict markers. Names that
//! only one side has are taken over; where the two sides differ, the first side (the branch that was merged
//! into) wins. Of two versions of a source's plan the newer one is kept: a branch that has moved on has not moved back.
//!
//! ## Why it matters
//!
//! Code of the second branch that uses another identifier than the one that wins does not compile any more.
//!
//! ## Example
//!
//! ```text
//! <<<<<<< HEAD
//!     "site id" site_id
//! =======
//!     "site id" site_id_spaced
//! >>>>>>> feature
//! ```
//!
//! ## What to do
//!
//! Run `ampli-rs pull`, which writes the file without markers, look at the names that the findings list, and
//! commit it.

use crate::diagnostic::{Code, Severity};

pub(crate) static CONFLICTING_LOCK: Code = Code {
    id: "AMP0314",
    name: "conflicting-lock",
    severity: Severity::Warning,
    source: include_str!("conflicting_lock.rs"),
};
