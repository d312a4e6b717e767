//! # Unreadable record
//!
//! ## What it does
//!
//! `ampli-rs audit` could not read a record, or a whole file: it breaks off, is no text, has too few fields, can't
//! be opened. Everything else was read.
//!
//! ## Why it matters
//!
//! What can't be read is missing in every number of the report.
//!
//! ## Example
//!
//! ```text
//! 1 record can't be read (cut-off)
//!     events.ndjson:3: the file breaks off in this record
//! ```
//!
//! ## What to do
//!
//! Look at the named places. With `--fail-on unreadable` such records fail the audit.

use crate::diagnostic::{Code, Severity};

/// Something could not be read.
pub(crate) static UNREADABLE_RECORD: Code = Code {
    id: "AMP0809",
    name: "unreadable-record",
    severity: Severity::Warning,
    source: include_str!("unreadable_record.rs"),
};
