//! Findings as SARIF 2.1.0, which code scanning services and editors read.
//!
//! Every kind of finding that occurs is a rule with its manual page. Fingerprints are made from the code, the
//! pointer or line, and the event, so that a finding stays the same when lines move.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::report::{Finding, PlacedLabel, Report};
use super::{Code, Part, Severity};
use crate::hash::fnv1a;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes a log with one run.
///
/// # Errors
///
/// When `out` can't be written to.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut codes: Vec<&Code> = report.findings.iter().map(|finding| finding.diagnostic.code).collect();
    codes.sort_by_key(|code| code.id);
    codes.dedup();
    let results: Vec<_> = report.findings.iter().map(|finding| result(finding, &codes)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn rule(code: &Code) -> Value {
    let manual = code.manual();
    let title = manual.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or(code.name);
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": title },
        "help": { "text": manual, "markdown": manual },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(finding: &Finding<'_>, codes: &[&Code]) -> Value {
    let diagnostic = finding.diagnostic;
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    let mut locations = finding.labels.iter();
    let first: Vec<_> = locations.next().map(location).into_iter().collect();
    let others: Vec<_> = locations
        .zip(1..)
        .map(|(label, id)| {
            let mut related = location(label);
            related["id"] = Value::from(id);
            related
        })
        .collect();
    json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": level(diagnostic.severity),
        "message": { "text": message },
        "locations": first,
        "relatedLocations": others,
        "partialFingerprints": { "ampli/v1": fingerprint(finding) },
    })
}

fn location(placed: &PlacedLabel<'_>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&placed.document.name) } });
    if let Some(place) = &placed.place {
        physical["region"] = json!({
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
        });
    }
    let mut location = json!({ "physicalLocation": physical });
    if !placed.label.text.is_empty() {
        location["message"] = json!({ "text": placed.label.text });
    }
    location
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A document's name as a URI reference: what RFC 3986 does not allow is percent-encoded.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'\\' => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte))
            }
            b':' | b'?' | b'=' | b'&' | b'@' | b'%' if name.contains("://") => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

/// 64 bits of FNV-1a over what a finding is about; the same in every version and on every machine.
fn fingerprint(finding: &Finding<'_>) -> String {
    let diagnostic = finding.diagnostic;
    let first = finding.labels.first();
    let document = first.map_or("", |placed| placed.document.name.as_str());
    let pointer = first.map(|placed| placed.label.location.pointer.to_string()).unwrap_or_default();
    let event = diagnostic.event.as_deref().unwrap_or_default();
    let line = first.and_then(labelled_line);
    let parts = [diagnostic.code.id, event, document, &pointer].into_iter().chain(line);
    let told: Vec<u8> = parts.flat_map(|part| part.bytes().chain([0])).collect();
    format!("{:016x}", fnv1a(&told))
}

/// What tells findings apart that go by lines; the number would change when lines move.
fn labelled_line<'a>(placed: &PlacedLabel<'a>) -> Option<&'a str> {
    let range = placed.place.as_ref().map(|place| place.range.clone());
    let line = range.filter(|_| matches!(placed.label.part, Part::Line(_)));
    line.and_then(|range| placed.document.text.get(range))
}
