//! # Fields that were not served
//!
//! ## What it does
//!
//! Names the parts of a plan that a vendor's API did not give: the token may not read them, or the API does not have them.
//!
//! ## Why it matters
//!
//! The plan is read without them. Tags are missing from the documentation of events, keys have to be set in the environment,
//! and destinations that the plan switches off for an event get it.
//!
//! ## Example
//!
//! ```json
//! { "data": {}, "leftOut": "tags, sourceDestinations" }
//! ```
//!
//! ## What to do
//!
//! Use a token that may read them, if they matter. Nothing else is to be done.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static FIELDS_NOT_SERVED: Code = Code {
    id: "AMP0161",
    name: "fields-not-served",
    severity: Severity::Warning,
    source: include_str!("fields_not_served.rs"),
};
