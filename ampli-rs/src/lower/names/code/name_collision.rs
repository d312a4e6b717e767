//! # Several names ask for one identifier
//!
//! ## What it does
//!
//! Reports names that differ in the plan and become the same Rust identifier, as `siteId` and `site id` both
//! become `site_id`. The names that are sent stay as they are. The name that is spelled exactly like the
//! identifier keeps it; every other one gets a suffix that is made from its own name. Once given, an
//! identifier is kept in `ampli.lock`.
//!
//! ## Why it matters
//!
//! A suffix such as `_k3f2` says nothing to the people who read the code. Often the two names are one thing
//! that was written in two ways, and the data is split in two.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "siteId": { "type": "string" }, "site id": { "type": "string" } } }
//! ```
//!
//! ## What to do
//!
//! Use one name in the plan. Where both are meant, choose identifiers in `ampli.toml`:
//!
//! ```toml
//! [names.properties]
//! "site id" = "site_id_spaced"
//! ```

use crate::diagnostic::{Code, Severity};

pub(crate) static NAME_COLLISION: Code = Code {
    id: "AMP0301",
    name: "name-collision",
    severity: Severity::Warning,
    source: include_str!("name_collision.rs"),
};
