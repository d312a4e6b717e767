//! Where events go, and what they and their properties are called there.

use std::collections::BTreeMap;

use ecow::EcoString;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::NAME_FOR_ONE_DESTINATION;
use crate::parse::members::Members;
use crate::plan::Destination;
use crate::pointer::Location;

/// What a mapping names when it is for all destinations.
const ALL: &str = "all";

/// All destinations of a plan, in the order in which they are met.
#[derive(Default)]
pub(super) struct Destinations {
    /// The ids, each with what is known of it.
    known: Vec<(EcoString, Destination)>,
}

/// The destinations that one entry goes to, by their ids, each with its name.
#[derive(Default)]
pub(super) struct Route<'d>(BTreeMap<&'d str, &'d str>);

impl Destinations {
    /// Takes in the destinations that the export lists, and those that sources have.
    pub(super) fn new(root: &Members<'_>, findings: &mut Diagnostics) -> Self {
        let mut destinations = Self::default();
        if let Some((Json::Object(listed), place)) = root.get("destinations") {
            for (id, entry) in listed.iter() {
                destinations.add(id, &Members::new(entry, place.key(id)));
            }
        } else {
            for entry in root.objects("destinations", findings) {
                let id = entry.words("id", findings).unwrap_or_default();
                destinations.add(&id, &entry);
            }
        }
        for entry in root.objects("events", &mut Diagnostics::new()) {
            for source in entry.objects("sources", &mut Diagnostics::new()) {
                for destination in source.objects("destinations", findings) {
                    let id = destination.words("id", findings).unwrap_or_default();
                    destinations.add(&id, &destination);
                }
            }
        }
        destinations
    }

    /// Two destinations of one name are told apart by their ids.
    fn add(&mut self, id: &str, entry: &Members<'_>) {
        if id.is_empty() || self.known.iter().any(|(known, _)| known == id) {
            return;
        }
        let word = |key: &str| entry.words(key, &mut Diagnostics::new());
        let is_taken = |name: &EcoString| self.known.iter().any(|(_, known)| known.name == *name);
        let destination = Destination {
            name: word("name").filter(|name| !is_taken(name)).unwrap_or_else(|| id.into()),
            service: word("type")
                .map_or_else(|| "custom".to_owned(), |service| service.to_lowercase().to_string())
                .into(),
            endpoint: None,
            keys: Vec::new(),
            location: entry.location().clone(),
        };
        self.known.push((id.into(), destination));
    }

    /// The names of the destinations that a source has.
    pub(super) fn of_source(&self, source: &Members<'_>) -> Vec<EcoString> {
        let found = self.ids(source).filter_map(|id| self.find(&id).map(|(_, name)| (id.clone(), name)));
        found.filter(|(id, name)| id != name).map(|(_, name)| name.into()).collect()
    }

    /// Where an entry goes: to the destinations of all its sources.
    pub(super) fn route(&self, entry: &Members<'_>) -> Route<'_> {
        let sources = entry.objects("sources", &mut Diagnostics::new());
        Route(sources.iter().flat_map(|source| self.ids(source)).filter_map(|id| self.find(&id)).collect())
    }

    fn ids(&self, source: &Members<'_>) -> impl Iterator<Item = EcoString> {
        let listed = source.objects("destinations", &mut Diagnostics::new());
        listed.into_iter().filter_map(|entry| entry.words("id", &mut Diagnostics::new()))
    }

    /// The id and the name of a destination.
    fn find(&self, id: &str) -> Option<(&str, &str)> {
        let (id, destination) = self.known.iter().find(|(known, _)| known == id)?;
        Some((id, &destination.name))
    }

    /// The destinations as the plan has them: those that the export says more of than an id.
    pub(super) fn into_plan(self) -> Vec<Destination> {
        let named = self.known.into_iter().filter(|(id, destination)| destination.name != *id);
        named.map(|(_, destination)| destination).collect()
    }
}

impl Route<'_> {
    /// The name under which everything goes out that the plan calls `name`, when it is another: the one for all
    /// destinations, or the one that each of those has to which it goes.
    ///
    /// A name that only some of them have can't be sent, which is said.
    pub(super) fn mapped_name(
        &self,
        mapping: &Json,
        location: &Location,
        name: &str,
        findings: &mut Diagnostics,
    ) -> Option<EcoString> {
        let mut for_all = None;
        let mut for_some: Vec<(&str, &str, Location)> = Vec::new();
        for (index, entry) in mapping.items().iter().enumerate() {
            let Some(other) = entry.get("name").and_then(Json::as_str).filter(|other| !other.is_empty())
            else {
                continue;
            };
            match entry.get("destinationId").and_then(Json::as_str) {
                Some(ALL) => for_all = Some(other),
                id => for_some.push((id.unwrap_or_default(), other, location.index(index))),
            }
        }
        let usual = for_all.unwrap_or(name);
        let name_at =
            |id: &str| for_some.iter().find(|(other, ..)| *other == id).map_or(usual, |(_, other, _)| other);
        let mut names = self.0.keys().map(|id| name_at(id));
        let first = names.next();
        if let Some(agreed) = first.filter(|first| names.all(|other| other == *first)) {
            return (agreed != name).then(|| agreed.to_owned()).map(Into::into);
        }
        for (id, other, place) in &for_some {
            let is_sent_there = self.0.is_empty() || self.0.contains_key(id);
            if *other != usual && is_sent_there {
                findings.push(self.only_there(name, other, id, place));
            }
        }
        for_all.map(Into::into)
    }

    fn only_there(&self, name: &str, other: &str, id: &str, place: &Location) -> Diagnostic {
        let destination = match self.0.get(id) {
            Some(known) => format!("the destination `{known}`"),
            None => "one destination".to_owned(),
        };
        let message = format!("`{name}` can't be called `{other}` for {destination} only");
        Diagnostic::new(&NAME_FOR_ONE_DESTINATION, message)
            .at(place, "")
            .help("rename it in a plugin, or for all destinations in Avo")
    }
}
