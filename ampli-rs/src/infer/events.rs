use std::collections::BTreeMap;

use serde::de::{Deserializer as _, Error as _};

use super::objects::Objects;
use crate::collected::{self, CollectedEvent};
use crate::plan::{EventKind, compare_versions};

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
}

/// What was seen of one event.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct EventSeen {
    pub(super) count: u64,
    /// The latest version, with its schema.
    pub(super) version: Option<String>,
    pub(super) schema: Option<String>,
    pub(super) properties: Objects,
}

impl Seen {
    /// Takes an event in.
    ///
    /// # Errors
    /// When its properties are no JSON that can be read; it is not taken in then.
    pub fn add(&mut self, event: &CollectedEvent<'_>) -> serde_json::Result<()> {
        // Half an event is none: what is wrong is found before anything is taken in.
        collected::check(&event.properties)?;
        if !event.properties.trim_ascii_start().starts_with(b"{") {
            return Err(serde_json::Error::custom("no object"));
        }
        let known = self.events.entry(Key::of(event)).or_default();
        serde_json::Deserializer::from_slice(&event.properties).deserialize_map(&mut known.properties)?;
        known.count += 1;
        known.take_version(event.version.as_deref(), event.schema.as_deref());
        self.forget();
        Ok(())
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
        if self.events.len() <= MOST_EVENTS {
            return;
        }
        // The other kinds have no names that could be too many.
        let last = self.events.keys().rev().find(|key| key.kind == EventKind::Track).cloned();
        if let Some(last) = last {
            self.events.remove(&last);
            self.has_more = true;
        }
    }
}

impl Key {
    fn of(event: &CollectedEvent<'_>) -> Self {
        // The names of pages and screens are data more often than not; their properties are alike.
        let name = if event.kind == EventKind::Track { event.name.to_string() } else { String::new() };
        let vendor = event.schema.as_deref().and_then(|uri| uri.strip_prefix("iglu:")?.split('/').next());
        Self { kind: event.kind, name, vendor: vendor.unwrap_or_default().to_owned() }
    }
}

impl EventSeen {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.properties.merge(other.properties);
        self.take_version(other.version.as_deref(), other.schema.as_deref());
    }

    /// Keeps the later version, with its schema.
    fn take_version(&mut self, version: Option<&str>, schema: Option<&str>) {
        let order =
            compare_versions(self.version.as_deref().unwrap_or_default(), version.unwrap_or_default());
        if order.is_lt() {
            (self.version, self.schema) = (version.map(str::to_owned), schema.map(str::to_owned));
        }
    }
}
