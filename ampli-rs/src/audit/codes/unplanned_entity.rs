//! # Unplanned entity
//!
//! ## What it does
//!
//! `ampli-rs audit` has seen Snowplow entities with a schema that the plan does not have, so that they are not
//! validated.
//!
//! ## Why it matters
//!
//! Entities that enrichments add are no business of the plan; those that programs add may be.
//!
//! ## Example
//!
//! ```text
//! the entity `iglu:com.acme/user/jsonschema/1-0-0` is not in the plan, 90 times
//! ```
//!
//! ## What to do
//!
//! Add the schema to the plan if its entities shall be validated.

use crate::diagnostic::{Code, Severity};

/// An entity was collected whose schema the plan does not have.
pub(crate) static UNPLANNED_ENTITY: Code = Code {
    id: "AMP0810",
    name: "unplanned-entity",
    severity: Severity::Note,
    source: include_str!("unplanned_entity.rs"),
};
