//! # Schema in a foreign format
//!
//! ## What it does
//!
//! Tells that a schema of an Iglu registry is left out because it is no JSON Schema but, say, one of Avro,
//! Thrift or Protocol Buffers.
//!
//! ## Why it matters
//!
//! If it describes an event, that event is missing.
//!
//! ## Example
//!
//! The file `schemas/com.acme/seed_sown/avro/1-0-0` beside `schemas/com.acme/seed_sown/jsonschema/1-0-0`.
//!
//! ## What to do
//!
//! Nothing. If an event is missing, add its schema in the format `jsonschema`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static FOREIGN_SCHEMA_FORMAT: Code = Code {
    id: "AMP0040",
    name: "foreign-schema-format",
    severity: Severity::Note,
    source: include_str!("foreign_schema_format.rs"),
};
