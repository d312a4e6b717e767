//! Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request.
//!
//! `::error file=plan.json,line=5,endLine=5,col=20,endColumn=22,title=AMP0205 contradictory-rules::message`.
//! GitHub's documentation of workflow commands gives the escapes, and takes columns only within one line.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Severity;
use super::report::{Finding, Report};
use super::visible::visible;

/// Writes a command a finding; nothing when there are none.
///
/// # Errors
///
/// When `out` can't be written to.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    report.findings.iter().try_for_each(|finding| writeln!(out, "{}", command(finding)))
}

fn command(finding: &Finding<'_>) -> String {
    let diagnostic = finding.diagnostic;
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut message = visible(&diagnostic.message).into_owned();
    for text in finding
        .labels
        .first()
        .map(|placed| placed.label.text.as_str())
        .into_iter()
        .chain(diagnostic.help.as_deref())
    {
        if !text.is_empty() {
            message.push('\n');
            message.push_str(&visible(text));
        }
    }
    let title = property(&format!("{} {}", diagnostic.code.id, diagnostic.code.name));
    format!("::{word} {}title={title}::{}", place(finding), data(&message))
}

/// The properties that name file, lines and columns; none for text that is no file.
fn place(finding: &Finding<'_>) -> String {
    let mut properties = String::new();
    let Some(first) = finding.labels.first() else { return properties };
    if first.document.name.contains("://") {
        return properties;
    }
    let mut add = |name: &str, value: &str| {
        // Writing to a `String` cannot fail.
        let _ = write!(properties, "{name}={value},");
    };
    add("file", &property(&first.document.name));
    if let Some(place) = &first.place {
        add("line", &place.start.line.to_string());
        add("endLine", &place.end.line.to_string());
        if place.start.line == place.end.line {
            add("col", &place.start.column.to_string());
            add("endColumn", &place.end.column.to_string());
        }
    }
    properties
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
