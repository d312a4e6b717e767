//! Whether an audit fails, and why.

use super::super::summary::number;
use crate::audit::amounts::{grouped, percent};
use crate::audit::finding::Finding;
use crate::audit::report::{EventLine, Report};
use crate::cli::{AuditReportArguments, FailOn};
use crate::diagnostic::Severity;

/// Why the audit fails; nothing: it does not.
pub(super) fn reasons(report: &Report<'_>, arguments: &AuditReportArguments) -> Vec<String> {
    let mut reasons = Vec::new();
    // What was not read must not pass for read.
    if arguments.fail_on.iter().any(|fail_on| *fail_on != FailOn::None) {
        reasons.extend(unread(report));
    }
    for fail_on in &arguments.fail_on {
        let reason = match fail_on {
            FailOn::Violations => violations(report, arguments.max_invalid),
            FailOn::Unplanned => of_kind(report, "what is not planned", |finding| finding.is_unplanned()),
            FailOn::Unseen => of_kind(report, "what was never seen", |finding| finding.is_unseen()),
            FailOn::Unreadable => unreadable(report, arguments.max_unreadable),
            FailOn::None => None,
        };
        reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
    }
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors > 0 {
        reasons.push(format!("failed: {} that ampli.toml calls an error", number(errors, "finding")));
    }
    reasons
}

/// Findings that are allowed are not there any more, and with them what they are about.
fn violations(report: &Report<'_>, most: f64) -> Option<String> {
    let totals = &report.totals;
    let has_more =
        |event: &EventLine<'_>| event.is_planned && event.seen.is_some_and(|seen| seen.broken.rest() > 0);
    let is_any =
        report.findings.iter().any(|finding| finding.is_violation) || report.events.iter().any(has_more);
    (is_any && exceeds(totals.invalid, totals.events, most)).then(|| {
        let share = percent(totals.invalid as f64 / totals.events as f64);
        let allowed = if most > 0.0 { format!(", more than {most} %") } else { String::new() };
        format!(
            "failed: {} of {} events are invalid, {share}{allowed}",
            grouped(totals.invalid),
            grouped(totals.events)
        )
    })
}

fn unread(report: &Report<'_>) -> Option<String> {
    let files = report.summary.files.values().filter(|file| file.failure.is_some()).count();
    (files > 0).then(|| format!("failed: {} can't be read", number(files, "file")))
}

fn unreadable(report: &Report<'_>, most: f64) -> Option<String> {
    let totals = &report.totals;
    exceeds(totals.unreadable, totals.records, most).then(|| {
        format!("failed: {} of {} records can't be read", grouped(totals.unreadable), grouped(totals.records))
    })
}

fn exceeds(count: u64, all: u64, percent: f64) -> bool {
    count as f64 * 100.0 > percent * all as f64
}

fn of_kind(report: &Report<'_>, what: &str, is_meant: impl Fn(&Finding) -> bool) -> Option<String> {
    let count = report.findings.iter().filter(|finding| is_meant(finding)).count();
    (count > 0).then(|| format!("failed: {} about {what}", number(count, "finding")))
}
