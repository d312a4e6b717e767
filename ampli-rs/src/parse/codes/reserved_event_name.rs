//! # Reserved event name
//!
//! ## What it does
//!
//! Reports a tracked event that is called `context`, `identify`, `group` or `page`, exactly as the system
//! calls are.
//!
//! ## Why it matters
//!
//! Validators find schemas by name, and under these four they find those of the calls: the event would be
//! held against another schema than its own.
//!
//! ## Example
//!
//! ```json
//! { "events": [{ "name": "identify", "schema": { "type": "object" } }] }
//! ```
//!
//! ## What to do
//!
//! Rename the event, such as to `Identified`. If it is the system call, move it to where the format keeps
//! that: in the own format to the key `identify` beside `events`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static RESERVED_EVENT_NAME: Code = Code {
    id: "AMP0104",
    name: "reserved-event-name",
    severity: Severity::Error,
    source: include_str!("reserved_event_name.rs"),
};
