//! How much of the plan is sent.

use serde::Serialize;

use super::place::{Files, Place};
use super::planned::{Planned, PlannedEvent};
use crate::commands::codes::MISSED_EVENT;
use crate::diagnostic::Levels;
use crate::text::PlanText;
use crate::usage::{Reach, SiteKind, Usage};

/// What was found, source by source.
pub(super) struct Status {
    pub(super) sources: Vec<SourceStatus>,
    pub(super) untyped: Vec<Untyped>,
    /// How much of each source must be sent, in percent.
    fail_under: f64,
}

/// One source.
pub(super) struct SourceStatus {
    pub(super) source: String,
    pub(super) folder: String,
    pub(super) text: PlanText,
    pub(super) events: Vec<EventStatus>,
    pub(super) coverage: Coverage,
}

/// One event.
pub(super) struct EventStatus {
    pub(super) event: PlannedEvent,
    pub(super) state: State,
    /// Whether it is one of those that the program shall send.
    pub(super) is_wanted: bool,
    /// Whether the configuration says that it need not be sent.
    pub(super) is_allowed: bool,
    pub(super) places: Vec<Place>,
}

/// From where an event is sent, as near to users as possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// From the program.
    Sent,
    /// From examples only.
    Examples,
    /// From tests only.
    Tests,
    /// From code only that is part of no build.
    Disabled,
    /// From nowhere.
    Missed,
}

/// An event that is sent without a generated type.
pub(super) struct Untyped {
    pub(super) place: Place,
    pub(super) name: Option<String>,
    /// Whether an event of this name is planned.
    pub(super) is_planned: bool,
}

/// How many of the events that shall be sent are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::commands) struct Coverage {
    pub(in crate::commands) sent: usize,
    pub(in crate::commands) wanted: usize,
}

impl Untyped {
    /// Whether a function of the SDK is called, and nobody knows which.
    pub(super) fn is_function(&self) -> bool {
        self.name.is_none() && self.place.kind == SiteKind::Call
    }
}

impl Coverage {
    /// In whole percent, rounded down: 100 is all.
    pub(in crate::commands) fn percent(self) -> usize {
        (self.sent * 100).checked_div(self.wanted).unwrap_or(100)
    }

    fn reaches(self, percent: f64) -> bool {
        self.sent as f64 * 100.0 >= percent * self.wanted as f64
    }
}

impl Status {
    pub(super) fn new(
        planned: Vec<Planned>,
        usage: &Usage,
        levels: &Levels,
        fail_under: f64,
        files: &mut Files<'_>,
    ) -> Self {
        let mut sources = Vec::new();
        for (planned, sites) in planned.into_iter().zip(&usage.sites) {
            let events: Vec<EventStatus> = planned
                .events
                .into_iter()
                .zip(sites)
                .map(|(event, sites)| {
                    let places = sites.iter().map(|site| files.place(site)).collect();
                    EventStatus::new(event, places, levels)
                })
                .collect();
            let wanted = events.iter().filter(|event| event.is_wanted);
            let sent = wanted.clone().filter(|event| event.state == State::Sent).count();
            let coverage = Coverage { sent, wanted: wanted.count() };
            let folder = super::super::summary::shown(&planned.path);
            sources.push(SourceStatus {
                source: planned.source,
                folder,
                text: planned.text,
                events,
                coverage,
            });
        }
        let untyped = usage.untyped.iter().map(|untyped| {
            let has = |source: &&SourceStatus| {
                source.events.iter().any(|own| Some(own.event.name.as_str()) == untyped.name.as_deref())
            };
            Untyped {
                place: files.place(&untyped.site),
                name: untyped.name.clone(),
                is_planned: sources.iter().any(|source| has(&source)),
            }
        });
        let untyped = untyped.collect();
        Self { sources, untyped, fail_under }
    }

    /// Whether enough of every source is sent.
    pub(super) fn passes(&self) -> bool {
        self.sources.iter().all(|source| self.is_enough(source))
    }

    pub(super) fn is_enough(&self, source: &SourceStatus) -> bool {
        source.coverage.reaches(self.fail_under)
    }

    /// The share that must be sent, when it is not all.
    pub(super) fn threshold(&self) -> Option<f64> {
        Some(self.fail_under).filter(|percent| *percent < 100.0)
    }
}

impl EventStatus {
    fn new(event: PlannedEvent, places: Vec<Place>, levels: &Levels) -> Self {
        let state = match places.iter().map(|place| place.reach).min() {
            Some(Reach::Program) => State::Sent,
            Some(Reach::Example) => State::Examples,
            Some(Reach::Test) => State::Tests,
            Some(Reach::Never) => State::Disabled,
            None => State::Missed,
        };
        let is_allowed = levels.is_allowed(event.title(), &MISSED_EVENT);
        let is_wanted = !event.name.is_empty() && event.deprecation.is_none() && !is_allowed;
        Self { event, state, is_wanted, is_allowed, places }
    }

    /// The places of the program, when it sends the event; else all.
    pub(super) fn best_places(&self) -> impl Iterator<Item = &Place> {
        let best = self.places.iter().map(|place| place.reach).min();
        self.places.iter().filter(move |place| Some(place.reach) == best)
    }
}
