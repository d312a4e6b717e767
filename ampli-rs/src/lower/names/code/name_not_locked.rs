//! # A name is not in the lock
//!
//! ## What it means
//!
//! The run may not change `ampli.lock`, and the plan has a name that the lock does not have.
//!
//! ## Why it matters
//!
//! The name would be given anew in every run, and could change when other names come and go.
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
