//! # Malformed table
//!
//! ## What it does
//!
//! Reports a CSV document with a quote that is never closed, with a row that has more cells than there are columns, or
//! with two columns of one name.
//!
//! ## Why it matters
//!
//! After an open quote all further rows are one cell. A cell without a column is read as nothing, and most often all
//! cells of its row have moved: a description holds a comma and is not in quotes.
//!
//! ## Example
//!
//! ```text
//! Object type,Object name,Object description
//! Event,Seed Sown,A seed was sown, by hand
//! ```
//!
//! ## What to do
//!
//! Put cells that hold separators, quotes or line breaks into quotes, and write a quote within quotes twice. A
//! spreadsheet does both when it saves the table as CSV.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static MALFORMED_TABLE: Code = Code {
    id: "AMP0032",
    name: "malformed-table",
    severity: Severity::Error,
    source: include_str!("malformed_table.rs"),
};
