use std::collections::BTreeMap;

use super::generic_name::{EVENTS, PROPERTIES};
use super::{Convention, Date};
use crate::diagnostic::Levels;
use crate::plan::EventKind;

/// What the user wants of the checks. The default has every code at its own severity, and no conventions.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// How much each kind of finding matters, and what is allowed in which event. Whether descriptions are
    /// demanded is the level of `missing-description` and `missing-property-description`.
    pub levels: Levels,
    /// How names are spelled.
    pub names: Names,
    /// Names that say nothing.
    pub generic: GenericNames,
    /// The day of the run; `None`: no event has expired.
    pub today: Option<Date>,
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
    /// What holds for the events of one call in the place of the above.
    pub calls: BTreeMap<EventKind, CallNames>,
}

/// How names of one call are spelled; `None`: as in all calls. Only names of tracked events are held against
/// [`Names::event`]; those of pages and screens have a convention of their own, or none.
#[derive(Debug, Clone, Default)]
pub struct CallNames {
    /// Names of the events, pages, screens.
    pub event: Option<Convention>,
    /// Properties.
    pub property: Option<Convention>,
    /// Texts in enumerations.
    pub enum_value: Option<Convention>,
}

/// Names that say nothing: lower case, words with one space between them, without a number at the end.
#[derive(Debug, Clone)]
pub struct GenericNames {
    /// Of events.
    pub events: Vec<String>,
    /// Of properties.
    pub properties: Vec<String>,
}

impl Default for GenericNames {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self { events: owned(EVENTS), properties: owned(PROPERTIES) }
    }
}
