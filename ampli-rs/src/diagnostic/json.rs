//! Findings for programs, as one JSON object.
//!
//! ```json
//! {"diagnostics": [{
//!    "code": "AMP0205", "name": "contradictory-rules", "severity": "error",
//!    "message": "…", "event": "Seed Sown", "help": "…",
//!    "labels": [{"file": "plan.json", "line": 5, "column": 20, "endLine": 5, "endColumn": 22,
//!                "pointer": "/Seed Sown/properties/depth/minimum", "text": "…"}]}],
//!  "summary": {"errors": 1, "warnings": 0, "notes": 0, "events": 3}}
//! ```
//!
//! Lines and columns count from 1, columns in characters; the end is the character after the last one. Members
//! are always there; `event`, `help`, `events` and the four positions are `null` where there is nothing to say.
//! Members may be added in later versions, none is removed or gets another meaning.

use std::io::{self, Write};

use serde::Serialize;

use super::report::{Finding, PlacedLabel, Report};
use super::{Severity, Summary};

#[derive(Serialize)]
struct Output<'a> {
    diagnostics: Vec<Entry<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
    message: &'a str,
    event: Option<&'a str>,
    help: Option<&'a str>,
    labels: Vec<Place<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    pointer: String,
    text: &'a str,
}

/// Writes all findings and how many there are.
///
/// # Errors
///
/// When `out` can't be written to.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = report.findings.iter().map(Entry::new).collect();
    serde_json::to_writer_pretty(&mut *out, &Output { diagnostics, summary: report.summary })?;
    writeln!(out)
}

impl<'a> Entry<'a> {
    fn new(finding: &'a Finding<'a>) -> Self {
        let diagnostic = finding.diagnostic;
        Self {
            code: diagnostic.code.id,
            name: diagnostic.code.name,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            event: diagnostic.event.as_deref(),
            help: diagnostic.help.as_deref(),
            labels: finding.labels.iter().map(Place::new).collect(),
        }
    }
}

impl<'a> Place<'a> {
    fn new(placed: &'a PlacedLabel<'a>) -> Self {
        let start = placed.place.as_ref().map(|place| place.start);
        let end = placed.place.as_ref().map(|place| place.end);
        Self {
            file: &placed.document.name,
            line: start.map(|position| position.line),
            column: start.map(|position| position.column),
            end_line: end.map(|position| position.line),
            end_column: end.map(|position| position.column),
            pointer: placed.label.location.pointer.to_string(),
            text: &placed.label.text,
        }
    }
}
