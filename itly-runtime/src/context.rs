//! The context: properties that every tracked event gets.

use crate::event::{Event, Origin};
use crate::json::KeySet;
use crate::json_reader::RawMembers;
use crate::properties::Properties;
use crate::typed_event::WriteProperties;
use crate::validation::violations;

/// The context, written once.
pub(crate) struct Context {
    event: Event<'static>,
    keys: KeySet,
}

impl Context {
    pub(crate) fn new(record: &dyn WriteProperties) -> Self {
        let properties = Properties::of(record).with_violations(violations(record));
        let names: Vec<_> = RawMembers::new(properties.members_json()).map(|member| member.name).collect();
        let keys = names.iter().map(|name| &**name).collect();
        let origin = Origin::Checked { of_plan: record.is_of_plan() };
        Self { event: Event::new("context").with_properties(Some(properties)).with_origin(origin), keys }
    }

    /// The members as compact JSON, without braces.
    pub(crate) fn members_json(&self) -> &str {
        self.event.properties().map_or("", Properties::members_json)
    }

    /// The keys that an event may have as well.
    pub(crate) fn keys(&self) -> &KeySet {
        &self.keys
    }

    /// The event as which the context is validated.
    pub(crate) fn event(&self) -> &Event<'static> {
        &self.event
    }
}
