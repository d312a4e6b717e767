//! # `ampli.lock` is not in order
//!
//! ## What it does
//!
//! Reports lines that are not sorted, or that are there twice. A merge can do this. Nothing is lost: the
//! names are read as they are.
//!
//! ## Why it matters
//!
//! Merges of sorted files meet fewer conflicts.
//!
//! ## Example
//!
//! ```text
//!   track "Song Played" song_played
//!   track "Album Bought" album_bought
//! ```
//!
//! ## What to do
//!
//! Run `ampli-rs pull`, which writes the file in order, and commit it.

use crate::diagnostic::{Code, Severity};

pub(crate) static UNORDERED_LOCK: Code = Code {
    id: "AMP0313",
    name: "unordered-lock",
    severity: Severity::Warning,
    source: include_str!("unordered_lock.rs"),
};
