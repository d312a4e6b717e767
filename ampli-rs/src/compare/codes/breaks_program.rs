//! # Breaks program
//!
//! ## What it does
//!
//! `ampli-rs diff` has found a change of the plan that breaks programs which send its events: code that was written for the older
//! SDK does not compile against the newer one, or what it sends is no longer valid.
//!
//! ## Why it matters
//!
//! Whoever pulls the plan next must change the program first. Versions of the program that are in use go on sending what they
//! sent.
//!
//! ## Example
//!
//! ```text
//! $ ampli-rs diff HEAD~1
//! backend: plan 1.0.0 -> 1.1.0, 1 event changed
//!   ~ Song Played
//!       ~ duration: maximum 100 -> 50
//!           breaks programs: what was sent is no longer valid: 100
//! ```
//!
//! ## What to do
//!
//! Change the plan so that what was sent stays valid (a new property that is optional, a new event beside the old one), or change
//! the program at the places that are listed, and release both together. To accept what is done to one event:
//!
//! ```toml
//! [check.allow]
//! "Song Played" = ["breaks-program"]
//! ```

use crate::diagnostic::{Code, Severity};

/// A change that breaks programs.
pub static BREAKS_PROGRAM: Code = Code {
    id: "AMP0700",
    name: "breaks-program",
    severity: Severity::Warning,
    source: include_str!("breaks_program.rs"),
};
