//! Events that had another name when the plan was pulled last, by the plan's own identifiers of them.

use std::collections::{BTreeMap, BTreeSet};

use super::code::RENAMED_EVENT;
use super::report;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lock::{Key, Names};
use crate::plan::{Event, EventKind, Plan};

/// Whether `plan` has an event that could be a renamed one: it has an identifier, and its name is new to the lock.
/// If not, there is no need to read the older plan.
pub fn may_be_renamed(plan: &Plan, locked: &Names) -> bool {
    let is_new = |event: &Event| locked.get(&key(event)).is_none_or(|entry| entry.removed);
    !locked.is_empty() && tracked(plan).any(|event| event.id.is_some() && is_new(event))
}

/// The events of `plan` that `older` has under another name, with the functions that the lock has for both.
pub fn renames(older: &Plan, plan: &Plan, locked: &Names) -> Diagnostics {
    let mut former: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for event in tracked(older) {
        if let Some(id) = &event.id {
            former.entry(id).or_default().insert(event.handle());
        }
    }
    let present: BTreeSet<&str> = tracked(plan).map(Event::handle).collect();
    let known: BTreeSet<&str> = tracked(older).map(Event::handle).collect();
    let mut findings = Diagnostics::new();
    let mut told = BTreeSet::new();
    for event in tracked(plan).filter(|event| !known.contains(event.handle())) {
        let names = event.id.as_ref().and_then(|id| former.get(id.as_str()));
        // An identifier that several names share identifies none of them.
        let old = names.filter(|names| names.len() == 1).and_then(BTreeSet::first);
        if let Some(old) = old.filter(|old| !present.contains(*old))
            && told.insert(event.handle())
        {
            findings.extend(rename(old, event, locked));
        }
    }
    findings
}

fn rename(old: &str, event: &Event, locked: &Names) -> Option<Diagnostic> {
    let before = Key::Event { kind: event.kind, name: old.into(), version: None };
    let before = locked.get(&before)?.identifier.as_str();
    let after = locked.get(&key(event))?.identifier.as_str();
    let (old, new) = (report::visible(old), report::visible(event.handle()));
    let message = format!(
        "event `{old}` is called `{new}` now: its function `{before}` becomes `{after}`, and the new name goes out"
    );
    let finding = Diagnostic::new(&RENAMED_EVENT, message).at(&event.name_location, "").help(format!(
        "change the calls; to keep the function, say `{:?} = \"{before}\"` under `[names.events]` in `ampli.toml`",
        event.handle()
    ));
    Some(finding.of_event(event.handle()))
}

fn tracked(plan: &Plan) -> impl Iterator<Item = &Event> {
    plan.events.iter().filter(|event| event.kind == EventKind::Track)
}

fn key(event: &Event) -> Key {
    Key::Event { kind: event.kind, name: event.handle().into(), version: None }
}

#[cfg(test)]
mod tests {
    use super::{key, may_be_renamed, renames};
    use crate::lock::{Entry, Names};
    use crate::plan::{Event, EventKind, Plan};
    use crate::pointer::Location;

    fn plan(events: &[(&str, &str)]) -> Plan {
        let event = |(id, name): &(&str, &str)| Event {
            id: (!id.is_empty()).then(|| (*id).into()),
            ..Event::new(EventKind::Track, *name, Location::default())
        };
        Plan { events: events.iter().map(event).collect(), ..Plan::default() }
    }

    fn locked(plans: &[&Plan]) -> Names {
        let mut names = Names::default();
        for event in plans.iter().flat_map(|plan| &plan.events) {
            names.insert(key(event), Entry::new(event.name.to_lowercase()));
        }
        names
    }

    fn told(older: &[(&str, &str)], newer: &[(&str, &str)]) -> Vec<String> {
        let (older, newer) = (plan(older), plan(newer));
        let findings = renames(&older, &newer, &locked(&[&older, &newer]));
        findings.into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn an_event_is_known_by_its_identifier() {
        assert_eq!(
            told(&[("1", "Sown"), ("2", "Dug")], &[("1", "Seeded"), ("2", "Dug")]),
            [
                "event `Sown` is called `Seeded` now: its function `sown` becomes `seeded`, and the new name goes out"
            ]
        );
    }

    #[test]
    fn what_is_no_rename_is_not_told() {
        assert!(told(&[("1", "Sown")], &[("1", "Sown"), ("3", "Seeded")]).is_empty(), "a new event");
        assert!(told(&[("", "Sown")], &[("", "Seeded")]).is_empty(), "no identifiers");
        assert!(told(&[("1", "Sown"), ("1", "Dug")], &[("1", "Seeded")]).is_empty(), "a shared identifier");
        assert!(told(&[("1", "Sown")], &[("1", "Seeded"), ("2", "Sown")]).is_empty(), "both are there");
        assert!(told(&[("1", "Sown"), ("2", "Dug")], &[("1", "Dug"), ("2", "Sown")]).is_empty(), "swapped");
    }

    #[test]
    fn the_older_plan_is_asked_for_only_if_it_can_tell_something() {
        let (older, newer) = (plan(&[("1", "Sown")]), plan(&[("1", "Seeded")]));
        assert!(may_be_renamed(&newer, &locked(&[&older])));
        assert!(!may_be_renamed(&older, &locked(&[&older])));
        assert!(!may_be_renamed(&plan(&[("", "Seeded")]), &locked(&[&older])));
        assert!(!may_be_renamed(&newer, &Names::default()));
    }
}
