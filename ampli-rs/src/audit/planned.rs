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
        };
        for event in plan.events.iter().filter(|event| event.kind != EventKind::Context) {
            let index = planned.events.len();
            let of_kind = planned.by_name.entry(event.kind).or_default();
            of_kind.entry(event.name.as_str()).or_default().push(index);
            if let Some(schema) = schema_uri(event) {
                planned.by_schema.entry(schema).or_default().push(index);
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
        for indices in planned.by_name.values_mut().flat_map(HashMap::values_mut) {
            let version = |index: &usize| events[*index].event.version.as_deref().unwrap_or_default();
            indices.sort_by(|left, right| compare_versions(version(right), version(left)));
        }
        planned
    }

    /// What the plan says about an event.
    pub(crate) fn find(&self, event: &CollectedEvent<'_>) -> Match<'_> {
        if let Some(schema) = &event.schema
            && let Some(indices) = self.by_schema.get(&**schema)
        {
            return Match::Planned(indices);
        }
        let Some(of_kind) = self.by_name.get(&event.kind) else {
            let is_tracked = event.kind == EventKind::Track;
            return if is_tracked { Match::Unplanned } else { Match::Undescribed };
        };
        let is_call = matches!(event.kind, EventKind::Page | EventKind::Screen);
        let named = of_kind.get(&*event.name).or_else(|| of_kind.get("").filter(|_| is_call));
        match named {
            // A schema that is known by its address is another one in another version.
            Some(indices) if event.schema.is_some() && self.has_schema(indices) => {
                match self.of_same_schema(indices, event) {
                    Some(index) => Match::OtherVersion(index),
                    None => Match::Unplanned,
                }
            }
            Some(indices) => Match::Planned(indices),
            None => Match::Unplanned,
        }
    }

    /// The planned schema of an entity.
    pub(crate) fn find_entity(&self, schema: &str) -> Option<usize> {
        self.by_schema.get(schema)?.first().copied()
    }

    fn has_schema(&self, indices: &[usize]) -> bool {
        indices.iter().any(|index| schema_uri(self.events[*index].event).is_some())
    }

    /// The newest planned version of the schema that the event claims another one of.
    fn of_same_schema(&self, indices: &[usize], event: &CollectedEvent<'_>) -> Option<usize> {
        let base = |uri: &str| uri.rsplit_once('/').map(|(base, _)| base.to_owned());
        let own = base(event.schema.as_deref()?);
        let planned = |index: &&usize| schema_uri(self.events[**index].event).and_then(base) == own;
        indices.iter().find(planned).copied()
    }
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
