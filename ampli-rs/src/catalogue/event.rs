//! The page of an event.

use super::facts::{Call, Facts, Finding, Sending};
use super::link::{Links, event_page};
use super::piece::{Paragraph, Piece, prose, shown};
use super::rows::{self, Row};
use super::words::Context;
use crate::plan::{Additional, Deprecation, Event, EventKind, Plan, Property};

/// All that is known of an event.
pub(super) struct EventPage<'p> {
    pub(super) stem: String,
    pub(super) title: String,
    /// What this is, for people: `Event`, `Page view`.
    pub(super) noun: &'static str,
    pub(super) category: Option<String>,
    pub(super) description: Vec<Paragraph>,
    pub(super) deprecation: Option<Notice>,
    pub(super) facts: Vec<Fact>,
    pub(super) rows: Vec<Row>,
    /// What else holds for the properties, in words.
    pub(super) remarks: Vec<Vec<Piece>>,
    pub(super) calls: &'p [Call],
    pub(super) sending: Vec<SendingRow<'p>>,
    /// Whether it is so broken that SDKs leave it out.
    pub(super) is_broken: bool,
    pub(super) findings: Vec<FindingRow>,
    pub(super) previous: Option<Neighbour>,
    pub(super) next: Option<Neighbour>,
}

/// That an event shall no longer be sent.
pub(super) struct Notice {
    /// `Deprecated since 2026-03-01`.
    pub(super) headline: String,
    pub(super) replacement: Option<Piece>,
    pub(super) note: Vec<Paragraph>,
}

/// Something that is known of an event, in a line.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) values: Vec<Piece>,
}

/// What one source does with an event.
pub(super) struct SendingRow<'p> {
    pub(super) source: String,
    /// `sent`, `missed`, `idle`.
    pub(super) state: &'static str,
    pub(super) sending: &'p Sending,
}

/// What a check has found.
pub(super) struct FindingRow {
    pub(super) severity: &'static str,
    pub(super) code: &'static str,
    pub(super) message: Vec<Piece>,
    pub(super) help: Vec<Piece>,
}

/// The event before or after.
pub(super) struct Neighbour {
    pub(super) title: String,
    pub(super) page: String,
}

/// The pages of all events, in the order of the overview.
pub(super) fn pages<'p>(plan: &'p Plan, facts: &'p Facts, links: &Links<'p>) -> Vec<EventPage<'p>> {
    let events: Vec<&Event> =
        super::overview::ordered(plan).into_iter().flat_map(|(_, events)| events).collect();
    let neighbour =
        |event: &&Event| Neighbour { title: shown(event.title()), page: event_page(links.stem(event)) };
    let pages = events.iter().enumerate().map(|(index, event)| {
        let mut page = page(event, plan, facts, links);
        page.previous = index.checked_sub(1).and_then(|before| events.get(before)).map(neighbour);
        page.next = events.get(index + 1).map(neighbour);
        page
    });
    pages.collect()
}

fn page<'p>(event: &'p Event, plan: &'p Plan, facts: &'p Facts, links: &Links<'p>) -> EventPage<'p> {
    let context = Context { links, event: Some(event) };
    let group = |property: &Property| group_of(property, event, plan, links);
    let findings = facts.findings.get(&event.location).map_or(&[][..], Vec::as_slice);
    EventPage {
        stem: links.stem(event).to_owned(),
        title: shown(event.title()),
        noun: noun(event.kind),
        category: event.category.as_deref().map(shown),
        description: event.description.as_deref().map(prose).unwrap_or_default(),
        deprecation: event.deprecation.as_ref().map(|deprecation| notice(deprecation, links)),
        facts: facts_of(event, plan, links),
        rows: rows::of_object(&event.properties, context, &group),
        remarks: remarks(event),
        calls: facts.calls.get(&event.location).map_or(&[], Vec::as_slice),
        sending: sending(event, facts),
        is_broken: findings.iter().any(|finding| finding.severity == "error"),
        findings: findings.iter().map(finding).collect(),
        previous: None,
        next: None,
    }
}

fn finding(finding: &Finding) -> FindingRow {
    let line = |text: &str| prose(text).into_iter().flatten().flatten().collect();
    FindingRow {
        severity: finding.severity,
        code: finding.code,
        message: line(&finding.message),
        help: finding.help.as_deref().map(line).unwrap_or_default(),
    }
}

/// What people call an event of this kind.
pub(super) fn noun(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Track => "Event",
        EventKind::Identify => "User properties",
        EventKind::Group => "Group properties",
        EventKind::Page => "Page view",
        EventKind::Screen => "Screen view",
        EventKind::Context => "Context of every event",
    }
}

fn notice(deprecation: &Deprecation, links: &Links<'_>) -> Notice {
    Notice {
        headline: match &deprecation.since {
            Some(since) => format!("Deprecated since {}", shown(since)),
            None => "Deprecated".to_owned(),
        },
        replacement: deprecation.replacement.as_deref().map(|title| links.event(title)),
        note: deprecation.note.as_deref().map(prose).unwrap_or_default(),
    }
}

/// The group that a property comes from.
fn group_of(property: &Property, event: &Event, plan: &Plan, links: &Links<'_>) -> Option<Piece> {
    let has_it = |name: &str| {
        let group = plan.groups.iter().find(|group| group.name == name);
        group.is_some_and(|group| {
            group.properties.properties.iter().any(|own| own.location == property.location)
        })
    };
    event.groups.iter().find(|name| has_it(name)).map(|name| links.group(name))
}

fn remarks(event: &Event) -> Vec<Vec<Piece>> {
    let mut remarks: Vec<Vec<Piece>> = super::rules::words(&event.properties.rules)
        .into_iter()
        .map(|phrase| [vec![Piece::text("Together: ")], phrase, vec![Piece::text(".")]].concat())
        .collect();
    if event.properties.additional == Additional::Closed && !event.properties.properties.is_empty() {
        remarks.push(vec![Piece::text("No other properties are allowed.")]);
    }
    remarks
}

fn facts_of(event: &Event, plan: &Plan, links: &Links<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |label: &'static str, values: Vec<Piece>| {
        if !values.is_empty() {
            facts.push(Fact { label, values });
        }
    };
    let text = |text: &Option<ecow::EcoString>| -> Vec<Piece> {
        text.iter().map(|text| Piece::Text(shown(text))).collect()
    };
    if !event.name.is_empty() {
        add("Name on the wire", vec![Piece::code(&event.name)]);
    }
    add("Version", text(&event.version));
    add("Other versions", other_versions(event, links));
    add("Owner", text(&event.owner));
    add("Category", text(&event.category));
    add("Tags", event.tags.iter().map(|tag| Piece::Text(shown(tag))).collect());
    add("Collected until", text(&event.expires));
    add("Property groups", event.groups.iter().map(|name| links.group(name)).collect());
    add("Sent by", event.sources.iter().flatten().map(|name| Piece::Text(shown(name))).collect());
    let (on, off) = destinations(event, plan);
    add("Delivered to", on);
    add("Not delivered to", off);
    add("In the plan", event.url.iter().map(|url| Piece::web(url)).collect());
    add("Identifier", event.id.iter().map(|id| Piece::code(id)).collect());
    let metadata = event.metadata.iter();
    add(
        "For plugins",
        metadata
            .map(|(plugin, value)| {
                Piece::Code(format!("{}: {}", shown(plugin), super::words::value_text(value)))
            })
            .collect(),
    );
    facts
}

fn other_versions(event: &Event, links: &Links<'_>) -> Vec<Piece> {
    let link = |other: &Event| Piece::Page {
        text: other.version.as_deref().map_or_else(|| "without version".to_owned(), shown),
        page: event_page(links.stem(other)),
        anchor: String::new(),
    };
    links.other_versions(event).map(link).collect()
}

/// Where the event is delivered, and where it would be but for the switches of the plan.
fn destinations(event: &Event, plan: &Plan) -> (Vec<Piece>, Vec<Piece>) {
    let is_sender = |name: &str| match &event.sources {
        Some(sources) => sources.iter().any(|source| source == name),
        None => true,
    };
    let reached = plan.destinations.iter().filter(|destination| {
        let mut senders = plan.sources.iter().filter(|source| is_sender(&source.name));
        plan.sources.is_empty() || senders.any(|source| source.destinations.contains(&destination.name))
    });
    let (on, off): (Vec<_>, Vec<_>) =
        reached.partition(|destination| *event.destinations.get(&destination.name).unwrap_or(&true));
    let pieces = |all: Vec<&crate::plan::Destination>| {
        all.into_iter().map(|destination| Piece::Text(shown(&destination.name))).collect()
    };
    (pieces(on), pieces(off))
}

/// What the sources that were looked at do with the event.
fn sending<'p>(event: &'p Event, facts: &'p Facts) -> Vec<SendingRow<'p>> {
    let key = (event.kind, event.name.to_string());
    let of = |source: &'p super::facts::SourceFacts| {
        let sending = source.events.get(&key)?;
        Some(SendingRow { source: shown(&source.source), state: sending.state.word(), sending })
    };
    facts.sources.iter().filter_map(of).collect()
}
