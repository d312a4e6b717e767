//! # Plan is not the locked one
//!
//! ## What it does
//!
//! `ampli-rs pull --locked` has found that it would have to change `ampli.lock`: the plan has another version or other
//! content than the one that the file pins for a source, or the file pins none.
//!
//! ## Why it matters
//!
//! A build that takes whatever plan is there today is another one tomorrow. What is committed is then not what was
//! reviewed.
//!
//! ## Example
//!
//! ```text
//! source backend
//!   plan "Acme" version "3.0.0" content 8f3e9a0b1c2d3e4f from "plan.json"
//! ```
//!
//! `plan.json` says `"version": "3.1.0"`.
//!
//! ## What to do
//!
//! Run `ampli-rs update`, which shows what has changed, look at it, and commit `ampli.lock` with the SDK. Vendors that
//! serve older versions of a plan are asked for the locked one, so that nothing moves until then.

use crate::diagnostic::{Code, Severity};

/// The plan is not the one that `ampli.lock` pins.
pub(crate) static PLAN_NOT_LOCKED: Code = Code {
    id: "AMP0440",
    name: "plan-not-locked",
    severity: Severity::Error,
    source: include_str!("plan_not_locked.rs"),
};
