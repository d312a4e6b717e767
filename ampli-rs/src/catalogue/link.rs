//! Names of pages and of places in them: for every file system, and the same whatever else the plan has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::piece::{Piece, shown};
use crate::hash::fnv1a;
use crate::lock::Names;
use crate::lower::names::{self, EventName, Settings};
use crate::plan::{Event, EventKind, Plan, compare_versions};
use crate::pointer::Location;

/// The page of what events share, without its ending.
pub(super) const SHARED: &str = "shared";

/// Longest anchor that is a name and no hash.
const LONGEST: usize = 60;

/// Where things stand in the catalogue.
pub(super) struct Links<'p> {
    stems: HashMap<&'p Location, String>,
    newest: HashMap<&'p str, &'p Location>,
    /// All versions of an event, the latest first.
    versions: HashMap<(EventKind, &'p str), Vec<&'p Event>>,
    /// By definition key.
    definitions: BTreeMap<&'p str, String>,
    /// By name of the group.
    groups: BTreeMap<&'p str, String>,
}

impl<'p> Links<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let mut links = Self {
            stems: HashMap::new(),
            newest: HashMap::new(),
            versions: HashMap::new(),
            definitions: BTreeMap::new(),
            groups: BTreeMap::new(),
        };
        links.name_events(plan);
        for event in &plan.events {
            links.versions.entry((event.kind, event.handle())).or_default().push(event);
        }
        let version = |event: &Event| event.version.clone().unwrap_or_default();
        for versions in links.versions.values_mut() {
            versions.sort_by(|left, right| compare_versions(&version(right), &version(left)));
        }
        let mut taken = BTreeSet::new();
        for key in plan.definitions.keys() {
            links.definitions.insert(key, anchor("type", &definition_label(key), &mut taken));
        }
        for group in &plan.groups {
            links.groups.insert(&group.name, anchor("group", &group.name, &mut taken));
        }
        links
    }

    fn name_events(&mut self, plan: &'p Plan) {
        let asked: Vec<EventName<'_>> = plan
            .events
            .iter()
            .map(|event| EventName {
                kind: event.kind,
                name: event.handle(),
                version: event.version.as_deref(),
                location: &event.name_location,
            })
            .collect();
        let handles = names::events(&Settings::default(), &asked, &mut Names::default()).events;
        let mut taken: HashMap<String, usize> = HashMap::new();
        for (event, handle) in plan.events.iter().zip(handles) {
            let mut stem = names::file_stem(&handle.handle.identifier);
            let count = taken.entry(stem.clone()).or_default();
            *count += 1;
            // Events that the plan has twice by mistake.
            if *count > 1 {
                stem = format!("{stem}-{count}");
            }
            self.stems.insert(&event.location, stem);
            if handle.is_newest {
                self.newest.entry(event.title()).or_insert(&event.location);
            }
        }
    }

    /// The name of an event's page, without folder and ending.
    pub(super) fn stem(&self, event: &Event) -> &str {
        self.stems.get(&event.location).map_or("", String::as_str)
    }

    /// The other versions of an event, the latest first.
    pub(super) fn other_versions<'e>(&'e self, event: &'e Event) -> impl Iterator<Item = &'e Event> {
        let all = self.versions.get(&(event.kind, event.handle())).into_iter().flatten().copied();
        all.filter(move |other| other.version != event.version)
    }

    /// The path of the page of the newest event that messages call `title`.
    pub(super) fn page_of(&self, title: &str) -> Option<String> {
        let location = self.newest.get(title)?;
        self.stems.get(location).map(|stem| event_page(stem))
    }

    /// The event that messages call `title`, as a link if the plan has it.
    pub(super) fn event(&self, title: &str) -> Piece {
        match self.page_of(title) {
            Some(page) => Piece::Page { text: shown(title), page, anchor: String::new() },
            None => Piece::code(title),
        }
    }

    /// A link to a named type of the plan.
    pub(super) fn definition(&self, key: &str) -> Option<Piece> {
        let anchor = self.definitions.get(key)?.clone();
        Some(Piece::Page { text: shown(&definition_label(key)), page: SHARED.to_owned(), anchor })
    }

    /// The place of a named type within its page.
    pub(super) fn definition_anchor(&self, key: &str) -> String {
        self.definitions.get(key).cloned().unwrap_or_default()
    }

    /// A link to a group of properties.
    pub(super) fn group(&self, name: &str) -> Piece {
        match self.groups.get(name) {
            Some(anchor) => {
                Piece::Page { text: shown(name), page: SHARED.to_owned(), anchor: anchor.clone() }
            }
            None => Piece::code(name),
        }
    }

    /// The place of a group within its page.
    pub(super) fn group_anchor(&self, name: &str) -> String {
        self.groups.get(name).cloned().unwrap_or_default()
    }
}

/// The path of an event's page, without ending.
pub(super) fn event_page(stem: &str) -> String {
    format!("events/{stem}")
}

/// The name in a definition's key: `Currency` of `#/$defs/Currency`.
pub(super) fn definition_label(key: &str) -> String {
    let label = key.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(key);
    // As pointers write the characters that mean something in them.
    label.replace("~1", "/").replace("~0", "~")
}

/// A place that no other has: of the name's letters if these tell it, else with a hash.
fn anchor(kind: &str, name: &str, taken: &mut BTreeSet<String>) -> String {
    let letter =
        |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    let letters: String = name.chars().map(letter).take(LONGEST).collect();
    let mut anchor = format!("{kind}-{letters}");
    let is_whole = name.chars().all(|letter| letter.is_ascii_alphanumeric()) && name.len() <= LONGEST;
    if !is_whole || taken.contains(&anchor) {
        anchor = format!("{anchor}-{:08x}", fnv1a(name.as_bytes()) as u32);
    }
    while !taken.insert(anchor.clone()) {
        anchor.push('x');
    }
    anchor
}
