//! The forms in which events are collected, one a file.

mod amplitude;
mod calls;
pub(super) mod enriched;
mod failed_events;
mod failed_lines;
mod posthog;
mod recognise;

use std::fmt;

use super::CollectedEvent;
use super::raw::Raw;
use super::record::{BadReason, IgnoredReason};

pub(super) use self::recognise::is_tabular;

/// A form in which events are collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Snowplow's enriched events: lines of 131 fields.
    Enriched,
    /// Snowplow's failed events: self-describing JSON, an event a line.
    FailedEvents,
    /// What the `JsonLines` destination of the runtime writes.
    JsonLines,
    /// Segment's calls: bodies of its tracking API, or its archives, a call a line.
    Segment,
    /// RudderStack's calls: bodies of its HTTP API, or dumps, a call a line.
    RudderStack,
    /// PostHog's events: bodies of its capture API, or exports, an event a line.
    PostHog,
    /// Amplitude's events: bodies of its HTTP API, or exports, an event a line.
    Amplitude,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Enriched,
        Self::FailedEvents,
        Self::JsonLines,
        Self::Segment,
        Self::RudderStack,
        Self::PostHog,
        Self::Amplitude,
    ];

    /// How messages and options call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Enriched => "enriched",
            Self::FailedEvents => "failed-events",
            Self::JsonLines => "json-lines",
            Self::Segment => "segment",
            Self::RudderStack => "rudderstack",
            Self::PostHog => "posthog",
            Self::Amplitude => "amplitude",
        }
    }

    /// The format of a value that stands in a file, if it is one of those that are JSON.
    pub(super) fn recognised(value: Raw<'_>) -> Option<Self> {
        recognise::format(value)
    }

    /// The records in a value of this format.
    pub(super) fn body(self, value: Raw<'_>) -> Body<'_> {
        if value.is_array() {
            return Body { records: Some(value), context: None };
        }
        let keys: &[&str] = match self {
            Self::Enriched | Self::FailedEvents | Self::JsonLines => &[],
            Self::Amplitude => &["events"],
            Self::Segment | Self::RudderStack => &["batch"],
            // The answers of PostHog's own API have what it has collected.
            Self::PostHog => &["batch", "results"],
        };
        // Most lines are events: to look for a word costs less than to go through the members.
        let mut said = keys.iter().filter(|key| value.text().contains(**key));
        let records = said.find_map(|key| value.get(key).filter(|records| records.is_array()));
        Body { records, context: records.and_then(|_| value.get("context")) }
    }

    /// The event of a record that is JSON, its line not yet known. `context` is what its body says of all its records.
    pub(super) fn event<'a>(
        self,
        record: Raw<'a>,
        context: Option<Raw<'a>>,
    ) -> Result<CollectedEvent<'a>, NoEvent<'a>> {
        if !record.is_object() {
            return Err(NoEvent::Bad(BadReason::Shape("no JSON object")));
        }
        match self {
            Self::FailedEvents => failed_events::event(record),
            Self::JsonLines | Self::Segment | Self::RudderStack => calls::event(record, context),
            Self::PostHog => posthog::event(record),
            Self::Amplitude | Self::Enriched => amplitude::event(record),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The records of a value, if it has many, and what it says of all of them.
#[derive(Default)]
pub(super) struct Body<'a> {
    pub(super) records: Option<Raw<'a>>,
    pub(super) context: Option<Raw<'a>>,
}

/// Why a record is no event.
pub(super) enum NoEvent<'a> {
    Ignored(IgnoredReason<'a>),
    Bad(BadReason),
}
