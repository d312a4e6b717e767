//! # `ampli.lock` has a line that means nothing
//!
//! ## What it does
//!
//! Reports every line of `ampli.lock` that is not as `ampli-rs` writes it: it is cut, wrongly indented, has
//! something after its end, or gives one name two identifiers.
//!
//! ## Why it matters
//!
//! Names that the file cannot give would be given anew, and code that uses them could break.
//!
//! ## Example
//!
//! ```text
//!   track "Song Played song_played
//! ```
//!
//! ## What to do
//!
//! Take the file from version control again. If the line was written by hand, compare it with its neighbours:
//! an entry is the raw name in quotes and its identifier, or one bare word if both are the same.

use crate::diagnostic::{Code, Severity};

pub(crate) static UNREADABLE_LOCK: Code = Code {
    id: "AMP0311",
    name: "unreadable-lock",
    severity: Severity::Error,
    source: include_str!("unreadable_lock.rs"),
};
