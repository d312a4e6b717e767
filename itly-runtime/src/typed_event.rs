//! What generated types implement.

use std::fmt;

use crate::json::{PropertiesWriter, members};
use crate::validation::Checker;

/// A record that writes itself as the members of a JSON object: an event's properties, a nested object.
///
/// Implemented by generated code.
pub trait WriteProperties {
    /// Writes each property under its wire name; absent optional ones are left out.
    fn write(&self, to: &mut PropertiesWriter<'_>);

    /// Reports every rule of the plan that the values break and that their types do not prove.
    fn check(&self, _report: &mut Checker<'_>) {}

    /// Whether a type of the plan stands behind the values; [`Properties`](crate::Properties) alone says no.
    #[doc(hidden)]
    fn is_of_plan(&self) -> bool {
        true
    }
}

impl<T: WriteProperties + ?Sized> WriteProperties for &T {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        (**self).write(to);
    }

    fn check(&self, report: &mut Checker<'_>) {
        (**self).check(report);
    }

    fn is_of_plan(&self) -> bool {
        (**self).is_of_plan()
    }
}

/// What the plan says about an event, apart from its properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventSpec {
    /// The wire name, byte for byte.
    pub name: &'static str,
    /// The plan's stable id of the event.
    pub id: Option<&'static str>,
    /// The version of this event in the plan's spelling.
    pub version: Option<&'static str>,
    /// Destinations switched on or off for this event, by plugin id; absent ones are on.
    pub destinations: &'static [(&'static str, bool)],
    /// Further data of the plan, as JSON text by plugin id.
    pub metadata: &'static [(&'static str, &'static str)],
}

impl EventSpec {
    /// An event of which the plan says no more than its name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, id: None, version: None, destinations: &[], metadata: &[] }
    }

    /// Sets the plan's stable id of the event.
    #[must_use]
    pub const fn id(self, id: &'static str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Sets the version of this event.
    #[must_use]
    pub const fn version(self, version: &'static str) -> Self {
        Self { version: Some(version), ..self }
    }

    /// Switches destinations on or off for this event.
    #[must_use]
    pub const fn destinations(self, destinations: &'static [(&'static str, bool)]) -> Self {
        Self { destinations, ..self }
    }

    /// Adds further data of the plan.
    #[must_use]
    pub const fn metadata(self, metadata: &'static [(&'static str, &'static str)]) -> Self {
        Self { metadata, ..self }
    }
}

/// An event of the plan, ready to be tracked.
///
/// Implemented by generated code.
pub trait TypedEvent: WriteProperties {
    /// What the plan says about the event: a function, because a constant costs the compiler twice as much.
    fn spec() -> EventSpec;
}

/// Prints a generated record: its type and its properties as JSON. What the `Debug` of generated types calls, because
/// derived ones cost their users more to compile.
///
/// # Errors
///
/// As the formatter.
pub fn debug_record(
    record: &dyn WriteProperties,
    type_name: &str,
    to: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(to, "{type_name} {{{}}}", members(|to| record.write(to)))
}
