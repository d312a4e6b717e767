//! # Two names cannot be told apart
//!
//! ## What it means
//!
//! Two names ask for one identifier, and the hashes that shall tell them apart are the same in all 64 bits, or a suffix meets
//! an identifier that stays. This does not happen by chance.
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
