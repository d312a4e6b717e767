//! All that a summary says, for every form of report.

use super::finding::{Finding, title};
use super::findings;
use super::planned::Planned;
use super::smallest::Merge as _;
use super::summary::{EventKey, EventSummary, FileSummary, Seen, Summary};
use crate::diagnostic::{Diagnostics, Levels};

/// A summary, the plan that it is about, and what is worth telling.
#[derive(Debug)]
pub(crate) struct Report<'r> {
    pub(crate) summary: &'r Summary,
    pub(crate) planned: &'r Planned<'r>,
    pub(crate) totals: FileSummary,
    /// From the first event to the last.
    pub(crate) period: Seen,
    /// Planned events in the plan's order, then unplanned ones, the most frequent first.
    pub(crate) events: Vec<EventLine<'r>>,
    pub(crate) findings: Vec<Finding>,
}

/// An event in a report.
#[derive(Debug)]
pub(crate) struct EventLine<'r> {
    pub(crate) key: &'r EventKey,
    pub(crate) title: String,
    pub(crate) is_planned: bool,
    pub(crate) is_wanted: bool,
    /// `None`: never seen.
    pub(crate) seen: Option<&'r EventSummary>,
}

impl<'r> Report<'r> {
    /// The report of a summary, with findings as the user wants them.
    pub(crate) fn new(summary: &'r Summary, planned: &'r Planned<'r>, levels: &Levels) -> Self {
        let mut events: Vec<EventLine<'_>> = planned
            .events
            .iter()
            .map(|event| EventLine {
                key: &event.key,
                title: title(&event.key),
                is_planned: true,
                is_wanted: event.is_wanted,
                seen: summary.events.get(&event.key),
            })
            .collect();
        let mut unplanned = summary.unplanned.sorted();
        unplanned.sort_by_key(|(_, seen)| std::cmp::Reverse(seen.seen.count));
        events.extend(unplanned.into_iter().map(|(key, seen)| EventLine {
            key,
            title: title(key),
            is_planned: false,
            is_wanted: false,
            seen: Some(seen),
        }));
        let mut period = Seen::default();
        let seen = events.iter().filter_map(|event| event.seen).map(|event| event.seen);
        seen.chain(summary.undescribed.values().copied()).for_each(|seen| period.merge(seen));
        let findings =
            findings::all(summary, planned).into_iter().filter_map(|finding| leveled(finding, levels));
        Self { summary, planned, totals: summary.totals(), period, events, findings: findings.collect() }
    }

    /// The findings about an event.
    pub(crate) fn findings_of(&self, event: &EventKey) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.event.as_ref() == Some(event))
    }

    /// The findings as those of all commands.
    pub(crate) fn diagnostics(&self) -> Diagnostics {
        let mut all = Diagnostics::new();
        for finding in &self.findings {
            let mut diagnostic = finding.diagnostic();
            diagnostic.severity = finding.severity;
            all.push(diagnostic);
        }
        all
    }
}

/// The finding with the severity that the user gives it; `None` if the user does not want it.
fn leveled(mut finding: Finding, levels: &Levels) -> Option<Finding> {
    // What is allowed for an event is allowed for all its versions.
    if finding.event.as_ref().is_some_and(|event| levels.is_allowed(&event.name, finding.code)) {
        return None;
    }
    let mut one = Diagnostics::new();
    one.push(finding.diagnostic());
    let kept = levels.apply(one);
    finding.severity = kept.iter().next()?.severity;
    Some(finding)
}
