//! Versions for forms that have a spelling of their own.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Event, EventKind, compare_versions};

/// Orders versions of an event, none before all.
pub(super) fn order(left: &Event, right: &Event) -> Ordering {
    let (left, right) = (left.version.as_deref(), right.version.as_deref());
    compare_versions(left.unwrap_or_default(), right.unwrap_or_default())
}

/// An integer for each of `events`: its version if that is one, otherwise the next that no other event of its name has.
///
/// `events` go with the call and the name that they have in the form.
pub(super) fn counted(events: &[(EventKind, &str, &Event)]) -> Vec<u64> {
    let mut taken: BTreeMap<(EventKind, &str), BTreeSet<u64>> = BTreeMap::new();
    let mut given = vec![0; events.len()];
    let mut open = Vec::new();
    for (index, (kind, name, event)) in events.iter().enumerate() {
        let of_name = taken.entry((*kind, *name)).or_default();
        match event.version.as_deref().and_then(integer).filter(|version| !of_name.contains(version)) {
            Some(version) => {
                of_name.insert(version);
                given[index] = version;
            }
            None => open.push(index),
        }
    }
    open.sort_by(|left, right| order(events[*left].2, events[*right].2));
    for index in open {
        let (kind, name, _) = events[index];
        let of_name = taken.entry((kind, name)).or_default();
        let version = (1..).find(|version| !of_name.contains(version)).unwrap_or(u64::MAX);
        of_name.insert(version);
        given[index] = version;
    }
    given
}

/// The integer that a text writes in the only way.
pub(super) fn integer(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

/// Indices of the events that no later version of the same event replaces.
pub(super) fn latest(events: &[(EventKind, &str, &Event)]) -> BTreeSet<usize> {
    let mut latest: BTreeMap<(EventKind, &str), usize> = BTreeMap::new();
    for (index, (kind, name, event)) in events.iter().enumerate() {
        let known = latest.entry((*kind, *name)).or_insert(index);
        if order(events[*known].2, event).is_lt() {
            *known = index;
        }
    }
    latest.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::{counted, latest};
    use crate::plan::{Event, EventKind};
    use crate::pointer::Location;

    fn event(version: &str) -> Event {
        let mut event = Event::new(EventKind::Track, "", Location::default());
        event.version = (!version.is_empty()).then(|| version.into());
        event
    }

    #[test]
    fn versions_are_counted_in_their_order_around_those_that_are_integers() {
        let versions = ["1.10", "2", "", "1.9", "007", "2"].map(event);
        let named: Vec<_> = versions.iter().map(|event| (EventKind::Track, "Seed Sown", event)).collect();
        assert_eq!(counted(&named), [4, 2, 1, 3, 6, 5]);
        assert_eq!(Vec::from_iter(latest(&named)), [4]);
        let other = event("1");
        assert_eq!(counted(&[(EventKind::Track, "A", &other), (EventKind::Track, "B", &other)]), [1, 1]);
    }
}
