//! Which event of one plan is which of the other.

use std::collections::{BTreeMap, HashMap};

use super::change::RenamedBy;
use super::likeness;
use crate::plan::{Event, EventKind, compare_versions};

/// The events of two plans, each in one place.
#[derive(Debug, Default)]
pub(super) struct Pairs<'p> {
    /// Events that both have: the newest versions, and older ones that both have.
    pub(super) both: Vec<Pair<'p>>,
    /// Events, and versions, that only the older plan has.
    pub(super) removed: Vec<Single<'p>>,
    /// Events, and versions, that only the newer plan has.
    pub(super) added: Vec<Single<'p>>,
}

/// An event that both plans have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair<'p> {
    pub(super) before: &'p Event,
    pub(super) after: &'p Event,
    /// Whether these are the newest versions in both plans, which have the event's plain name in programs.
    pub(super) are_newest: bool,
    pub(super) renamed: Option<RenamedBy>,
}

/// An event that one plan has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Single<'p> {
    pub(super) event: &'p Event,
    /// Whether only this version is gone or new, and the event is not.
    pub(super) is_version: bool,
}

/// The versions of an event, oldest first.
type Versions<'p> = Vec<&'p Event>;

/// Finds which of the first events are which of the second, by their indices.
type Find = fn(&[&Event], &[&Event]) -> Vec<(usize, usize)>;

impl<'p> Pairs<'p> {
    pub(super) fn of(older: Vec<&'p Event>, newer: Vec<&'p Event>) -> Self {
        let (mut older, mut newer) = (by_name(older), by_name(newer));
        let mut pairs = Self::default();
        let names: Vec<(EventKind, &str)> =
            older.keys().copied().filter(|name| newer.contains_key(name)).collect();
        for name in names {
            let (Some(before), Some(after)) = (older.remove(&name), newer.remove(&name)) else { continue };
            pairs.versions(before, after, None);
        }
        let mut gone: Vec<Versions<'p>> = older.into_values().collect();
        let mut come: Vec<Versions<'p>> = newer.into_values().collect();
        pairs.renamed(&mut gone, &mut come, RenamedBy::Id, same_ids);
        pairs.renamed(&mut gone, &mut come, RenamedBy::Guess, likeness::renamed_events);
        let single = |event: &&'p Event| Single { event, is_version: false };
        pairs.removed.extend(gone.iter().flatten().map(single));
        pairs.added.extend(come.iter().flatten().map(single));
        pairs
    }

    fn versions(&mut self, before: Versions<'p>, after: Versions<'p>, renamed: Option<RenamedBy>) {
        let (Some(old), Some(new)) = (before.last().copied(), after.last().copied()) else { return };
        self.both.push(Pair { before: old, after: new, are_newest: true, renamed });
        let has = |versions: &Versions<'p>, wanted: &Event| {
            versions.iter().copied().find(|event| event.version == wanted.version)
        };
        for event in &before {
            match has(&after, event) {
                Some(other) if std::ptr::eq(*event, old) && std::ptr::eq(other, new) => {}
                Some(other) => {
                    self.both.push(Pair { before: event, after: other, are_newest: false, renamed: None });
                }
                // With one version each, the one has become the other.
                None if std::ptr::eq(*event, old) => {}
                None => self.removed.push(Single { event, is_version: true }),
            }
        }
        for event in after.iter().filter(|event| !std::ptr::eq(**event, new) && has(&before, event).is_none())
        {
            self.added.push(Single { event, is_version: true });
        }
    }

    fn renamed(
        &mut self,
        gone: &mut Vec<Versions<'p>>,
        come: &mut Vec<Versions<'p>>,
        by: RenamedBy,
        find: Find,
    ) {
        let newest =
            |all: &[Versions<'p>]| all.iter().filter_map(|own| own.last().copied()).collect::<Vec<_>>();
        let found = find(&newest(gone), &newest(come));
        for (old, new) in &found {
            let (before, after) = (std::mem::take(&mut gone[*old]), std::mem::take(&mut come[*new]));
            self.versions(before, after, Some(by));
        }
        gone.retain(|versions| !versions.is_empty());
        come.retain(|versions| !versions.is_empty());
    }
}

fn by_name<'p>(events: Vec<&'p Event>) -> BTreeMap<(EventKind, &'p str), Versions<'p>> {
    let mut named: BTreeMap<_, Versions<'p>> = BTreeMap::new();
    for event in events {
        let versions = named.entry((event.kind, event.handle())).or_default();
        // What a plan has twice is generated once, the first of it.
        if versions.iter().all(|known| known.version != event.version) {
            versions.push(event);
        }
    }
    let version = |event: &&Event| event.version.clone().unwrap_or_default();
    for versions in named.values_mut() {
        versions.sort_by(|left, right| compare_versions(&version(left), &version(right)));
    }
    named
}

/// Events with the same id of the vendor's; one that several events share identifies none.
fn same_ids(gone: &[&Event], come: &[&Event]) -> Vec<(usize, usize)> {
    let (old, new) = (by_id(gone), by_id(come));
    let mut same: Vec<(usize, usize)> =
        old.iter().filter_map(|(id, old)| Some(((*old)?, (*new.get(id)?)?))).collect();
    same.sort_unstable();
    same
}

fn by_id<'p>(events: &[&'p Event]) -> HashMap<(EventKind, &'p str), Option<usize>> {
    let mut indices = HashMap::new();
    for (index, event) in events.iter().enumerate() {
        let Some(id) = &event.id else { continue };
        indices.entry((event.kind, id.as_str())).and_modify(|known| *known = None).or_insert(Some(index));
    }
    indices
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use crate::compare::change::RenamedBy;
    use crate::plan::{Event, EventKind};
    use crate::pointer::Location;

    /// `Name@version#id`.
    fn events(texts: &[&str]) -> Vec<Event> {
        let event = |text: &&str| {
            let (text, id) = text.split_once('#').map_or((*text, None), |(text, id)| (text, Some(id)));
            let (name, version) =
                text.split_once('@').map_or((text, None), |(name, version)| (name, Some(version)));
            let mut event = Event::new(EventKind::Track, name, Location::default());
            event.id = id.map(Into::into);
            event.version = version.map(Into::into);
            event
        };
        texts.iter().map(event).collect()
    }

    fn told(older: &[&str], newer: &[&str]) -> Vec<String> {
        let (older, newer) = (events(older), events(newer));
        let pairs = Pairs::of(older.iter().collect(), newer.iter().collect());
        let name = |event: &Event| format!("{}{}", event.name, event.version.as_deref().unwrap_or_default());
        let mut told: Vec<String> = Vec::new();
        for pair in &pairs.both {
            let how = match pair.renamed {
                None => "",
                Some(RenamedBy::Id) => " by id",
                Some(RenamedBy::Guess) => " by guess",
            };
            let newest = if pair.are_newest { "" } else { " as before" };
            told.push(format!("{} > {}{how}{newest}", name(pair.before), name(pair.after)));
        }
        let version = |is_version: bool| if is_version { " only" } else { "" };
        told.extend(
            pairs.removed.iter().map(|own| format!("- {}{}", name(own.event), version(own.is_version))),
        );
        told.extend(
            pairs.added.iter().map(|own| format!("+ {}{}", name(own.event), version(own.is_version))),
        );
        told
    }

    #[test]
    fn events_are_matched_by_name() {
        assert_eq!(told(&["Sown", "Dug"], &["Dug", "Weeded"]), ["Dug > Dug", "- Sown", "+ Weeded"]);
        assert_eq!(told(&["Seed Sown"], &["seed_sown"]), ["Seed Sown > seed_sown by guess"]);
        assert_eq!(told(&["Sown#1", "Dug#2"], &["Cast#1", "Dug#2"]), ["Dug > Dug", "Sown > Cast by id"]);
        assert_eq!(told(&["Sown#1", "Dug#1"], &["Cast#1"]), ["- Dug", "- Sown", "+ Cast"], "a shared id");
    }

    #[test]
    fn versions_are_matched_by_version_and_the_newest_with_the_newest() {
        assert_eq!(told(&["A@1"], &["A@2"]), ["A1 > A2"]);
        assert_eq!(told(&["A@1"], &["A@1", "A@2"]), ["A1 > A2", "A1 > A1 as before"]);
        assert_eq!(told(&["A@1", "A@2"], &["A@2"]), ["A2 > A2", "- A1 only"]);
        assert_eq!(
            told(&["A@1", "A@2"], &["A@1", "A@2", "A@3"]),
            ["A2 > A3", "A1 > A1 as before", "A2 > A2 as before"]
        );
        assert_eq!(told(&["A@2"], &["A@1", "A@2"]), ["A2 > A2", "+ A1 only"]);
    }
}
