//! # Unknown format of a text
//!
//! ## What it does
//!
//! Looks for a `format` that JSON Schema does not define.
//!
//! ## Why it matters
//!
//! It is kept, but nothing checks it.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "format": "datetime" }
//! ```
//!
//! ## What to do
//!
//! Use a format of JSON Schema, such as `date-time`, or a `pattern`.

use super::findings::Findings;
use super::{Settings, walk};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Plan, Rule};
use crate::suggestion;

pub(super) static UNKNOWN_VALUE_FORMAT: Code = Code {
    id: "AMP0215",
    name: "unknown-value-format",
    severity: Severity::Warning,
    source: include_str!("unknown_value_format.rs"),
};

/// The formats of JSON Schema 2020-12 (validation vocabulary, section 7.3).
const FORMATS: &[&str] = &[
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    walk::values(plan, &mut |value| {
        for rule in &value.value.rules {
            let Rule::Format(format) = rule else { continue };
            if FORMATS.contains(&format.as_str()) {
                continue;
            }
            let help = match suggestion::closest(format, FORMATS.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "use a format of JSON Schema, or a `pattern`".to_owned(),
            };
            let finding = Diagnostic::new(
                &UNKNOWN_VALUE_FORMAT,
                format!("the format `{format}` of {} is not known", value.title()),
            )
            .at(&value.value.location.key("format"), "not checked")
            .help(help);
            findings.push(value.owner.mark(finding));
        }
    });
}
