//! # System schema
//!
//! ## What it does
//!
//! Tells that a schema is read as that of a system call, not of an event. This happens in folders of schemas,
//! when a schema doesn't say which event it is for and its file is called `context`, `SuperProperties`,
//! `identify`, `UserProperties`, `group`, `GroupProperties`, `page` or `screen`.
//!
//! ## Why it matters
//!
//! Nothing but the file name says so.
//!
//! ## Example
//!
//! The file `UserProperties.json`, whose properties become those of `identify`.
//!
//! ## What to do
//!
//! Nothing. If it is an event, give it a property `eventName` with one allowed value.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static SYSTEM_SCHEMA: Code = Code {
    id: "AMP0109",
    name: "system-schema",
    severity: Severity::Note,
    source: include_str!("system_schema.rs"),
};
