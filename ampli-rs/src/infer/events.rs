use std::collections::BTreeMap;

use serde::de::{Deserializer as _, Error as _};

use super::objects::Objects;
use crate::collected::{self, CollectedEvent, Entity};
use crate::plan::EventKind;

/// Events of more names than this are none of a plan: the names are made of data.
const MOST_EVENTS: usize = 5_000;

/// What was seen of all events.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    pub(super) events: BTreeMap<Key, EventSeen>,
    /// Whether there were more names than are kept. Those that are kept are the first in their order, whatever the order
    /// in which they were seen.
    pub(super) has_more: bool,
}

/// Which events are one event of the plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) kind: EventKind,
    pub(super) name: String,
    /// The vendor of the schema: names of other vendors are other events. Empty without a schema.
    pub(super) vendor: String,
    /// Empty where the event says none, and for calls without names.
    pub(super) version: String,
}

/// What was seen of one event.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct EventSeen {
    /// As an event.
    pub(super) count: u64,
    /// As an entity, which comes with events.
    pub(super) as_entity: u64,
    pub(super) schema: Option<String>,
    pub(super) properties: Objects,
}

impl Seen {
    /// Takes an event in.
    ///
    /// # Errors
    /// When its properties are no JSON that can be read; it is not taken in then.
    pub fn add(&mut self, event: &CollectedEvent<'_>) -> serde_json::Result<()> {
        self.take(Key::of(event), event.schema.as_deref(), event.properties.text())?.count += 1;
        for entity in &event.entities {
            // An event is one whatever comes with it.
            if let Some(key) = Key::of_entity(entity)
                && let Ok(known) = self.take(key, Some(&entity.schema), &entity.data)
            {
                known.as_entity += 1;
            }
        }
        self.forget();
        Ok(())
    }

    /// Takes properties in.
    fn take(
        &mut self,
        key: Key,
        schema: Option<&str>,
        properties: &str,
    ) -> serde_json::Result<&mut EventSeen> {
        // Half an event is none: what is wrong is found before anything is taken in.
        collected::check(properties)?;
        if !properties.trim_start().starts_with('{') {
            return Err(serde_json::Error::custom("no object"));
        }
        let known = self.events.entry(key).or_default();
        serde_json::Deserializer::from_str(properties).deserialize_map(&mut known.properties)?;
        if known.schema.is_none() {
            known.schema = schema.map(str::to_owned);
        }
        Ok(known)
    }

    /// Takes in what was seen elsewhere.
    pub fn merge(&mut self, other: Self) {
        self.has_more |= other.has_more;
        for (key, seen) in other.events {
            self.events.entry(key).or_default().merge(seen);
            self.forget();
        }
    }

    /// How many events were seen, those not kept left out.
    pub fn count(&self) -> u64 {
        self.events.values().map(|event| event.count).sum()
    }

    /// Forgets the last name if there is one too many.
    fn forget(&mut self) {
        while self.events.len() > MOST_EVENTS {
            // The other kinds have no names that could be too many.
            let last = self.events.keys().rev().find(|key| key.kind == EventKind::Track).cloned();
            let Some(last) = last else { return };
            self.events.remove(&last);
            self.has_more = true;
        }
    }
}

impl Key {
    fn of(event: &CollectedEvent<'_>) -> Self {
        // The names of pages and screens are data more often than not; their properties are alike.
        if event.kind != EventKind::Track {
            return Self {
                kind: event.kind,
                name: String::new(),
                vendor: String::new(),
                version: String::new(),
            };
        }
        let vendor = event.schema.as_deref().and_then(|uri| uri.strip_prefix("iglu:")?.split('/').next());
        Self {
            kind: event.kind,
            name: event.name.to_string(),
            vendor: vendor.unwrap_or_default().to_owned(),
            version: event.version.as_deref().unwrap_or_default().to_owned(),
        }
    }

    /// That of an entity, if its schema has an address: `iglu:VENDOR/NAME/FORMAT/VERSION`.
    fn of_entity(entity: &Entity<'_>) -> Option<Self> {
        let mut parts = entity.schema.strip_prefix("iglu:")?.split('/');
        let (vendor, name, _, version) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let [name, vendor, version] = [name, vendor, version].map(str::to_owned);
        Some(Self { kind: EventKind::Track, name, vendor, version })
    }
}

impl EventSeen {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.as_entity += other.as_entity;
        self.properties.merge(other.properties);
        self.schema = self.schema.take().or(other.schema);
    }
}
