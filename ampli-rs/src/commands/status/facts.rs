//! What the programs send, for the pages of a catalogue.

use super::coverage::{EventStatus, SourceStatus, State, Status};
use super::human;
use crate::catalogue::{self, Sending, SourceFacts};

/// That of every source.
pub(super) fn of(status: &Status) -> Vec<SourceFacts> {
    status.sources.iter().map(of_source).collect()
}

fn of_source(source: &SourceStatus) -> SourceFacts {
    let events =
        source.events.iter().map(|event| ((event.event.kind, event.event.name.clone()), sending(event)));
    SourceFacts {
        source: source.source.clone(),
        sent: source.coverage.sent,
        wanted: source.coverage.wanted,
        events: events.collect(),
    }
}

fn sending(event: &EventStatus) -> Sending {
    let state = match event.state {
        State::Sent => catalogue::State::Sent,
        _ if event.is_wanted => catalogue::State::Missed,
        _ => catalogue::State::Idle,
    };
    let place =
        |place: &super::place::Place| format!("{}:{}", crate::diagnostic::visible(&place.file), place.line);
    Sending { state, words: human::saying(event), places: event.best_places().map(place).collect() }
}
