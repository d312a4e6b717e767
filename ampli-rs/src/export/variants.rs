//! Events that go out under one name: only the project's own format tells them apart.

use std::collections::BTreeSet;

use ecow::EcoString;

use crate::plan::{Event, EventKind, Plan};

/// The plan with one event of each name and version, which is the one that is known by its name if there is one; and the
/// others.
pub(super) fn without(plan: &Plan) -> (Plan, Vec<Event>) {
    let identity = |event: &Event| -> (EventKind, EcoString, Option<EcoString>) {
        (event.kind, event.name.clone(), event.version.clone())
    };
    let plain = plan.events.iter().filter(|event| event.known_as.is_none());
    let mut seen: BTreeSet<_> = plain.map(identity).collect();
    let mut kept = plan.clone();
    let (events, others) = std::mem::take(&mut kept.events)
        .into_iter()
        .partition(|event| event.known_as.is_none() || seen.insert(identity(event)));
    kept.events = events;
    (kept, others)
}

#[cfg(test)]
mod tests {
    use super::without;
    use crate::plan::{Event, EventKind, Plan};
    use crate::pointer::Location;

    #[test]
    fn of_events_with_one_name_the_plain_one_stays() {
        let event = |name: &str, known_as: &str| Event {
            known_as: (!known_as.is_empty()).then(|| known_as.into()),
            ..Event::new(EventKind::Track, name, Location::default())
        };
        let events = vec![event("A", "A (1)"), event("A", ""), event("B", "B (1)"), event("B", "B (2)")];
        let (plan, others) = without(&Plan { events, ..Plan::default() });
        let titles =
            |events: &[Event]| events.iter().map(|event| event.title().to_owned()).collect::<Vec<_>>();
        assert_eq!(
            (titles(&plan.events), titles(&others)),
            (vec!["A".into(), "B (1)".into()], vec!["A (1)".into(), "B (2)".into()])
        );
    }
}
