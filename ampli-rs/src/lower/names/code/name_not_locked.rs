//! # A name is not in the lock
//!
//! ## What it does
//!
//! Reports a name of the plan that `ampli.lock` does not have, in a run that may not change the file.
//!
//! ## Why it matters
//!
//! The name would be given anew in every run, and could change when other names come and go.
//!
//! ## Example
//!
//! An event was added to the plan, and `ampli.lock` was not committed with it.
//!
//! ## What to do
//!
//! Run `ampli-rs pull` and commit `ampli.lock` together with the SDK.

use crate::diagnostic::{Code, Severity};

pub(crate) static NAME_NOT_LOCKED: Code = Code {
    id: "AMP0308",
    name: "name-not-locked",
    severity: Severity::Error,
    source: include_str!("name_not_locked.rs"),
};
