//! # Boolean `required`
//!
//! ## What it does
//!
//! Reports `"required": true` in a schema, as draft 3 wrote it. Since draft 4 `required` is a list of names,
//! in the object that holds the property.
//!
//! ## Why it matters
//!
//! The property is optional, though the author thinks that it is not.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "depth": { "type": "integer", "required": true } } }
//! ```
//!
//! ## What to do
//!
//! List the name in the `required` of the object:
//!
//! ```json
//! { "properties": { "depth": { "type": "integer" } }, "required": ["depth"] }
//! ```

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static REQUIRED_IN_PROPERTY: Code = Code {
    id: "AMP0116",
    name: "required-in-property",
    severity: Severity::Warning,
    source: include_str!("required_in_property.rs"),
};
