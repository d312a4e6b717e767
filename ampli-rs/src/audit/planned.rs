//! A plan made ready for an audit: how its events are found, and what they look like.

use std::collections::HashMap;

use super::places::Places;
use super::summary::EventKey;
use super::verdict::EventSchema;
use crate::collected::CollectedEvent;
use crate::plan::{Event, EventKind, Plan, compare_versions};
use crate::saved_plan::SavedPlan;

/// The plugin whose data says which schema an event has in Snowplow.
const SNOWPLOW: &str = "snowplow";

/// A plan, compiled once.
#[derive(Debug)]
pub struct Planned<'p> {
    /// Tells plans apart by what they say.
    pub(crate) fingerprint: String,
    pub(crate) version: Option<String>,
    pub(crate) events: Vec<PlannedEvent<'p>>,
    by_name: HashMap<EventKind, HashMap<&'p str, Vec<usize>>>,
    by_schema: HashMap<&'p str, Vec<usize>>,
    /// By the address of the schema without its version; the newest version first.
    by_schema_name: HashMap<&'p str, Vec<usize>>,
}

/// An event of the plan.
#[derive(Debug)]
pub(crate) struct PlannedEvent<'p> {
    pub(crate) key: EventKey,
    pub(crate) event: &'p Event,
    pub(crate) schema: EventSchema,
    pub(crate) places: Places<'p>,
    /// Whether it is one that shall be seen.
    pub(crate) is_wanted: bool,
}

/// What the plan says about an event that was collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match<'a> {
    /// It is one of these; the newest version first.
    Planned(&'a [usize]),
    /// The plan has other versions of it, the newest of which this is.
    OtherVersion(usize),
    /// It is a call of which the plan says nothing at all.
    Undescribed,
    /// The plan does not have it.
    Unplanned,
}

impl<'p> Planned<'p> {
    /// Makes the plan ready. Where a `source` is named, only what that source sends is expected to be seen.
    pub fn new(plan: &'p Plan, source: Option<&str>) -> Self {
        let context = plan.events.iter().find(|event| event.kind == EventKind::Context);
        let mut planned = Self {
            fingerprint: format!("{:016x}", SavedPlan::new(plan).content),
            version: plan.version.as_deref().map(str::to_owned),
            events: Vec::new(),
            by_name: HashMap::new(),
            by_schema: HashMap::new(),
            by_schema_name: HashMap::new(),
        };
        for event in plan.events.iter().filter(|event| event.kind != EventKind::Context) {
            let index = planned.events.len();
            let of_kind = planned.by_name.entry(event.kind).or_default();
            of_kind.entry(event.name.as_str()).or_default().push(index);
            if let Some(schema) = schema_uri(event) {
                planned.by_schema.entry(schema).or_default().push(index);
                planned.by_schema_name.entry(without_version(schema)).or_default().push(index);
            }
            let context = context.filter(|_| event.kind == EventKind::Track);
            let is_of_source =
                |sources: &Vec<_>| source.is_none_or(|name| sources.iter().any(|own| own == name));
            planned.events.push(PlannedEvent {
                key: key(event),
                event,
                schema: EventSchema::new(event, context, plan),
                places: Places::new(event, context, plan),
                is_wanted: event.deprecation.is_none() && event.sources.as_ref().is_none_or(is_of_source),
            });
        }
        let events = &planned.events;
        let by_name = planned.by_name.values_mut().flat_map(HashMap::values_mut);
        for indices in by_name.chain(planned.by_schema_name.values_mut()) {
            let version = |index: &usize| events[*index].event.version.as_deref().unwrap_or_default();
            indices.sort_by(|left, right| compare_versions(version(right), version(left)));
        }
        planned
    }

    /// What the plan says about an event.
    pub(crate) fn find(&self, event: &CollectedEvent<'_>) -> Match<'_> {
        if let Some(schema) = &event.schema {
            if let Some(indices) = self.by_schema.get(&**schema) {
                return Match::Planned(indices);
            }
            // A schema in another version is another schema.
            let others = self.by_schema_name.get(without_version(schema));
            if let Some(newest) = others.and_then(|indices| indices.first()) {
                return Match::OtherVersion(*newest);
            }
        }
        let Some(of_kind) = self.by_name.get(&event.kind) else {
            let is_tracked = event.kind == EventKind::Track;
            return if is_tracked { Match::Unplanned } else { Match::Undescribed };
        };
        let is_call = matches!(event.kind, EventKind::Page | EventKind::Screen);
        let named = of_kind.get(&*event.name).or_else(|| of_kind.get("").filter(|_| is_call));
        match named {
            // The name of a schema says little without who has published it.
            Some(indices) if event.schema.is_none() || !self.have_schemas(indices) => Match::Planned(indices),
            _ => Match::Unplanned,
        }
    }

    /// The planned schema of an entity.
    pub(crate) fn find_entity(&self, schema: &str) -> Option<usize> {
        self.by_schema.get(schema)?.first().copied()
    }

    fn have_schemas(&self, indices: &[usize]) -> bool {
        indices.iter().any(|index| schema_uri(self.events[*index].event).is_some())
    }
}

/// The address of a schema without its version.
fn without_version(uri: &str) -> &str {
    uri.rsplit_once('/').map_or(uri, |(base, _)| base)
}

/// The address of the event's schema in Snowplow.
fn schema_uri(event: &Event) -> Option<&str> {
    let is_uri = |text: &&str| text.starts_with("iglu:");
    let named = event.metadata.get(SNOWPLOW).and_then(|data| data.get("schema")?.as_str());
    event.id.as_deref().filter(is_uri).or(named.filter(is_uri))
}

fn key(event: &Event) -> EventKey {
    EventKey {
        kind: event.kind.word().to_owned(),
        name: event.handle().to_owned(),
        version: event.version.as_deref().map(str::to_owned),
    }
}
