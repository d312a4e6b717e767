//! # Not JSON
//!
//! ## What it does
//!
//! Reports a web page or XML in place of a plan. Servers answer with a page when the address is wrong or a
//! log-in is needed.
//!
//! ## Why it matters
//!
//! No plan can be read from it.
//!
//! ## Example
//!
//! ```text
//! <!doctype html><title>Log in</title>
//! ```
//!
//! ## What to do
//!
//! Check the address, and give a token where the server wants one.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static NOT_JSON: Code =
    Code { id: "AMP0003", name: "not-json", severity: Severity::Error, source: include_str!("not_json.rs") };
