//! What has changed about an event apart from its properties.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::change::{Change, Path, What};
use super::values::Walk;
use super::words;
use crate::plan::{Deprecation, Event};

impl Walk<'_> {
    /// Compares two events, or two versions of one.
    pub(super) fn events(&mut self, before: &Event, after: &Event, of_all_sources: bool) {
        self.texts(before, after);
        self.identity(before, after);
        self.destinations(&before.destinations, &after.destinations);
        if of_all_sources {
            self.sources(before.sources.as_deref(), after.sources.as_deref());
        }
        self.objects(&Path::default(), &before.properties, &after.properties);
    }

    fn about(&self, aspect: &'static str, before: Option<&str>, after: Option<&str>) -> Change {
        let text = |text: Option<&str>| text.map(words::shortened);
        self.change(&Path::default(), What::Changed(aspect)).between(text(before), text(after))
    }

    fn texts(&mut self, before: &Event, after: &Event) {
        let texts: [(&'static str, &Option<EcoString>, &Option<EcoString>); 4] = [
            ("description", &before.description, &after.description),
            ("owner", &before.owner, &after.owner),
            ("category", &before.category, &after.category),
            ("address", &before.url, &after.url),
        ];
        for (aspect, old, new) in texts.into_iter().filter(|(_, old, new)| old != new) {
            let change = self.about(aspect, old.as_deref(), new.as_deref());
            self.changes.push(change.words());
        }
        if before.tags != after.tags {
            let change = self.about("tags", list(&before.tags).as_deref(), list(&after.tags).as_deref());
            self.changes.push(change.words());
        }
    }

    /// What tells programs and readers which event it is, and whether it still is one.
    fn identity(&mut self, before: &Event, after: &Event) {
        let texts: [(&'static str, &Option<EcoString>, &Option<EcoString>); 3] = [
            ("version", &before.version, &after.version),
            ("id", &before.id, &after.id),
            ("end", &before.expires, &after.expires),
        ];
        for (aspect, old, new) in texts.into_iter().filter(|(_, old, new)| old != new) {
            let change = self.about(aspect, old.as_deref(), new.as_deref());
            self.changes.push(change);
        }
        if before.deprecation != after.deprecation {
            let (old, new) = (deprecation(&before.deprecation), deprecation(&after.deprecation));
            let change = self.about("deprecation", old.as_deref(), new.as_deref());
            let change = match (&before.deprecation, &after.deprecation) {
                (None, Some(_)) => change.remark("the compiler warns where it is sent"),
                _ => change,
            };
            self.changes.push(change);
        }
        if before.groups != after.groups {
            let change = self.about(
                "property groups",
                list(&before.groups).as_deref(),
                list(&after.groups).as_deref(),
            );
            self.changes.push(change);
        }
        if before.metadata != after.metadata {
            self.changes.push(self.about("metadata", None, None));
        }
    }

    fn destinations(&mut self, before: &BTreeMap<EcoString, bool>, after: &BTreeMap<EcoString, bool>) {
        let is_on =
            |switches: &BTreeMap<EcoString, bool>, name: &str| switches.get(name).copied().unwrap_or(true);
        let mut names: Vec<&EcoString> = before.keys().chain(after.keys()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let (old, new) = (is_on(before, name), is_on(after, name));
            if old == new {
                continue;
            }
            let word = |is_on: bool| Some(if is_on { "on" } else { "off" });
            let change = self.about("destination", word(old), word(new)).remark(format!("`{name}`"));
            self.changes.push(if new {
                change
            } else {
                change.consumers(format!("`{name}` no longer gets it"))
            });
        }
    }

    fn sources(&mut self, before: Option<&[EcoString]>, after: Option<&[EcoString]>) {
        if before == after {
            return;
        }
        let text = |names: Option<&[EcoString]>| names.map_or(Some("all".to_owned()), list);
        let (old, new) = (text(before), text(after));
        let change = self.about("sources", old.as_deref(), new.as_deref());
        let gone: Vec<&EcoString> = match (before, after) {
            (_, None) => Vec::new(),
            (None, Some(_)) => {
                let change = change.program("programs of other sources no longer have it");
                return self.changes.push(change.consumers("it comes from fewer sources"));
            }
            (Some(before), Some(after)) => before.iter().filter(|name| !after.contains(name)).collect(),
        };
        let change = gone.into_iter().fold(change, |change, name| {
            change
                .program(format!("programs of the source `{name}` no longer have it"))
                .consumers(format!("it no longer comes from `{name}`"))
        });
        self.changes.push(change);
    }
}

fn list(names: &[EcoString]) -> Option<String> {
    (!names.is_empty()).then(|| names.join(", "))
}

fn deprecation(deprecation: &Option<Deprecation>) -> Option<String> {
    let deprecation = deprecation.as_ref()?;
    let mut text = "deprecated".to_owned();
    if let Some(since) = &deprecation.since {
        text.push_str(&format!(" since {since}"));
    }
    if let Some(replacement) = &deprecation.replacement {
        text.push_str(&format!(", send {replacement} instead"));
    }
    if let Some(note) = &deprecation.note {
        text.push_str(&format!(": {note}"));
    }
    Some(text)
}
