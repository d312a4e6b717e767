//! The context: properties that every tracked event gets.

use crate::event::{Event, Origin};
use crate::json::NameSet;
use crate::json_reader::RawMembers;
use crate::properties::Properties;
use crate::typed_event::WriteProperties;
use crate::validation::{Checker, Violation};

/// The context, written once.
pub(crate) struct Context {
    properties: Properties<'static>,
    keys: NameSet,
    violations: Vec<Violation>,
    of_plan: bool,
}

impl Context {
    pub(crate) fn new(record: &dyn WriteProperties) -> Self {
        let mut violations = Vec::new();
        record.check(&mut Checker::new(&mut violations));
        let properties = Properties::of(record);
        let names: Vec<_> = RawMembers::new(properties.members_json()).map(|member| member.name).collect();
        let keys = names.iter().map(|name| &**name).collect();
        Self { properties, keys, violations, of_plan: record.is_of_plan() }
    }

    /// The members as compact JSON, without braces.
    pub(crate) fn members_json(&self) -> &str {
        self.properties.members_json()
    }

    /// The keys that an event may have as well.
    pub(crate) fn keys(&self) -> &NameSet {
        &self.keys
    }

    /// The event as which the context is validated.
    pub(crate) fn event(&self) -> Event<'_> {
        let origin = Origin::Checked { violations: &self.violations, of_plan: self.of_plan };
        Event::new("context").with_properties(Some(self.properties.borrowed())).with_origin(origin)
    }
}
