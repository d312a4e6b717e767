//! # Absent data structure
//!
//! ## What it does
//!
//! Reports an event specification of Snowplow whose event follows a schema that is not among the files of the plan.
//! Only what the specification says itself is known then.
//!
//! ## Why it matters
//!
//! Properties that the schema declares may be sent without a check, and have no fields in generated code.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed sown", "event": { "source": "iglu:com.acme/seed_sown/jsonschema/1-0-0" } }
//! ```
//!
//! with no file that holds that schema.
//!
//! ## What to do
//!
//! Put the file of the schema, or of its data structure, into the folder, and name the folder as the plan.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static ABSENT_DATA_STRUCTURE: Code = Code {
    id: "AMP0143",
    name: "absent-data-structure",
    severity: Severity::Warning,
    source: include_str!("absent_data_structure.rs"),
};
