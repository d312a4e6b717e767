//! # Destination switched by source
//!
//! ## What it does
//!
//! Reports an event that goes to a destination from one source and not from another. An event has one switch for each
//! destination, whatever sends it, so the switch stays on.
//!
//! ## Why it matters
//!
//! The destination gets the event from sources that should not send it there.
//!
//! ## Example
//!
//! ```json
//! {
//!   "sourceDestinations": [
//!     { "source": { "name": "web" }, "destination": { "name": "Ads" }, "enabled": true },
//!     { "source": { "name": "backend" }, "destination": { "name": "Ads" }, "enabled": false }
//!   ]
//! }
//! ```
//!
//! ## What to do
//!
//! Give the sources destinations of their own, or switch the destination off by a plugin where it should not get the event.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static SWITCHED_BY_SOURCE: Code = Code {
    id: "AMP0162",
    name: "switched-by-source",
    severity: Severity::Warning,
    source: include_str!("switched_by_source.rs"),
};
