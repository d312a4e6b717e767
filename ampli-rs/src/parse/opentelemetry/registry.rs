//! Attributes, groups and events by name, from all documents of a registry, resolved or not.

use std::collections::HashMap;

use ecow::EcoString;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::Json;
use crate::parse::codes::{DUPLICATE_NAME, UNKNOWN_REFERENCE};
use crate::parse::members::{Members, malformed};
use crate::pointer::Location;
use crate::suggestion;

/// One document of a registry.
pub(super) struct Document<'a> {
    pub(super) root: Members<'a>,
    /// What lists groups and signals: the document itself, or `registry` in one that was resolved.
    pub(super) lists: Members<'a>,
    /// Its place among the documents.
    number: usize,
}

/// Something that has attributes.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub(super) members: Members<'a>,
    /// The document that it stands in, by its place.
    document: usize,
}

/// What events may name.
#[derive(Default)]
pub(super) struct Registry<'a> {
    attributes: HashMap<EcoString, Members<'a>>,
    groups: HashMap<EcoString, Entry<'a>>,
    events: HashMap<EcoString, Entry<'a>>,
    /// The attributes that each document refers to by number.
    catalogs: Vec<Vec<Members<'a>>>,
}

impl<'a> Document<'a> {
    pub(super) fn new(root: Members<'a>, number: usize) -> Self {
        let lists = root.object("registry", &mut Diagnostics::new()).unwrap_or_else(|| root.clone());
        Self { root, lists, number }
    }

    /// The entries of a list.
    pub(super) fn entries(&self, key: &str, findings: &mut Diagnostics) -> Vec<Entry<'a>> {
        let entries = self.lists.objects(key, findings).into_iter();
        entries.map(|members| Entry { members, document: self.number }).collect()
    }

    /// The refinements of events: as they are written, or as they were resolved.
    pub(super) fn refinements(&self, findings: &mut Diagnostics) -> Vec<Entry<'a>> {
        let written = self.root.objects("event_refinements", findings);
        let resolved = self.root.object("refinements", findings);
        let resolved = resolved.map(|lists| lists.objects("events", findings)).unwrap_or_default();
        // Among what was resolved is also each event as it is.
        let refines = |members: &Members<'_>| text(members, "id") != text(members, "name");
        let all = written.into_iter().chain(resolved.into_iter().filter(refines));
        all.map(|members| Entry { members, document: self.number }).collect()
    }

    /// The attributes that the document refers to by number.
    fn catalog(&self, findings: &mut Diagnostics) -> Vec<Members<'a>> {
        let early = self.root.object("catalog", findings);
        let early = early.map(|catalog| catalog.objects("attributes", findings)).unwrap_or_default();
        if early.is_empty() { self.root.objects("attribute_catalog", findings) } else { early }
    }
}

impl<'a> Registry<'a> {
    pub(super) fn new(documents: &[Document<'a>], findings: &mut Diagnostics) -> Self {
        let catalogs = documents.iter().map(|document| document.catalog(findings)).collect();
        let mut registry = Self { catalogs, ..Self::default() };
        for document in documents {
            registry.take(document, findings);
        }
        registry
    }

    fn take(&mut self, document: &Document<'a>, findings: &mut Diagnostics) {
        for group in document.entries("groups", findings) {
            for (attribute, _) in self.listed(&group, findings) {
                if let Some(name) = own_name(&attribute, &group.members) {
                    add(&mut self.attributes, "attribute", name, attribute, findings);
                }
            }
            self.add_group(group, findings);
        }
        for (attribute, _) in self.listed_in(&document.lists, document.number, findings) {
            if let Some(name) = text(&attribute, "key") {
                add(&mut self.attributes, "attribute", name.into(), attribute, findings);
            }
        }
        for group in document.entries("attribute_groups", findings) {
            self.add_group(group, findings);
        }
        for event in document.entries("events", findings) {
            if let Some(name) = text(&event.members, "name") {
                self.events.entry(name.into()).or_insert(event);
            }
        }
    }

    fn add_group(&mut self, group: Entry<'a>, findings: &mut Diagnostics) {
        let Some(id) = text(&group.members, "id") else { return };
        match self.groups.get(id) {
            Some(first) => findings.push(twice("group", id, &group.members, &first.members)),
            None => _ = self.groups.insert(id.into(), group),
        }
    }

    /// The attributes that an entry lists. One that stands in the document's catalog comes with what the entry says of it,
    /// if it says more than the number.
    pub(super) fn listed(
        &self,
        entry: &Entry<'a>,
        findings: &mut Diagnostics,
    ) -> Vec<(Members<'a>, Option<Members<'a>>)> {
        self.listed_in(&entry.members, entry.document, findings)
    }

    fn listed_in(
        &self,
        holder: &Members<'a>,
        document: usize,
        findings: &mut Diagnostics,
    ) -> Vec<(Members<'a>, Option<Members<'a>>)> {
        let catalog = self.catalogs.get(document).map_or(&[][..], Vec::as_slice);
        let mut listed = Vec::new();
        for (item, location) in holder.list("attributes", findings) {
            let used = Members::new(item, location.clone());
            let number =
                if item.is_object() { used.get("base").map(|(number, _)| number) } else { Some(item) };
            let Some(number) = number else {
                listed.push((used, None));
                continue;
            };
            match index(number).and_then(|index| catalog.get(index)) {
                Some(attribute) => {
                    let used = item.is_object().then_some(used);
                    listed.push((attribute.clone(), used));
                }
                None => {
                    let expected = "an attribute, or the number of one in the catalog";
                    findings.push(malformed(&location, "attributes", expected, number));
                }
            }
        }
        listed
    }

    /// The attribute that is named at `place`.
    pub(super) fn attribute(
        &self,
        name: &str,
        place: &Location,
        findings: &mut Diagnostics,
    ) -> Option<&Members<'a>> {
        find(&self.attributes, "attribute", name, place, findings)
    }

    /// The group that is named at `place`.
    pub(super) fn group(&self, id: &str, place: &Location, findings: &mut Diagnostics) -> Option<&Entry<'a>> {
        find(&self.groups, "group", id, place, findings)
    }

    /// The event that is refined at `place`.
    pub(super) fn event(
        &self,
        name: &str,
        place: &Location,
        findings: &mut Diagnostics,
    ) -> Option<&Entry<'a>> {
        find(&self.events, "event", name, place, findings)
    }
}

/// A number that counts from zero.
fn index(json: &Json) -> Option<usize> {
    match json {
        Json::Number(number) => usize::try_from(number.as_u64()?).ok(),
        _ => None,
    }
}

/// The name of an attribute that a group defines, with the prefix that old files give once for all.
pub(super) fn own_name(attribute: &Members<'_>, group: &Members<'_>) -> Option<EcoString> {
    let id = text(attribute, "id")?;
    let prefix = text(group, "prefix").filter(|prefix| !prefix.is_empty());
    Some(prefix.map_or_else(|| id.to_owned(), |prefix| format!("{prefix}.{id}")).into())
}

/// The text of a member, if it is one.
pub(super) fn text<'a>(members: &Members<'a>, key: &str) -> Option<&'a str> {
    members.get(key).and_then(|(value, _)| value.as_str())
}

fn add<'a>(
    known: &mut HashMap<EcoString, Members<'a>>,
    what: &str,
    name: EcoString,
    members: Members<'a>,
    findings: &mut Diagnostics,
) {
    match known.get(&name) {
        Some(first) => findings.push(twice(what, &name, &members, first)),
        None => _ = known.insert(name, members),
    }
}

fn twice(what: &str, name: &str, members: &Members<'_>, first: &Members<'_>) -> Diagnostic {
    let message = format!("the registry has the {what} `{name}` twice, and the first one counts");
    let mut finding = Diagnostic::new(&DUPLICATE_NAME, message)
        .at(members.location(), "again here")
        .at(first.location(), "first here");
    // Events that use neither are sound.
    finding.severity = Severity::Warning;
    finding.help("rename or remove one of them")
}

fn find<'r, T>(
    known: &'r HashMap<EcoString, T>,
    what: &str,
    name: &str,
    place: &Location,
    findings: &mut Diagnostics,
) -> Option<&'r T> {
    let found = known.get(name);
    if found.is_none() {
        let help = match suggestion::closest(name, known.keys().map(EcoString::as_str)) {
            Some(close) => format!("did you mean `{close}`?"),
            None => "put the document that defines it into the folder: nothing is fetched".to_owned(),
        };
        let message = format!("no document of the folder has the {what} `{name}`");
        findings.push(Diagnostic::new(&UNKNOWN_REFERENCE, message).at(place, "").help(help));
    }
    found
}
