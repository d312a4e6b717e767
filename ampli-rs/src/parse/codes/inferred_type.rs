//! # Inferred type
//!
//! ## What it does
//!
//! Tells that a schema has no `type`, but that its other keywords speak of one type only, so that it is read
//! as that type.
//!
//! ## Why it matters
//!
//! By JSON Schema values of any other type are allowed too, which is hardly meant.
//!
//! ## Example
//!
//! ```json
//! { "minLength": 3 }
//! ```
//!
//! ## What to do
//!
//! Add `type`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static INFERRED_TYPE: Code = Code {
    id: "AMP0124",
    name: "inferred-type",
    severity: Severity::Note,
    source: include_str!("inferred_type.rs"),
};
