//! What has become of each event, and no more: for a log of changes.

use std::collections::BTreeMap;

use super::is_same_event;
use crate::plan::{Event, EventKind, Plan, compare_versions};

/// What has become of an event between two plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventChange {
    /// Only the newer plan has it.
    Added {
        /// How messages call the event.
        title: String,
        /// Its version, if it has one.
        version: Option<String>,
    },
    /// Only the older plan has it.
    Removed {
        /// How messages call the event.
        title: String,
        /// Its version, if it had one.
        version: Option<String>,
    },
    /// Both have it, and they say different things of it.
    Changed {
        /// How messages call the event.
        title: String,
        /// Its version in the older plan.
        before: Option<String>,
        /// Its version in the newer plan.
        after: Option<String>,
    },
}

impl EventChange {
    fn title(&self) -> &str {
        match self {
            Self::Added { title, .. } | Self::Removed { title, .. } | Self::Changed { title, .. } => title,
        }
    }
}

/// What has become of the events of `older` in `newer`, by title. Both plans must have been read from the same format:
/// formats say the same thing in different ways.
///
/// Where an event has several versions, equal versions are compared; one that only one plan has was added or removed.
pub fn events(older: &Plan, newer: &Plan) -> Vec<EventChange> {
    let (mut older, newer) = (by_name(older), by_name(newer));
    let mut changes = Vec::new();
    for (name, after) in newer {
        match_versions(older.remove(&name).unwrap_or_default(), after, &mut changes);
    }
    for before in older.into_values() {
        match_versions(before, Vec::new(), &mut changes);
    }
    changes.sort_by(|left, right| left.title().cmp(right.title()));
    changes
}

fn by_name(plan: &Plan) -> BTreeMap<(EventKind, &str), Vec<&Event>> {
    let mut events: BTreeMap<_, Vec<&Event>> = BTreeMap::new();
    for event in &plan.events {
        events.entry((event.kind, event.handle())).or_default().push(event);
    }
    let version = |event: &&Event| event.version.clone().unwrap_or_default();
    for versions in events.values_mut() {
        versions.sort_by(|left, right| compare_versions(&version(left), &version(right)));
    }
    events
}

fn match_versions(mut older: Vec<&Event>, mut newer: Vec<&Event>, changes: &mut Vec<EventChange>) {
    if let ([before], [after]) = (older.as_slice(), newer.as_slice()) {
        changes.extend(changed(before, after));
        return;
    }
    newer.retain(|after| {
        let Some(place) = older.iter().position(|before| before.version == after.version) else {
            return true;
        };
        changes.extend(changed(older.remove(place), after));
        false
    });
    let parts = |event: &Event| (event.title().to_owned(), event.version.clone().map(String::from));
    changes.extend(older.into_iter().map(|event| {
        let (title, version) = parts(event);
        EventChange::Removed { title, version }
    }));
    changes.extend(newer.into_iter().map(|event| {
        let (title, version) = parts(event);
        EventChange::Added { title, version }
    }));
}

fn changed(before: &Event, after: &Event) -> Option<EventChange> {
    (!is_same_event(before, after)).then(|| EventChange::Changed {
        title: after.title().to_owned(),
        before: before.version.clone().map(Into::into),
        after: after.version.clone().map(Into::into),
    })
}

#[cfg(test)]
mod tests {
    use super::{EventChange, events};
    use crate::plan::{Event, EventKind, Plan};
    use crate::pointer::Location;

    fn plan(named: &[(&str, &str, &str)]) -> Plan {
        let event = |(name, version, description): &(&str, &str, &str)| {
            let mut event = Event::new(EventKind::Track, *name, Location::root(7).key(description));
            event.version = (!version.is_empty()).then(|| (*version).into());
            event.description = Some((*description).into());
            event
        };
        Plan { events: named.iter().map(event).collect(), ..Plan::default() }
    }

    fn shown(change: &EventChange) -> String {
        let version = |version: &Option<String>| version.clone().unwrap_or_default();
        match change {
            EventChange::Added { title, version: own } => format!("+ {title} {}", version(own)),
            EventChange::Removed { title, version: own } => format!("- {title} {}", version(own)),
            EventChange::Changed { title, before, after } => {
                format!("~ {title} {} {}", version(before), version(after))
            }
        }
    }

    #[test]
    fn events_are_told_apart_by_name_and_version() {
        let older = plan(&[("B", "1", "b"), ("A", "", "a"), ("Seed", "1-0-0", "s"), ("Same", "", "same")]);
        let newer = plan(&[
            ("Same", "", "same"),
            ("B", "2", "b"),
            ("C", "", "c"),
            ("Seed", "1-0-0", "t"),
            ("Seed", "1-0-1", "s"),
        ]);
        let changes: Vec<String> = events(&older, &newer).iter().map(shown).collect();
        assert_eq!(
            changes,
            ["- A ", "~ B 1 2", "+ C ", "~ Seed 1-0-0 1-0-0", "+ Seed  1-0-1".replace("  ", " ").as_str()]
        );
        assert_eq!(events(&newer, &newer), []);
    }
}
