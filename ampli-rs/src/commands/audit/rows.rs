//! A report as rows of text, for the forms that show tables.

use super::human::{sender, shown_sample};
use crate::audit::amounts::{grouped, percent};
use crate::audit::finding::Finding;
use crate::audit::moment;
use crate::audit::report::{EventLine, Report};
use crate::audit::summary::Seen;
use crate::diagnostic::visible;

/// All that a page shows.
pub(super) struct Page {
    pub(super) title: &'static str,
    pub(super) about: String,
    pub(super) counts: Vec<String>,
    pub(super) events: Vec<EventRow>,
    pub(super) findings: Vec<FindingRow>,
}

/// An event.
pub(super) struct EventRow {
    pub(super) title: String,
    pub(super) count: String,
    pub(super) share: String,
    pub(super) invalid: String,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) state: &'static str,
    /// The state in one word.
    pub(super) class: &'static str,
}

/// A finding.
pub(super) struct FindingRow {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) event: String,
    pub(super) text: String,
    pub(super) help: &'static str,
    pub(super) details: Vec<String>,
}

impl Page {
    pub(super) fn new(report: &Report<'_>) -> Self {
        Self {
            title: "Audit of collected events",
            about: super::human::about(report),
            counts: super::human::counts(report),
            events: report.events.iter().map(|event| EventRow::new(event, report)).collect(),
            findings: report.findings.iter().map(FindingRow::new).collect(),
        }
    }
}

impl EventRow {
    fn new(event: &EventLine<'_>, report: &Report<'_>) -> Self {
        let seen = event.seen.map(|seen| seen.seen).unwrap_or_default();
        let invalid = event.seen.map_or(0, |seen| seen.invalid);
        let (state, class) = match event.seen {
            _ if !event.is_planned => ("not in the plan", "unplanned"),
            Some(_) if invalid > 0 => ("invalid", "invalid"),
            Some(_) if seen.count > 0 => ("valid", "valid"),
            _ if event.is_wanted => ("never seen", "unseen"),
            _ => ("not seen", "idle"),
        };
        Self {
            title: visible(&event.title).into_owned(),
            count: grouped(seen.count),
            share: share(seen, report.totals.events),
            invalid: if event.is_planned { grouped(invalid) } else { String::new() },
            first: seen.first.map(moment::for_people).unwrap_or_default(),
            last: seen.last.map(moment::for_people).unwrap_or_default(),
            state,
            class,
        }
    }
}

fn share(seen: Seen, all: u64) -> String {
    if all == 0 { String::new() } else { percent(seen.count as f64 / all as f64) }
}

impl FindingRow {
    fn new(finding: &Finding) -> Self {
        let senders = finding.groups.iter().map(|(group, count)| (sender(group), count));
        let senders = senders.filter(|(name, _)| !name.is_empty());
        let senders = senders.map(|(name, count)| format!("{}: {}", visible(&name), grouped(*count)));
        Self {
            code: finding.code.id,
            name: finding.code.name,
            event: finding.title().map(|event| visible(&event).into_owned()).unwrap_or_default(),
            text: visible(&finding.text).into_owned(),
            help: finding.help,
            details: senders.chain(finding.samples.iter().map(shown_sample)).collect(),
        }
    }
}
