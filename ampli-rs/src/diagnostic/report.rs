use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::locate::{self, Place};
use super::{Diagnostic, Diagnostics, Label, Severity};
use crate::text::{Document, PlanText};

/// Findings with their places in the text, in the order of the text: what every renderer prints.
pub struct Report<'a> {
    pub(super) findings: Vec<Finding<'a>>,
    pub(super) summary: Summary,
}

/// One finding and where its labels stand.
pub(super) struct Finding<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    pub(super) labels: Vec<PlacedLabel<'a>>,
}

/// A label, the document it is in, and its place there if there is one.
pub(super) struct PlacedLabel<'a> {
    pub(super) label: &'a Label,
    pub(super) document: &'a Document,
    pub(super) place: Option<Place>,
}

/// How many findings there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// What is broken.
    pub errors: usize,
    /// What works, but not as people may expect.
    pub warnings: usize,
    /// What is worth knowing.
    pub notes: usize,
    /// Events in the plan, where known.
    pub events: Option<usize>,
}

impl<'a> Report<'a> {
    /// Finds all places of `findings` in `text`, in one pass a document.
    ///
    /// Findings come in the order of the documents and of the text of their first label; those without a place
    /// come first, and those at one place keep their order.
    pub fn new(findings: &'a Diagnostics, text: &'a PlanText) -> Self {
        let mut places = all_places(findings, text);
        let mut findings: Vec<Finding<'a>> = findings
            .iter()
            .map(|diagnostic| Finding { diagnostic, labels: placed(diagnostic, text, &mut places) })
            .collect();
        let summary = Summary::of(&findings);
        findings.sort_by_key(Finding::order);
        Self { findings, summary }
    }

    /// Says how many events the plan has, for the summary.
    #[must_use]
    pub fn events(mut self, count: usize) -> Self {
        self.summary.events = Some(count);
        self
    }

    /// How many findings there are.
    pub fn summary(&self) -> Summary {
        self.summary
    }
}

impl Finding<'_> {
    fn order(&self) -> Option<(u32, Option<usize>)> {
        let first = self.labels.first()?;
        Some((first.label.location.document, first.place.as_ref().map(|place| place.range.start)))
    }
}

impl Summary {
    fn of(findings: &[Finding<'_>]) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.diagnostic.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Note => summary.notes += 1,
            }
        }
        summary
    }
}

/// `2 errors, 1 warning in 14 events`; `no findings` when there are none.
impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let counts: Vec<_> = counted
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| number(count, noun))
            .collect();
        formatter.write_str(if counts.is_empty() { "no findings" } else { "" })?;
        formatter.write_str(&counts.join(", "))?;
        self.events.map_or(Ok(()), |events| write!(formatter, " in {}", number(events, "event")))
    }
}

fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The places of all labels, document by document, in the order in which the findings have them.
fn all_places(findings: &Diagnostics, text: &PlanText) -> BTreeMap<u32, std::vec::IntoIter<Option<Place>>> {
    let mut targets: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for label in findings.iter().flat_map(|diagnostic| &diagnostic.labels) {
        let location = &label.location;
        targets.entry(location.document).or_default().push((&location.pointer, label.part));
    }
    targets
        .into_iter()
        .filter_map(|(index, targets)| {
            let document = document(text, index)?;
            Some((index, locate::places(&document.text, &targets).into_iter()))
        })
        .collect()
}

fn placed<'a>(
    diagnostic: &'a Diagnostic,
    text: &'a PlanText,
    places: &mut BTreeMap<u32, std::vec::IntoIter<Option<Place>>>,
) -> Vec<PlacedLabel<'a>> {
    let labels = diagnostic.labels.iter();
    labels
        .filter_map(|label| {
            let index = label.location.document;
            let document = document(text, index)?;
            let place = places.get_mut(&index).and_then(Iterator::next).flatten();
            Some(PlacedLabel { label, document, place })
        })
        .collect()
}

fn document(text: &PlanText, index: u32) -> Option<&Document> {
    text.documents.get(usize::try_from(index).ok()?)
}
