//! # Reserved event name
//!
//! ## What it says
//!
//! An event is called `context`, `identify`, `group` or `page`, as the system calls are.
//!
//! ## Why it matters
//!
//! In formats that keep system calls and events in one map, and in the API of several SDKs, it can't be told from
//! the call.
//!
//! ## Example
//!
//! ```json
//! {"name": "identify", "schema": {"type": "object"}}
//! ```
//!
//! ## What to do
//!
//! Rename the event, or make it the system call if that is what it is.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static RESERVED_EVENT_NAME: Code = Code {
    id: "AMP0104",
    name: "reserved-event-name",
    severity: Severity::Warning,
    source: include_str!("reserved_event_name.rs"),
};
