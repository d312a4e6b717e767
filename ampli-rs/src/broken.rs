//! Which events of a plan are broken, so that the others can still be generated.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::diagnostic::{Diagnostics, Severity};
use crate::plan::{Event, Plan};
use crate::pointer::Location;

/// What can't be generated, by the errors that were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken {
    /// Indices of broken events in the plan: an error's first label lies in them.
    pub events: BTreeSet<usize>,
    /// Whether there are errors that lie in no event: then nothing can be generated.
    pub plan: bool,
    /// Whether there are any errors.
    pub any: bool,
}

impl Broken {
    /// Finds what `findings` say to be broken in `plan`.
    ///
    /// An error beside the events, where an event would stand, is about one that is so broken that the plan does
    /// not have it. It keeps no other event from being generated.
    pub fn new(plan: &Plan, findings: &Diagnostics) -> Self {
        let events: HashMap<&Location, usize> =
            plan.events.iter().enumerate().map(|(index, event)| (&event.location, index)).collect();
        let places: HashSet<Option<Location>> = events.keys().map(|location| parent(location)).collect();
        let mut broken = Self::default();
        for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
            broken.any = true;
            let mut place = finding.labels.first().map(|label| label.location.clone());
            broken.plan |= loop {
                let Some(location) = place else { break true };
                if let Some(index) = events.get(&location) {
                    broken.events.insert(*index);
                    break false;
                }
                place = parent(&location);
                if places.contains(&place) {
                    break false;
                }
            };
        }
        broken
    }

    /// Whether an SDK can be made: nothing is broken, or the user wants what is not.
    pub fn allows(&self, keep_going: bool) -> bool {
        !self.any || (keep_going && !self.plan)
    }
}

/// Tells which event of `plan` a location lies in.
pub fn event_at<'p>(plan: &'p Plan) -> impl Fn(&Location) -> Option<&'p Event> {
    let events: HashMap<&Location, &Event> =
        plan.events.iter().map(|event| (&event.location, event)).collect();
    move |location| location.ancestors().find_map(|place| events.get(&place).copied())
}

/// What `location` lies in; `None` for a whole document.
fn parent(location: &Location) -> Option<Location> {
    Some(Location { document: location.document, pointer: location.pointer.parent()?.clone() })
}

#[cfg(test)]
mod tests {
    use super::Broken;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
    use crate::plan::{Event, EventKind, Plan};
    use crate::pointer::Location;

    static ERROR: Code = Code { id: "AMP0000", name: "error", severity: Severity::Error, source: "" };
    static WARNING: Code = Code { id: "AMP0001", name: "warning", severity: Severity::Warning, source: "" };

    fn event(location: Location) -> Event {
        Event::new(EventKind::Track, "Song Played", location)
    }

    #[test]
    fn an_event_that_the_plan_does_not_have_breaks_no_other() {
        let error = |location: &Location| Diagnostics::from(Diagnostic::new(&ERROR, "").at(location, ""));
        let events = Location::root(0).key("events");
        let plan = Plan { events: vec![event(events.index(0))], ..Plan::default() };
        let broken = Broken::new(&plan, &error(&events.index(1).key("name")));
        assert_eq!((broken.allows(true), broken.allows(false)), (true, false));
        assert!(Broken::new(&plan, &error(&events)).plan);
        let folder = Plan { events: vec![event(Location::root(0))], ..Plan::default() };
        assert!(Broken::new(&folder, &error(&Location::root(1).key("type"))).allows(true));
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
