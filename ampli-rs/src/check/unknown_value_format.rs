//! # Unknown format of a text
//!
//! ## What it does
//!
//! Looks for a `format` that JSON Schema does not define, or that generated code can not check: the internationalised
//! formats, `uri-template`, `regex`, `relative-json-pointer`.
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
//! Use a format that is checked, such as `date-time`, `uri` or `uuid`, or a `pattern`.

use itly_runtime::Format;

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

/// Formats of JSON Schema 2020-12 (validation vocabulary, section 7.3) that the runtime does not check.
const STANDARD_BUT_UNCHECKED: &[&str] =
    &["idn-email", "idn-hostname", "iri", "iri-reference", "regex", "relative-json-pointer", "uri-template"];

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    walk::values(plan, &mut |value| {
        for rule in &value.value.rules {
            let Rule::Format(format) = rule else { continue };
            if Format::from_name(format).is_some() {
                continue;
            }
            let is_standard = STANDARD_BUT_UNCHECKED.contains(&format.as_str());
            let what = if is_standard { "can't be checked by generated code" } else { "is not known" };
            let help = match suggestion::closest(format, Format::ALL.iter().map(|known| known.name())) {
                Some(meant) if !is_standard => format!("did you mean `{meant}`?"),
                _ => "use a format that is checked, or a `pattern`".to_owned(),
            };
            let finding = Diagnostic::new(
                &UNKNOWN_VALUE_FORMAT,
                format!("the format `{format}` of {} {what}", value.title()),
            )
            .at(&value.value.location.key("format"), "not checked")
            .help(help);
            findings.push(value.owner.mark(finding));
        }
    });
}
