//! # Breaks consumers
//!
//! ## What it does
//!
//! `ampli-rs diff` has found a change of the plan after which events are not what those expect who read them: an event or a
//! property no longer comes, or brings values that were not allowed before.
//!
//! ## Why it matters
//!
//! Reports, models and other programs that read the data were made for what the plan said. They miss something, or get what they
//! were never made for, and nobody tells them.
//!
//! ## Example
//!
//! ```text
//! $ ampli-rs diff HEAD~1
//! backend: plan 1.0.0 -> 1.1.0, 1 event changed
//!   ~ Song Played
//!       ~ genre: value "polka" added
//!           breaks consumers: what comes was not allowed before: "polka"
//! ```
//!
//! ## What to do
//!
//! Tell those who read the data before the plan is pulled, or plan a new event or property beside the old one and deprecate that.
//! To accept what is done to one event:
//!
//! ```toml
//! [check.allow]
//! "Song Played" = ["breaks-consumers"]
//! ```

use crate::diagnostic::{Code, Severity};

/// A change that breaks what reads the data.
pub static BREAKS_CONSUMERS: Code = Code {
    id: "AMP0701",
    name: "breaks-consumers",
    severity: Severity::Warning,
    source: include_str!("breaks_consumers.rs"),
};
