//! # Name shared by several schemas
//!
//! ## What it does
//!
//! Tells that a schema's name alone does not tell it from others, so that the event is called by vendor and name:
//! several vendors of a registry have schemas of that name, or it is the name of a system call such as `page`.
//!
//! ## Why it matters
//!
//! Functions have the vendor in their names, and destinations other than Snowplow get events of that name. Versions of
//! different vendors' schemas are never taken for versions of one event.
//!
//! ## Example
//!
//! `com.acme/click` and `com.example/click` in one registry.
//!
//! ## What to do
//!
//! Nothing. Read the schemas of one vendor only, or choose identifiers in `ampli.toml`, if the names shall be short.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static SHARED_SCHEMA_NAME: Code = Code {
    id: "AMP0140",
    name: "shared-schema-name",
    severity: Severity::Note,
    source: include_str!("shared_schema_name.rs"),
};
