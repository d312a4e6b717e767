//! # Unknown version of JSON Schema
//!
//! ## What it does
//!
//! Looks for a `$schema` that names no known version of JSON Schema: drafts 4, 6, 7, 2019-09 and 2020-12, and the
//! meta-schema of Iglu are known. Nothing is ever fetched.
//!
//! ## Why it matters
//!
//! The schema is read as draft 7; a keyword of another language would be misunderstood.
//!
//! ## Example
//!
//! ```json
//! { "$schema": "http://json-schema.org/draft-03/schema#", "type": "object" }
//! ```
//!
//! ## What to do
//!
//! Write the schema in draft 7 and say so: `"$schema": "http://json-schema.org/draft-07/schema#"`.

use super::dialect::Dialect;
use super::findings::Findings;
use super::{Settings, schema_node};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::Plan;

pub(super) static UNKNOWN_DIALECT: Code = Code {
    id: "AMP0202",
    name: "unknown-dialect",
    severity: Severity::Warning,
    source: include_str!("unknown_dialect.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    for written in schema_node::all(plan) {
        let Dialect::Unknown(uri) = Dialect::of(written.schema) else { continue };
        let message = format!("the schema of {} is written in `{uri}`, which is not known", written.owner);
        let finding = Diagnostic::new(&UNKNOWN_DIALECT, message)
            .at(&written.dialect_location(), "read as draft 7")
            .help("write the schema in draft 7 and name it: `http://json-schema.org/draft-07/schema#`");
        findings.push(written.owner.mark(finding));
    }
}
