//! # Missed event
//!
//! ## What it does
//!
//! `ampli-rs status` has found no place in the program that sends an event of the plan: its function is neither called nor
//! handed on, and no value of its type is handed to anything else. Deprecated events need not be sent, and are not reported.
//!
//! ## Why it matters
//!
//! Analysts wait for data that never comes, and find out weeks later.
//!
//! ## Example
//!
//! ```text
//! $ ampli-rs status
//! backend: 1 of 2 events sent, 50 %
//!   + Seed Sown: sent from 1 place
//!       src/main.rs:4:11
//!   - Bed Watered: missed
//! ```
//!
//! ## What to do
//!
//! Send the event where it happens. If another program sends it, allow this one not to:
//!
//! ```toml
//! [check.allow]
//! "Bed Watered" = ["missed-event"]
//! ```
//!
//! If events are missed on purpose for now, lower what is asked for with `--fail-under`.

use crate::diagnostic::{Code, Severity};

/// An event that the program shall send is sent nowhere in it.
pub(crate) static MISSED_EVENT: Code = Code {
    id: "AMP0600",
    name: "missed-event",
    severity: Severity::Warning,
    source: include_str!("missed_event.rs"),
};
