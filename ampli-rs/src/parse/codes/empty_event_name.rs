//! # Empty event name
//!
//! ## What it does
//!
//! Reports an event that has no name, or an empty one. It is left out.
//!
//! ## Why it matters
//!
//! Nothing could be sent: the name is what destinations know the event by.
//!
//! ## Example
//!
//! ```json
//! { "name": "", "schema": { "type": "object" } }
//! ```
//!
//! ## What to do
//!
//! Give the event its name.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static EMPTY_EVENT_NAME: Code = Code {
    id: "AMP0102",
    name: "empty-event-name",
    severity: Severity::Error,
    source: include_str!("empty_event_name.rs"),
};
