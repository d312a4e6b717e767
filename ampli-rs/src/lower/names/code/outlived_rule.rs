//! # Name by older rules
//!
//! ## What it does
//!
//! Tells that `ampli.lock` keeps another identifier for a name than the rules would give it today: the rules of a
//! newer `ampli-rs` differ, `whole_words` in `ampli.toml` has changed, or an identifier that was chosen there is
//! chosen no more.
//!
//! ## Why it matters
//!
//! It does no harm: an identifier that was given once never changes, so that no code breaks. New names follow
//! today's rules, which makes the two look unlike.
//!
//! ## Example
//!
//! ```text
//!   track "tvOS Opened" tv_os_opened
//! ```
//!
//! With `whole_words = ["tvOS"]` the event would be called `tvos_opened`.
//!
//! ## What to do
//!
//! Nothing. To have the new identifier, choose it under `[names]` in `ampli.toml`, and change the code that uses the
//! old one.

use crate::diagnostic::{Code, Severity};

pub(crate) static OUTLIVED_RULE: Code = Code {
    id: "AMP0316",
    name: "outlived-rule",
    severity: Severity::Note,
    source: include_str!("outlived_rule.rs"),
};
