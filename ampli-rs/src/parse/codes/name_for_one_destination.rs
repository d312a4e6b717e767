//! # Name for one destination
//!
//! ## What it does
//!
//! Reports an event or a property that shall have another name for one destination than for the others. Names for all
//! destinations are followed, and names that all those destinations have to which the event goes.
//!
//! ## Why it matters
//!
//! That destination gets it under the name that all others get.
//!
//! ## Example
//!
//! ```json
//! { "nameMapping": [{ "name": "plant_depth", "destinationId": "d1" }] }
//! ```
//!
//! ## What to do
//!
//! Rename it in a plugin before that destination, or give it one name for all destinations.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static NAME_FOR_ONE_DESTINATION: Code = Code {
    id: "AMP0146",
    name: "name-for-one-destination",
    severity: Severity::Warning,
    source: include_str!("name_for_one_destination.rs"),
};
