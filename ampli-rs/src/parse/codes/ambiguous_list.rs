//! # Ambiguous list
//!
//! ## What it does
//!
//! Reports a list of values in one cell that can be read in two ways: a value has space around it or is empty, or a
//! quote or a bracket is opened before a comma and closed after it.
//!
//! ## Why it matters
//!
//! The table knows no escape for commas in values. `Rows (odd, even)` may be one value or two; what is generated has two.
//!
//! ## Example
//!
//! ```text
//! red,green, dark blue,,"a, b"
//! ```
//!
//! ## What to do
//!
//! Write the values without space around the commas, and rename values that hold commas.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static AMBIGUOUS_LIST: Code = Code {
    id: "AMP0132",
    name: "ambiguous-list",
    severity: Severity::Warning,
    source: include_str!("ambiguous_list.rs"),
};
