//! What has changed about a plan apart from its events: sources, destinations, property groups, named types.

use super::change::{Change, Path, Subject, What};
use super::words;
use crate::plan::{Destination, Plan, PropertyGroup, Source, Type};

/// All of it, that of other sources than `source` left out if one is given.
pub(super) fn changes(older: &Plan, newer: &Plan, source: Option<&str>) -> Vec<Change> {
    let mut parts = Parts(Vec::new());
    parts.plan(older, newer);
    let is_wanted = |own: &&Source| source.is_none_or(|wanted| own.name == wanted);
    let (old, new): (Vec<&Source>, Vec<&Source>) =
        (older.sources.iter().filter(is_wanted).collect(), newer.sources.iter().filter(is_wanted).collect());
    parts.matched(&old, &new, |own| &own.name, &Part::of_source());
    let (old, new) =
        (older.destinations.iter().collect::<Vec<_>>(), newer.destinations.iter().collect::<Vec<_>>());
    parts.matched(&old, &new, |own| &own.name, &Part::of_destination());
    let (old, new) = (older.groups.iter().collect::<Vec<_>>(), newer.groups.iter().collect::<Vec<_>>());
    parts.matched(&old, &new, |own| &own.name, &Part::of_group());
    parts.definitions(older, newer);
    parts.0
}

struct Parts(Vec<Change>);

/// How to compare parts of a kind.
struct Part<T> {
    subject: fn(&T) -> Subject,
    added: fn(Change) -> Change,
    removed: fn(Change) -> Change,
    changed: fn(&mut Parts, &T, &T),
}

impl Part<Source> {
    fn of_source() -> Self {
        Self {
            subject: |own| Subject::Source(own.name.clone()),
            added: |change| change,
            removed: |change| {
                change.program("its programs have no plan any more").consumers("it sends nothing any more")
            },
            changed: Parts::source,
        }
    }
}

impl Part<Destination> {
    fn of_destination() -> Self {
        Self {
            subject: |own| Subject::Destination(own.name.clone()),
            added: |change| change,
            removed: |change| change.consumers("it gets nothing any more"),
            changed: Parts::destination,
        }
    }
}

impl Part<PropertyGroup> {
    fn of_group() -> Self {
        Self {
            subject: |own| Subject::Group(own.name.clone()),
            added: |change| change,
            // What becomes of its properties is told of each event that had them.
            removed: |change| change,
            changed: Parts::group,
        }
    }
}

impl Parts {
    fn changed(
        &mut self,
        subject: &Subject,
        aspect: &'static str,
        before: Option<&str>,
        after: Option<&str>,
    ) {
        if before != after {
            self.0.push(changed(subject, aspect, before, after));
        }
    }

    fn words(&mut self, subject: &Subject, aspect: &'static str, before: Option<&str>, after: Option<&str>) {
        if before != after {
            self.0.push(changed(subject, aspect, before, after).words());
        }
    }

    fn plan(&mut self, before: &Plan, after: &Plan) {
        let subject = Subject::Plan;
        self.words(&subject, "name", Some(&before.name), Some(&after.name));
        self.words(&subject, "description", before.description.as_deref(), after.description.as_deref());
        self.words(&subject, "address", before.url.as_deref(), after.url.as_deref());
    }

    fn matched<'p, T>(
        &mut self,
        before: &[&'p T],
        after: &[&'p T],
        name: fn(&T) -> &ecow::EcoString,
        part: &Part<T>,
    ) {
        for own in before {
            match after.iter().find(|other| name(other) == name(own)) {
                Some(other) => (part.changed)(self, own, other),
                None => {
                    self.0.push((part.removed)(Change::new(
                        &(part.subject)(own),
                        &Path::default(),
                        What::Removed,
                    )));
                }
            }
        }
        for own in after.iter().filter(|own| !before.iter().any(|other| name(other) == name(own))) {
            self.0.push((part.added)(Change::new(&(part.subject)(own), &Path::default(), What::Added)));
        }
    }

    fn source(&mut self, before: &Source, after: &Source) {
        let subject = Subject::Source(after.name.clone());
        self.words(&subject, "description", before.description.as_deref(), after.description.as_deref());
        self.changed(&subject, "id", before.id.as_deref(), after.id.as_deref());
        for name in before.destinations.iter().filter(|name| !after.destinations.contains(name)) {
            let change = changed(&subject, "destination", Some(name), None);
            self.0.push(change.consumers(format!("`{name}` gets nothing of it any more")));
        }
        for name in after.destinations.iter().filter(|name| !before.destinations.contains(name)) {
            self.0.push(changed(&subject, "destination", None, Some(name)));
        }
    }

    fn destination(&mut self, before: &Destination, after: &Destination) {
        let subject = Subject::Destination(after.name.clone());
        if before.service != after.service {
            let change = changed(&subject, "service", Some(&before.service), Some(&after.service));
            self.0.push(change.consumers("events go to another service"));
        }
        if before.endpoint != after.endpoint {
            // An address may hold a secret.
            let change = changed(&subject, "address", None, None);
            self.0.push(change.consumers("events go to another address"));
        }
    }

    fn group(&mut self, before: &PropertyGroup, after: &PropertyGroup) {
        let subject = Subject::Group(after.name.clone());
        self.words(&subject, "description", before.description.as_deref(), after.description.as_deref());
        if !is_same(&before.properties, &after.properties) {
            self.0
                .push(changed(&subject, "properties", None, None).remark("told of each event that has them"));
        }
    }

    fn definitions(&mut self, older: &Plan, newer: &Plan) {
        let subject = |key: &str| Subject::Definition(key.rsplit('/').next().unwrap_or(key).into());
        for (key, own) in &older.definitions {
            match newer.definitions.get(key) {
                None => self.0.push(Change::new(&subject(key), &Path::default(), What::Removed)),
                Some(other) => self.definition(&subject(key), own, other),
            }
        }
        for key in newer.definitions.keys().filter(|key| !older.definitions.contains_key(*key)) {
            self.0.push(Change::new(&subject(key), &Path::default(), What::Added));
        }
    }

    fn definition(&mut self, subject: &Subject, before: &Type, after: &Type) {
        self.words(subject, "description", before.description.as_deref(), after.description.as_deref());
        let plain = |of_type: &Type| Type { description: None, ..of_type.clone() };
        let (before, after) = (plain(before), plain(after));
        if !is_same(&before, &after) {
            let (old, new) = (words::of_type(&before), words::of_type(&after));
            let change = match old == new {
                true => changed(subject, "values", None, None),
                false => changed(subject, "values", Some(&old), Some(&new)),
            };
            self.0.push(change.remark("told of each property that has it"));
        }
    }
}

fn changed(subject: &Subject, aspect: &'static str, before: Option<&str>, after: Option<&str>) -> Change {
    let text = |text: Option<&str>| text.map(words::shortened);
    Change::new(subject, &Path::default(), What::Changed(aspect)).between(text(before), text(after))
}

/// Whether two plans say the same of something, wherever they say it.
fn is_same<T: serde::Serialize>(before: &T, after: &T) -> bool {
    serde_json::to_value(before).ok() == serde_json::to_value(after).ok()
}
