//! # Schema of an entity
//!
//! ## What it does
//!
//! Tells that a data structure of Snowplow describes an entity: something that goes along with events, and no event.
//!
//! ## Why it matters
//!
//! No function is generated for it.
//!
//! ## Example
//!
//! ```json
//! { "apiVersion": "v1", "resourceType": "data-structure", "meta": { "schemaType": "entity" }, "data": {} }
//! ```
//!
//! ## What to do
//!
//! Nothing. Attach entities where events are sent to Snowplow. If it is an event, set `schemaType` to `event`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static ENTITY_SCHEMA: Code = Code {
    id: "AMP0142",
    name: "entity-schema",
    severity: Severity::Note,
    source: include_str!("entity_schema.rs"),
};
