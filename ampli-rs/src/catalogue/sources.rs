//! The page of the programs that send events, and of the systems that receive them.

use super::facts::Facts;
use super::piece::{Paragraph, Piece, prose, shown};
use super::rules::counted;
use crate::plan::Plan;

/// Sources, then destinations.
pub(super) struct SourcesPage {
    pub(super) sources: Vec<SourceRow>,
    pub(super) destinations: Vec<DestinationRow>,
}

/// A program.
pub(super) struct SourceRow {
    pub(super) name: String,
    pub(super) description: Vec<Paragraph>,
    pub(super) events: String,
    /// `12 of 14 events, 85 %`; empty where nobody has looked.
    pub(super) coverage: String,
    pub(super) destinations: Vec<Piece>,
}

/// A system.
pub(super) struct DestinationRow {
    pub(super) name: String,
    pub(super) service: String,
    pub(super) endpoint: Option<Piece>,
    /// The environments that have a key. Keys themselves are never shown.
    pub(super) environments: Vec<Piece>,
}

impl SourcesPage {
    /// `None` when the plan knows neither.
    pub(super) fn new(plan: &Plan, facts: &Facts) -> Option<Self> {
        if plan.sources.is_empty() && plan.destinations.is_empty() && facts.sources.is_empty() {
            return None;
        }
        let mut sources: Vec<SourceRow> = plan
            .sources
            .iter()
            .map(|source| SourceRow {
                name: shown(&source.name),
                description: source.description.as_deref().map(prose).unwrap_or_default(),
                events: events(plan, &source.name),
                coverage: coverage(facts, &source.name),
                destinations: source.destinations.iter().map(|name| Piece::Text(shown(name))).collect(),
            })
            .collect();
        let is_known = |name: &str| plan.sources.iter().any(|source| source.name == name);
        sources.extend(facts.sources.iter().filter(|source| !is_known(&source.source)).map(|source| {
            SourceRow {
                name: shown(&source.source),
                description: Vec::new(),
                events: events(plan, &source.source),
                coverage: coverage(facts, &source.source),
                destinations: Vec::new(),
            }
        }));
        let destinations = plan.destinations.iter().map(|destination| DestinationRow {
            name: shown(&destination.name),
            service: shown(&destination.service),
            endpoint: destination.endpoint.as_deref().map(Piece::web),
            environments: destination.keys.iter().map(|key| Piece::Text(shown(&key.environment))).collect(),
        });
        Some(Self { sources, destinations: destinations.collect() })
    }
}

fn events(plan: &Plan, source: &str) -> String {
    let is_of_source = |event: &&crate::plan::Event| {
        event.sources.as_ref().is_none_or(|sources| sources.iter().any(|name| name == source))
    };
    let tracked = plan.events.iter().filter(|event| event.kind == crate::plan::EventKind::Track);
    counted(tracked.filter(is_of_source).count() as u64, "event")
}

fn coverage(facts: &Facts, source: &str) -> String {
    let own = facts.sources.iter().find(|own| own.source == source && own.wanted > 0);
    own.map(|own| {
        let percent = own.sent * 100 / own.wanted;
        format!("{} of {}, {percent} %", own.sent, counted(own.wanted as u64, "event"))
    })
    .unwrap_or_default()
}
