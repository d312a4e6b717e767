//! # A locked identifier cannot be kept
//!
//! ## What it does
//!
//! Reports an identifier that `ampli.lock` keeps for two names of the same scope, or that the SDK needs for
//! itself. This happens when two branches that each added a name are merged. The name that is spelled exactly
//! like the identifier keeps it, every other one gets a suffix that is made from its own name.
//!
//! ## Why it matters
//!
//! Code that uses the old identifier for a name that lost it breaks, or sends the other name.
//!
//! ## Example
//!
//! ```text
//!     site_id
//!     "site id" site_id
//! ```
//!
//! ## What to do
//!
//! Nothing, if no code uses the names yet. Otherwise choose the identifiers under `[names]` in `ampli.toml`.

use crate::diagnostic::{Code, Severity};

pub(crate) static LOCK_OVERRULED: Code = Code {
    id: "AMP0310",
    name: "lock-overruled",
    severity: Severity::Warning,
    source: include_str!("lock_overruled.rs"),
};
