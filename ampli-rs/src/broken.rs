//! Which events of a plan are broken, so that the others can still be generated.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Diagnostics, Severity};
use crate::plan::Plan;
use crate::pointer::{Location, Pointer};

/// What can't be generated, by the errors that were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken {
    /// Indices of broken events in the plan: an error's first label lies in them.
    pub events: BTreeSet<usize>,
    /// Whether there are errors that lie in no event: then nothing can be generated.
    pub plan: bool,
}

impl Broken {
    /// Finds what `findings` say to be broken in `plan`.
    pub fn new(plan: &Plan, findings: &Diagnostics) -> Self {
        let events: HashMap<&Location, usize> =
            plan.events.iter().enumerate().map(|(index, event)| (&event.location, index)).collect();
        let mut broken = Self::default();
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            match finding.labels.first().and_then(|label| enclosing_event(&events, &label.location)) {
                Some(index) => drop(broken.events.insert(index)),
                None => broken.plan = true,
            }
        }
        broken
    }

    /// Whether nothing is broken.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && !self.plan
    }
}

fn enclosing_event(events: &HashMap<&Location, usize>, location: &Location) -> Option<usize> {
    let mut location = location.clone();
    loop {
        if let Some(index) = events.get(&location) {
            return Some(*index);
        }
        let (parent, _) = location.pointer.as_str().rsplit_once('/')?;
        location.pointer = Pointer::from_text(parent);
    }
}

#[cfg(test)]
mod tests {
    use super::Broken;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
    use crate::json::Json;
    use crate::plan::{Event, EventKind, Object, Plan};
    use crate::pointer::Location;

    static ERROR: Code = Code { id: "AMP0000", name: "error", severity: Severity::Error, source: "" };
    static WARNING: Code = Code { id: "AMP0001", name: "warning", severity: Severity::Warning, source: "" };

    fn event(location: Location) -> Event {
        Event {
            kind: EventKind::Track,
            name: "Song Played".to_owned(),
            id: None,
            version: None,
            description: None,
            owner: None,
            category: None,
            tags: Vec::new(),
            url: None,
            deprecation: None,
            sources: None,
            destinations: Default::default(),
            metadata: Default::default(),
            groups: Vec::new(),
            properties: Object::default(),
            definitions: Default::default(),
            schema: Json::Null,
            name_location: location.clone(),
            schema_location: location.clone(),
            location,
        }
    }

    #[test]
    fn an_error_breaks_the_event_that_it_lies_in() {
        let events = Location::root(0).key("events");
        let plan = Plan { events: (0..11).map(|n| event(events.index(n))).collect(), ..Plan::default() };
        let mut findings = Diagnostics::new();
        findings.push(Diagnostic::new(&ERROR, "").at(&events.index(10).key("type"), ""));
        findings.push(Diagnostic::new(&WARNING, "").at(&events.index(3), ""));
        let broken = Broken::new(&plan, &findings);
        assert_eq!((Vec::from_iter(broken.events), broken.plan), (vec![10], false));
        findings.push(Diagnostic::new(&ERROR, "").at(&Location::root(0).key("groups"), ""));
        assert!(Broken::new(&plan, &findings).plan);
    }
}
