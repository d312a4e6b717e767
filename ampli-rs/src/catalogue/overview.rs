//! The first page: the plan, and all of its events.

use std::collections::BTreeMap;

use super::facts::{Facts, State};
use super::link::{Links, event_page};
use super::piece::{Paragraph, Piece, prose, shown, summary};
use super::rules::counted;
use crate::plan::{Event, EventKind, Plan, compare_versions};

/// Longest summary of an event in a list.
const LONGEST_SUMMARY: usize = 160;

/// What is on the first page.
pub(super) struct Overview {
    pub(super) description: Vec<Paragraph>,
    pub(super) url: Option<Piece>,
    /// How much there is: `12`, `events`.
    pub(super) figures: Vec<(String, String)>,
    pub(super) sections: Vec<Section>,
}

/// Events that belong together.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) entries: Vec<Entry>,
}

/// An event in a list.
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) page: String,
    pub(super) kind: &'static str,
    /// The version, if there are others.
    pub(super) version: Option<String>,
    pub(super) summary: String,
    pub(super) deprecated: bool,
    /// Whether it is sent: `sent`, `missed`, `idle`; empty where nobody has looked.
    pub(super) state: &'static str,
    /// How many properties it has, in words.
    pub(super) properties: String,
    /// How many findings it has, in words.
    pub(super) findings: String,
    /// Names of its properties, for the search.
    pub(super) names: Vec<String>,
    /// What else it may be found by: owner, tags, the wire name.
    pub(super) words: Vec<String>,
    pub(super) category: Option<String>,
}

impl Overview {
    pub(super) fn new(plan: &Plan, facts: &Facts, links: &Links<'_>) -> Self {
        let sections: Vec<Section> = ordered(plan)
            .into_iter()
            .map(|(title, events)| Section {
                title,
                entries: events.into_iter().map(|event| entry(event, facts, links)).collect(),
            })
            .collect();
        Self {
            description: plan.description.as_deref().map(prose).unwrap_or_default(),
            url: plan.url.as_deref().map(Piece::web),
            figures: figures(plan, facts),
            sections,
        }
    }
}

fn figures(plan: &Plan, facts: &Facts) -> Vec<(String, String)> {
    let tracked = plan.events.iter().filter(|event| event.kind == EventKind::Track).count();
    let properties: usize = plan.events.iter().map(|event| event.properties.properties.len()).sum();
    let mut figures = vec![figure(tracked, "event"), figure(properties, "property")];
    if !plan.sources.is_empty() {
        figures.push(figure(plan.sources.len(), "source"));
    }
    for source in facts.sources.iter().filter(|source| source.wanted > 0) {
        let percent = source.sent * 100 / source.wanted;
        figures.push((format!("{percent} %"), format!("sent by {}", shown(&source.source))));
    }
    figures
}

fn figure(count: usize, noun: &str) -> (String, String) {
    let words = counted(count as u64, noun);
    let (number, noun) = words.split_once(' ').unwrap_or((&words, ""));
    (number.to_owned(), noun.to_owned())
}

/// The events as people look for them: by category, then pages and screens, then what is no event.
pub(super) fn ordered(plan: &Plan) -> Vec<(String, Vec<&Event>)> {
    let mut by_category: BTreeMap<(bool, String), Vec<&Event>> = BTreeMap::new();
    for event in plan.events.iter().filter(|event| event.kind == EventKind::Track) {
        let category = event.category.as_deref().map(shown).unwrap_or_default();
        by_category.entry((category.is_empty(), category)).or_default().push(event);
    }
    let is_only = by_category.len() == 1;
    let mut sections: Vec<(String, Vec<&Event>)> = by_category
        .into_iter()
        .map(|((is_last, category), events)| match (is_last, is_only) {
            (true, true) => ("Events".to_owned(), events),
            (true, false) => ("Other events".to_owned(), events),
            (false, _) => (category, events),
        })
        .collect();
    let kinds: [(&str, &[EventKind]); 3] = [
        ("Pages", &[EventKind::Page]),
        ("Screens", &[EventKind::Screen]),
        ("Users, groups and context", &[EventKind::Identify, EventKind::Group, EventKind::Context]),
    ];
    for (title, kinds) in kinds {
        let events: Vec<&Event> = plan.events.iter().filter(|event| kinds.contains(&event.kind)).collect();
        if !events.is_empty() {
            sections.push((title.to_owned(), events));
        }
    }
    for (_, events) in &mut sections {
        events.sort_by(|left, right| by_name(left, right));
    }
    sections
}

/// By name, then the latest version first.
fn by_name(left: &Event, right: &Event) -> std::cmp::Ordering {
    let key = |event: &Event| (event.title().to_lowercase(), event.title().to_owned());
    let version = |event: &Event| event.version.clone().unwrap_or_default();
    key(left).cmp(&key(right)).then_with(|| compare_versions(&version(right), &version(left)))
}

fn entry(event: &Event, facts: &Facts, links: &Links<'_>) -> Entry {
    let has_others = links.other_versions(event).next().is_some();
    let count = event.properties.properties.len();
    let text = event.description.as_deref().unwrap_or_default();
    Entry {
        title: shown(event.title()),
        page: event_page(links.stem(event)),
        kind: event.kind.word(),
        version: event.version.as_deref().filter(|_| has_others).map(shown),
        summary: summary(text, LONGEST_SUMMARY),
        deprecated: event.deprecation.is_some(),
        state: state(event, facts),
        properties: if count == 0 { String::new() } else { counted(count as u64, "property") },
        findings: facts
            .findings
            .get(&event.location)
            .map_or_else(String::new, |all| counted(all.len() as u64, "finding")),
        names: event.properties.properties.iter().map(|property| shown(&property.name)).collect(),
        words: words(event),
        category: event.category.as_deref().map(shown),
    }
}

/// What an event may be found by besides its title and its properties.
fn words(event: &Event) -> Vec<String> {
    let wire = Some(&event.name).filter(|name| *name != event.title() && !name.is_empty());
    let single = wire.into_iter().chain(&event.owner).chain(&event.id);
    single.chain(&event.tags).chain(event.sources.iter().flatten()).map(|text| shown(text)).collect()
}

/// The worst of what the sources do that should send it.
fn state(event: &Event, facts: &Facts) -> &'static str {
    let key = (event.kind, event.name.to_string());
    let states: Vec<State> =
        facts.sources.iter().filter_map(|source| source.events.get(&key)).map(|sent| sent.state).collect();
    let worst = [State::Missed, State::Sent, State::Idle].into_iter().find(|state| states.contains(state));
    worst.map_or("", State::word)
}
