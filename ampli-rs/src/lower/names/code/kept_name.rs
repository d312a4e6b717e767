//! # An identifier is kept for a name that is gone
//!
//! ## What it does
//!
//! Reports a new name that asks for an identifier which belonged to a name that the plan has lost.
//! `ampli.lock` keeps the identifier, so that the lost name would have it again if it came back, and the new
//! name gets a suffix.
//!
//! ## Why it matters
//!
//! If the new name got the identifier silently, code that was written for the old name would compile and send
//! another one.
//!
//! ## Example
//!
//! The event `Song Played` is renamed to `song played`: both become `song_played`.
//!
//! ## What to do
//!
//! If the new name takes the old one's place, say so in `ampli.toml`; the old name is forgotten then:
//!
//! ```toml
//! [names.events]
//! "song played" = "song_played"
//! ```

use crate::diagnostic::{Code, Severity};

pub(crate) static KEPT_NAME: Code = Code {
    id: "AMP0307",
    name: "kept-name",
    severity: Severity::Warning,
    source: include_str!("kept_name.rs"),
};
