use std::collections::BTreeMap;

use ecow::EcoString;
use serde::Serialize;

use super::{Definitions, Object};
use crate::json::Json;
use crate::pointer::Location;

/// One event of the plan, or the properties of one of the system calls.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Which call carries the event.
    pub kind: EventKind,
    /// The wire name, byte for byte. Empty for system calls, whose kind is their name; a page or screen may have one.
    pub name: EcoString,
    /// The name by which people and programs know the event if others go out under the same wire name: a variant of it,
    /// a refinement for one library. `None`: the wire name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_as: Option<EcoString>,
    /// The vendor's stable id, kept when the event is renamed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<EcoString>,
    /// The version of this event in the vendor's spelling: `1.0.2`, `3-0-0`, `2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<EcoString>,
    /// What the event means and when it is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<EcoString>,
    /// Who answers for the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<EcoString>,
    /// The vendor's category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<EcoString>,
    /// Free labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<EcoString>,
    /// Where people read and edit the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<EcoString>,
    /// Set when the event shall no longer be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecation: Option<Deprecation>,
    /// Date or version from which the event is no longer collected, as written; `None`: it has no end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<EcoString>,
    /// Names of the sources that send it; `None`: all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<EcoString>>,
    /// Destinations switched on or off for this event, by name; others keep their default (on).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub destinations: BTreeMap<EcoString, bool>,
    /// Codes of findings that the plan lets pass in this event, by id or name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<EcoString>,
    /// Further data that plugins read, by plugin id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub metadata: BTreeMap<EcoString, Json>,
    /// Names of the property groups that the event takes in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<EcoString>,
    /// The properties as read, those of its groups included.
    pub properties: Object,
    /// Types that the event's own schema names, by the pointer that `$ref` uses. Looked up before the plan's.
    #[serde(skip_serializing_if = "Definitions::is_empty")]
    pub definitions: Definitions,
    /// The schema of the event's own properties as it was written, without those of its groups.
    #[serde(skip)]
    pub schema: Json,
    /// Where the event stands in the plan.
    #[serde(skip)]
    pub location: Location,
    /// Where the event's name stands in the plan; the event itself when a format writes none.
    #[serde(skip)]
    pub name_location: Location,
    /// Where `schema` stands in the plan.
    #[serde(skip)]
    pub schema_location: Location,
    /// Where the `$schema` of `schema` stands in the plan, when vendors write it around the schema and not in it.
    #[serde(skip)]
    pub dialect_location: Option<Location>,
}

impl Event {
    /// An event that stands at `location`, with nothing else said about it.
    pub fn new(kind: EventKind, name: impl Into<EcoString>, location: Location) -> Self {
        Self {
            kind,
            name: name.into(),
            known_as: None,
            id: None,
            version: None,
            description: None,
            owner: None,
            category: None,
            tags: Vec::new(),
            url: None,
            deprecation: None,
            expires: None,
            sources: None,
            destinations: BTreeMap::new(),
            allow: Vec::new(),
            metadata: BTreeMap::new(),
            groups: Vec::new(),
            properties: Object::default(),
            definitions: Definitions::new(),
            schema: Json::Null,
            name_location: location.clone(),
            schema_location: location.clone(),
            dialect_location: None,
            location,
        }
    }

    /// Whether it is one of the system calls, which the plan tells by their kind alone.
    pub fn is_system_call(&self) -> bool {
        self.kind != EventKind::Track && self.name.is_empty()
    }

    /// What the event is known by among those of its kind; empty for system calls.
    pub fn handle(&self) -> &str {
        self.known_as.as_deref().unwrap_or(&self.name)
    }

    /// How messages call the event: what it is known by, or the word of its kind when it has no name.
    pub fn title(&self) -> &str {
        let handle = self.handle();
        if handle.is_empty() { self.kind.word() } else { handle }
    }
}

/// The call that carries an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// Something that a user did.
    Track,
    /// Properties of a user.
    Identify,
    /// Properties of a group of users.
    Group,
    /// A page of a web site was shown.
    Page,
    /// A screen of an app was shown.
    Screen,
    /// Properties added to every tracked event.
    Context,
}

impl EventKind {
    /// The word that plans use for the call, lower case.
    pub fn word(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Identify => "identify",
            Self::Group => "group",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Context => "context",
        }
    }
}

/// Why and since when an event shall no longer be sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Deprecation {
    /// Date or version from which it holds, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<EcoString>,
    /// Wire name of the event to send instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<EcoString>,
    /// What the plan says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<EcoString>,
}
