//! A finding about collected events, and how the event is called that it is about.

use super::codes::{
    UNPLANNED_EVENT, UNPLANNED_PROPERTY, UNPLANNED_VALUE, UNPLANNED_VERSION, UNSEEN_EVENT, UNSEEN_PROPERTY,
    UNSEEN_VALUE,
};
use super::planned::PlannedEvent;
use super::summary::{EventKey, Group, Sample, Seen};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::pointer::Location;

/// A finding about collected events.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) code: &'static Code,
    pub(crate) severity: Severity,
    /// The event that it is about.
    pub(crate) event: Option<EventKey>,
    /// The property, as people write it.
    pub(crate) property: Option<String>,
    /// What is to be said, without the event.
    pub(crate) text: String,
    pub(crate) help: &'static str,
    pub(crate) seen: Seen,
    /// The share of the events of this name that it is about.
    pub(crate) share: Option<f64>,
    pub(crate) groups: Vec<(Group, u64)>,
    pub(crate) samples: Vec<Sample>,
    /// Where the plan speaks of it.
    pub(crate) location: Option<Location>,
    /// Whether events are invalid for it.
    pub(crate) is_violation: bool,
}

impl Finding {
    pub(super) fn new(code: &'static Code, text: String, help: &'static str) -> Self {
        Self {
            code,
            severity: code.severity,
            event: None,
            property: None,
            text,
            help,
            seen: Seen::default(),
            share: None,
            groups: Vec::new(),
            samples: Vec::new(),
            location: None,
            is_violation: false,
        }
    }

    /// Says which planned event it is about, and which of its properties.
    pub(super) fn of(mut self, planned: &PlannedEvent<'_>, path: &str) -> Self {
        self.event = Some(planned.key.clone());
        let place = planned.places.all.iter().find(|place| place.path == path);
        let property = place.and_then(|place| place.property);
        let own = || planned.event.name_location.clone();
        self.location = Some(property.map_or_else(own, |property| property.location.clone()));
        self.property = Some(path.to_owned()).filter(|path| !path.is_empty());
        self
    }

    /// Says how often it was seen, of so many events.
    pub(super) fn seen(mut self, seen: Seen, of: u64) -> Self {
        self.seen = seen;
        self.share = (of > 0).then(|| seen.count as f64 / of as f64);
        self
    }

    /// The event, as the report calls it.
    pub(crate) fn title(&self) -> Option<String> {
        self.event.as_ref().map(title)
    }

    /// The finding on one line, with the event.
    pub(crate) fn message(&self) -> String {
        match self.title() {
            Some(event) => format!("`{event}`: {}", self.text),
            None => self.text.clone(),
        }
    }

    /// The finding as those of all commands.
    pub(crate) fn diagnostic(&self) -> Diagnostic {
        let finding = Diagnostic::new(self.code, self.message()).help(self.help);
        let finding = match self.title() {
            Some(event) => finding.of_event(&event),
            None => finding,
        };
        match &self.location {
            Some(location) => finding.at(location, ""),
            None => finding,
        }
    }

    /// Whether it says that something is not in the plan.
    pub(crate) fn is_unplanned(&self) -> bool {
        [&UNPLANNED_EVENT, &UNPLANNED_PROPERTY, &UNPLANNED_VALUE, &UNPLANNED_VERSION].contains(&self.code)
    }

    /// Whether it says that something planned was not seen.
    pub(crate) fn is_unseen(&self) -> bool {
        [&UNSEEN_EVENT, &UNSEEN_PROPERTY, &UNSEEN_VALUE].contains(&self.code)
    }
}

/// How reports call an event.
pub(crate) fn title(key: &EventKey) -> String {
    let name = if key.name.is_empty() { &key.kind } else { &key.name };
    match &key.version {
        Some(version) => format!("{name} {version}"),
        None => name.clone(),
    }
}
