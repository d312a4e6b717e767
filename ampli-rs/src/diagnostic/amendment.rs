use crate::json::Json;
use crate::pointer::Location;

/// Changes that settle a finding together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Amendments(pub Vec<Amendment>);

/// A change of the plan's text that a finding calls for and that nobody has to think about.
#[derive(Debug, Clone, PartialEq)]
pub enum Amendment {
    /// Leave out the member or the item at this place.
    Remove(Location),
    /// Add a member to the object at this place, before its other members.
    Add {
        /// The object.
        object: Location,
        /// The key, which the object does not have.
        key: &'static str,
        /// The value.
        value: Json,
    },
}

impl Amendment {
    pub(super) const fn location_mut(&mut self) -> &mut Location {
        match self {
            Self::Remove(location) | Self::Add { object: location, .. } => location,
        }
    }

    /// The place that is changed.
    pub const fn location(&self) -> &Location {
        match self {
            Self::Remove(location) | Self::Add { object: location, .. } => location,
        }
    }
}
