//! What `update` shows: the events that a move to another version of the plan touches.

use std::fmt::Write as _;

use super::summary::number;
use crate::compare::{self, EventChange};
use crate::parse;
use crate::plan::Plan;
use crate::saved_plan::{FILE_NAME, SavedPlan};
use crate::text::PlanText;

/// The change of one source's plan.
pub(super) struct PlanChanges {
    source: String,
    before: Option<String>,
    after: Option<String>,
    events: Vec<EventChange>,
    /// Whether there is no plan from before.
    is_first: bool,
    /// Whether the plans differ, be it in what touches no event.
    pub(super) moves: bool,
}

impl PlanChanges {
    /// From the plan that was saved to the one that will be; `None` when that can't be read again.
    pub(super) fn new(source: &str, older: Option<&Plan>, newer: &SavedPlan) -> Option<Self> {
        // What is saved is compared with what was saved: formats say the same thing in different ways.
        let newer = parse::plan(&PlanText::single(FILE_NAME.to_owned(), newer.text.clone())).ok()?.plan;
        Some(Self {
            source: source.to_owned(),
            before: older.and_then(|plan| plan.version.clone()).map(Into::into),
            after: newer.version.clone().map(Into::into),
            events: older.map(|older| compare::events(older, &newer)).unwrap_or_default(),
            is_first: older.is_none(),
            moves: older.is_none_or(|older| SavedPlan::new(older).content != SavedPlan::new(&newer).content),
        })
    }

    /// The changes as people read them, one event a line.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{}: {}\n", self.source, self.headline());
        for change in &self.events {
            let line = match change {
                EventChange::Added { title, version } => format!("+ {title}{}", of(version.as_deref())),
                EventChange::Removed { title, version } => format!("- {title}{}", of(version.as_deref())),
                EventChange::Changed { title, before, after } => {
                    format!("~ {title}{}", between(before.as_deref(), after.as_deref()))
                }
            };
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "  {line}");
        }
        text
    }

    fn headline(&self) -> String {
        let plan = format!("plan{}", between(self.before.as_deref(), self.after.as_deref()));
        if self.is_first {
            return format!("{plan}, no earlier one to compare it with");
        }
        let count = |wanted: fn(&EventChange) -> bool, word: &str| {
            let count = self.events.iter().filter(|change| wanted(change)).count();
            (count > 0).then(|| format!("{} {word}", number(count, "event")))
        };
        let counts: Vec<String> = [
            count(|change| matches!(change, EventChange::Added { .. }), "added"),
            count(|change| matches!(change, EventChange::Removed { .. }), "removed"),
            count(|change| matches!(change, EventChange::Changed { .. }), "changed"),
        ]
        .into_iter()
        .flatten()
        .collect();
        match counts.as_slice() {
            [] if self.moves => format!("{plan}, no event changed"),
            [] => format!("{plan}, nothing changed"),
            counts => format!("{plan}, {}", counts.join(", ")),
        }
    }
}

fn of(version: Option<&str>) -> String {
    version.map(|version| format!(" {version}")).unwrap_or_default()
}

fn between(before: Option<&str>, after: Option<&str>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before != after => format!(" {before} -> {after}"),
        (None, version) | (version, _) => of(version),
    }
}
