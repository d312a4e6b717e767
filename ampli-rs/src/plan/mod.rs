//! Representation 1: a tracking plan in the words of the people who write it.
//!
//! Nothing here knows Rust identifiers or Rust types; what Rust needs is made by [`crate::lower`].
//!
//! Texts are [`EcoString`]s: short ones lie in place, long ones are those of the document's tree, and copies cost nothing.

mod destination;
mod event;
mod property;
mod rule;
mod source;
mod value_type;
mod version;

use ecow::EcoString;
use serde::Serialize;

use crate::json::Json;

pub use self::destination::{ApiKey, Destination};
pub use self::event::{Deprecation, Event, EventKind};
pub use self::property::{Additional, Definitions, Object, Property, PropertyGroup};
pub use self::rule::Rule;
pub use self::source::Source;
pub use self::value_type::{Array, EnumValue, Shape, Type};
pub use self::version::compare_versions;

/// A tracking plan: what the programs of a company send, with types and rules.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Plan {
    /// The plan's own name, as people call it.
    pub name: EcoString,
    /// The vendor's stable id of the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<EcoString>,
    /// The version of the whole plan, in the vendor's spelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<EcoString>,
    /// The branch of the plan, for vendors that have branches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<EcoString>,
    /// What the plan is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<EcoString>,
    /// Where people read and edit the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<EcoString>,
    /// The programs that send events. Empty when the format knows none: then every event is for every source.
    pub sources: Vec<Source>,
    /// The systems that events are delivered to.
    pub destinations: Vec<Destination>,
    /// Named sets of properties that events take in.
    pub groups: Vec<PropertyGroup>,
    /// Types that the plan names once for all events, by the pointer that `$ref` uses (`#/$defs/Currency`).
    pub definitions: Definitions,
    /// The object of `definitions` as it was written (its `$defs`); `null` when the plan has none.
    #[serde(skip)]
    pub definitions_schema: Json,
    /// The system calls (context, identify, group, page, screen), then the events, each in the plan's order.
    pub events: Vec<Event>,
}

impl Plan {
    /// Forgets the schemas as they were written, a large part of what a plan takes in memory: checks and the saved plan need
    /// them, an SDK does not.
    pub fn forget_schemas(&mut self) {
        self.definitions_schema = Json::Null;
        self.groups.iter_mut().for_each(|group| group.schema = Json::Null);
        self.events.iter_mut().for_each(|event| event.schema = Json::Null);
    }
}
