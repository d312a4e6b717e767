//! # Event left out
//!
//! ## What it does
//!
//! Tells that something in the plan has no place in the SDK: events of PostHog that were only seen in traffic, events of
//! Avo whose actions send nothing, identities of mParticle's users, properties that no event has.
//!
//! ## Why it matters
//!
//! If it was meant to be sent, it can't be.
//!
//! ## Example
//!
//! An event of Avo with `"actions": ["skipLogEvent"]`.
//!
//! ## What to do
//!
//! Nothing, unless it shall be sent: the message says what makes it a planned event.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static EVENT_LEFT_OUT: Code = Code {
    id: "AMP0145",
    name: "event-left-out",
    severity: Severity::Note,
    source: include_str!("event_left_out.rs"),
};
