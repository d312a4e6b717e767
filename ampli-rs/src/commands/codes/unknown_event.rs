//! # Unknown event in the configuration
//!
//! ## What it does
//!
//! Looks in `ampli.toml` for names of events that the plan does not have: under `[names.events]`, `[names.event]` and
//! `[check.allow]`. It is not looked for where sources have plans of their own, as one run may not see them all.
//!
//! ## Why it matters
//!
//! What is said there has no effect: the identifier is not the chosen one, and the finding is still reported. Mostly
//! the name is mistyped, or the event has another name by now.
//!
//! ## Example
//!
//! ```toml
//! [names.events]
//! "Song Playd" = "song_was_played"
//! ```
//!
//! ## What to do
//!
//! Write the name as the plan has it, byte for byte, or remove the line.

use crate::diagnostic::{Code, Severity};

/// `ampli.toml` names an event that is not in the plan.
pub(crate) static UNKNOWN_EVENT: Code = Code {
    id: "AMP0403",
    name: "unknown-event",
    severity: Severity::Warning,
    source: include_str!("unknown_event.rs"),
};
