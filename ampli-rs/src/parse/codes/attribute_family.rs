//! # Family of attributes
//!
//! ## What it does
//!
//! Says that an event of OpenTelemetry has a family of attributes (`type: template[…]`), whose names start alike and end in
//! keys that only the program knows. It becomes one property with a map of the keys.
//!
//! ## Why it matters
//!
//! The property goes out as one object under the name of the family, not as an attribute for each key.
//!
//! ## Example
//!
//! ```yaml
//! attributes:
//!   - key: http.request.header
//!     type: template[string[]]
//! ```
//!
//! ## What to do
//!
//! Nothing, if what receives the events takes them so. Otherwise define the keys as attributes of their own:
//! `http.request.header.accept`.

use crate::diagnostic::{Code, Severity};

pub(in crate::parse) static ATTRIBUTE_FAMILY: Code = Code {
    id: "AMP0160",
    name: "attribute-family",
    severity: Severity::Note,
    source: include_str!("attribute_family.rs"),
};
