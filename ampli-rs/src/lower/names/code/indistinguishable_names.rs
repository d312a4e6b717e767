//! # Two names cannot be told apart
//!
//! ## What it does
//!
//! Reports two names that ask for one identifier and whose hashes, which shall tell them apart, are the same
//! in all 64 bits, and a suffix that meets an identifier which stays. This does not happen by chance.
//!
//! ## Why it matters
//!
//! The two names would be one function, field or variant.
//!
//! ## Example
//!
//! The property `a b`, which asks for a suffix, beside a property that is spelled like `a_b` with that very
//! suffix.
//!
//! ## What to do
//!
//! Choose an identifier for one of them under `[names]` in `ampli.toml`.

use crate::diagnostic::{Code, Severity};

pub(crate) static INDISTINGUISHABLE_NAMES: Code = Code {
    id: "AMP0309",
    name: "indistinguishable-names",
    severity: Severity::Error,
    source: include_str!("indistinguishable_names.rs"),
};
