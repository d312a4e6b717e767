//! # System schema
//!
//! ## What it says
//!
//! A schema without a discriminator has the file name of a system call (`UserProperties`, `SuperProperties`,
//! `context`, …) and is read as that call, not as an event.
//!
//! ## Why it matters
//!
//! Worth knowing: nothing but the file name says so.
//!
//! ## What to do
//!
//! Nothing. If it is an event, give it a discriminator: a property `eventName` with one allowed value.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static SYSTEM_SCHEMA: Code = Code {
    id: "AMP0109",
    name: "system-schema",
    severity: Severity::Note,
    source: include_str!("system_schema.rs"),
};
