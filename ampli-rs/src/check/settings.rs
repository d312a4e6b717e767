use super::Convention;
use crate::diagnostic::Levels;

/// What the user wants of the checks. The default has every code at its own severity, and no conventions.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// How much each kind of finding matters, and what is allowed in which event. Whether descriptions are
    /// demanded is the level of `missing-description` and `missing-property-description`.
    pub levels: Levels,
    /// How names are spelled.
    pub names: Names,
}

/// How names are spelled, by what they name; `None`: in any way.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Tracked events.
    pub event: Option<Convention>,
    /// Properties of events, groups and nested objects.
    pub property: Option<Convention>,
    /// Texts in enumerations.
    pub enum_value: Option<Convention>,
}
