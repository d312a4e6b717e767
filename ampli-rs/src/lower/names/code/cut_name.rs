//! # A name is too long for an identifier
//!
//! ## What it does
//!
//! Tells that an identifier would have more than 80 characters. It is cut after a word, and a suffix from the
//! whole name is added, so that names with the same beginning stay apart. The name that is sent does not
//! change.
//!
//! ## Why it matters
//!
//! The end of the name, often what sets it apart, can't be seen in code.
//!
//! ## Example
//!
//! An event whose name is a whole sentence.
//!
//! ## What to do
//!
//! Choose a short identifier under `[names]` in `ampli.toml`.

use crate::diagnostic::{Code, Severity};

pub(crate) static CUT_NAME: Code =
    Code { id: "AMP0305", name: "cut-name", severity: Severity::Note, source: include_str!("cut_name.rs") };
