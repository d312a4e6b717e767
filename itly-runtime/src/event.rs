use crate::properties::Properties;
use crate::typed_event::WriteProperties;
use crate::validation::{Violation, violations};
use crate::value::Value;

/// An event as plugins see it: read-only.
#[derive(Clone)]
pub struct Event<'a> {
    name: &'a str,
    id: Option<&'a str>,
    version: Option<&'a str>,
    properties: Option<Properties<'a>>,
    metadata: &'a [(&'a str, &'a str)],
    destinations: &'a [(&'a str, bool)],
    origin: Origin<'a>,
}

/// What is known of the values behind an event, which is where its violations are found.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'a> {
    /// Nothing but the text.
    Text,
    /// The values themselves.
    Record(&'a dyn WriteProperties),
    /// Values that are gone, and what was found in them.
    Checked {
        /// Every rule that they broke.
        violations: &'a [Violation],
        /// Whether a type of the plan stood behind them.
        of_plan: bool,
    },
}

impl<'a> Event<'a> {
    /// An event without properties. The runtime makes its own; tests of plugins need theirs.
    pub const fn new(name: &'a str) -> Self {
        Self {
            name,
            id: None,
            version: None,
            properties: None,
            metadata: &[],
            destinations: &[],
            origin: Origin::Text,
        }
    }

    /// Sets the plan's stable id of the event.
    #[must_use]
    pub const fn with_id(mut self, id: Option<&'a str>) -> Self {
        self.id = id;
        self
    }

    /// Sets the version of the event.
    #[must_use]
    pub const fn with_version(mut self, version: Option<&'a str>) -> Self {
        self.version = version;
        self
    }

    /// Sets the properties.
    #[must_use]
    pub fn with_properties(mut self, properties: Option<Properties<'a>>) -> Self {
        self.properties = properties;
        self
    }

    /// Sets further data of the plan: JSON text by plugin id.
    #[must_use]
    pub const fn with_metadata(mut self, metadata: &'a [(&'a str, &'a str)]) -> Self {
        self.metadata = metadata;
        self
    }

    /// Sets which plugins get the event, by plugin id; those that are not named do.
    #[must_use]
    pub const fn with_destinations(mut self, destinations: &'a [(&'a str, bool)]) -> Self {
        self.destinations = destinations;
        self
    }

    pub(crate) fn with_origin(mut self, origin: Origin<'a>) -> Self {
        self.origin = origin;
        self
    }

    /// The wire name.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The plan's stable id of the event.
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// The version of this event in the plan's spelling.
    pub fn version(&self) -> Option<&'a str> {
        self.version
    }

    /// The properties; `None` is not the same as no members.
    pub fn properties(&self) -> Option<&Properties<'a>> {
        self.properties.as_ref()
    }

    /// Further data of the plan for the plugin `plugin_id`.
    pub fn metadata(&self, plugin_id: &str) -> Option<Value<'a>> {
        self.metadata_json(plugin_id).and_then(Value::from_json)
    }

    /// The same as JSON text.
    pub fn metadata_json(&self, plugin_id: &str) -> Option<&'a str> {
        entry(self.metadata, plugin_id)
    }

    #[cfg(feature = "testing")]
    pub(crate) fn all_metadata(&self) -> &'a [(&'a str, &'a str)] {
        self.metadata
    }

    /// Whether the plugins named `plugin_id` get the event.
    pub fn is_sent_to(&self, plugin_id: &str) -> bool {
        self.destinations.is_empty() || entry(self.destinations, plugin_id).unwrap_or(true)
    }

    /// Whether the event is of a type that was generated from the plan, so that the plan has it.
    pub fn is_typed(&self) -> bool {
        match self.origin {
            Origin::Text => false,
            Origin::Record(record) => record.is_of_plan(),
            Origin::Checked { of_plan, .. } => of_plan,
        }
    }

    /// Every rule of the plan that the event's own values break and that their types do not prove, and every number
    /// that JSON can't hold. Nothing is allocated for an event that breaks none.
    #[inline]
    pub fn violations(&self) -> Vec<Violation> {
        match self.origin {
            Origin::Text => Vec::new(),
            Origin::Record(record) => violations(record),
            Origin::Checked { violations, .. } => violations.to_vec(),
        }
    }
}

fn entry<T: Copy>(entries: &[(&str, T)], plugin_id: &str) -> Option<T> {
    entries.iter().find(|(id, _)| *id == plugin_id).map(|(_, value)| *value)
}
