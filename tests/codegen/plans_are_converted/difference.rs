//! Two plans, field by field: what differs, and whether a finding says so.
//!
//! What is compared here is what plans hold, not what any writer knows. A finding speaks of an event when it points at the
//! event's name, and of a field, a group or a definition when its message has that word in backticks.

use ampli_rs::diagnostic::{Diagnostic, Diagnostics};
use ampli_rs::plan::{Deprecation, Event, Object, Plan, Property, Shape, Type};
use ecow::EcoString;

/// The differences between `before` and `after` that no finding speaks of.
pub(super) fn untold(before: &Plan, after: &Plan, findings: &Diagnostics, is_ordered: bool) -> Vec<String> {
    let told = Told(findings);
    let mut untold = Vec::new();
    of_plan(before, after, &told, &mut untold);
    let mut rest: Vec<(usize, &Event)> = after.events.iter().enumerate().collect();
    let mut last = None;
    for event in &before.events {
        if told.of_event(event, "event-not-written").next().is_some() {
            continue;
        }
        match heir(event, &rest, &told) {
            Some(place) => {
                let (position, heir) = rest.remove(place);
                if is_ordered && last.is_some_and(|last| position < last) {
                    untold.push(format!("`{}` is out of order", event.title()));
                }
                last = Some(position);
                Events { before, after, told: &told, event, heir }.compare(&mut untold);
            }
            None => untold.push(format!("`{}` {:?} is gone", event.title(), event.version)),
        }
    }
    untold.extend(rest.iter().map(|(_, event)| format!("`{}` {:?} is new", event.title(), event.version)));
    untold
}

/// What the findings say.
struct Told<'a>(&'a Diagnostics);

impl<'a> Told<'a> {
    fn of_event(&self, event: &'a Event, code: &'a str) -> impl Iterator<Item = &'a Diagnostic> {
        let is_about = move |finding: &&Diagnostic| {
            finding.code.name == code
                && finding.event.as_deref() == Some(event.title())
                && finding.labels.first().is_some_and(|label| label.location == event.name_location)
        };
        self.0.iter().filter(is_about)
    }

    fn names(&self, event: &'a Event, codes: &[&'a str], word: &str) -> bool {
        let quoted = format!("`{word}`");
        codes.iter().any(|code| self.of_event(event, code).any(|finding| finding.message.contains(&quoted)))
    }

    fn names_in_plan(&self, codes: &[&str], word: &str) -> bool {
        let quoted = format!("`{word}`");
        let mut about_plan = self.0.iter().filter(|finding| finding.event.is_none());
        about_plan.any(|finding| codes.contains(&finding.code.name) && finding.message.contains(&quoted))
    }
}

/// The words in backticks of a message.
fn words(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// The event of the other plan that this one has become, by what the findings say of its name and version.
fn heir<'a>(event: &'a Event, rest: &[(usize, &Event)], told: &Told<'a>) -> Option<usize> {
    let renamed = told.of_event(event, "other-event-name").next();
    let title = renamed.and_then(|finding| {
        let (_, new) = finding.message.split_once("` is called `")?;
        Some(new.split_once("`: ")?.0.to_owned())
    });
    let versioned = told.of_event(event, "other-event-version").next();
    let version =
        versioned.and_then(|finding| words(&finding.message).last().map(|version| (*version).to_owned()));
    let is_heir = |(_, other): &(usize, &Event)| {
        let same_name = match &title {
            Some(title) => other.title() == title,
            None => other.kind == event.kind && other.name == event.name,
        };
        let same_version = match &version {
            Some(version) => other.version.as_deref() == Some(version),
            None => other.version == event.version || told.names(event, &["lost-event-detail"], "version"),
        };
        same_name && same_version
    };
    rest.iter().position(is_heir)
}

fn of_plan(before: &Plan, after: &Plan, told: &Told<'_>, untold: &mut Vec<String>) {
    let fields = [
        ("name", before.name == after.name),
        ("id", before.id == after.id),
        ("version", before.version == after.version),
        ("branch", before.branch == after.branch),
        ("description", before.description == after.description),
        ("url", before.url == after.url),
        ("sources", json(&before.sources) == json(&after.sources)),
        ("destinations", json(&without_keys(before)) == json(&without_keys(after))),
    ];
    for (field, is_same) in fields {
        if !is_same && !told.names_in_plan(&["lost-plan-detail"], field) {
            untold.push(format!("the plan's {field}"));
        }
    }
    for (old, new) in before.destinations.iter().zip(&after.destinations) {
        if old.keys != new.keys && !told.names_in_plan(&["api-keys-left-out"], &old.name) {
            untold.push(format!("the keys of {}", old.name));
        }
    }
    for group in &before.groups {
        let is_there = after.groups.iter().any(|other| json(other) == json(group));
        if !is_there && !told.names_in_plan(&["dissolved-group"], &group.name) {
            untold.push(format!("the group {}", group.name));
        }
    }
    for (key, value) in &before.definitions {
        let is_there = after.definitions.get(key).is_some_and(|other| json(other) == json(value));
        if !is_there && !told.names_in_plan(&["definition-moved", "definition-lost"], key) {
            untold.push(format!("the definition {key}"));
        }
    }
    let added = after.definitions.keys().filter(|key| !before.definitions.contains_key(*key));
    untold.extend(added.map(|key| format!("the definition {key} is new")));
}

fn without_keys(plan: &Plan) -> Vec<ampli_rs::plan::Destination> {
    let mut destinations = plan.destinations.clone();
    destinations.iter_mut().for_each(|destination| destination.keys.clear());
    destinations
}

/// A value as it is serialised: without places.
fn json(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("a plan serialises")
}

/// An event and what it has become.
struct Events<'a, 'b> {
    before: &'a Plan,
    after: &'b Plan,
    told: &'b Told<'a>,
    event: &'a Event,
    heir: &'b Event,
}

impl<'a> Events<'a, '_> {
    fn compare(&self, untold: &mut Vec<String>) {
        let (event, heir) = (self.event, self.heir);
        let part = |event: &Event, part: fn(&Deprecation) -> Option<EcoString>| {
            event.deprecation.as_ref().and_then(part)
        };
        let same_part = |get: fn(&Deprecation) -> Option<EcoString>| part(event, get) == part(heir, get);
        let replacement = |deprecation: &Deprecation| deprecation.replacement.clone();
        let note = |deprecation: &Deprecation| deprecation.note.clone();
        let since = |deprecation: &Deprecation| deprecation.since.clone();
        let is_deprecated = event.deprecation.is_some() == heir.deprecation.is_some() && same_part(since);
        let fields: [(&str, &[&str], bool); 14] = [
            ("id", &["other-event-id", "lost-event-detail"], event.id == heir.id),
            ("version", &["other-event-version", "lost-event-detail"], event.version == heir.version),
            ("description", &["lost-event-detail"], event.description == heir.description),
            ("owner", &["lost-event-detail"], event.owner == heir.owner),
            ("category", &["lost-event-detail"], event.category == heir.category),
            ("tags", &["lost-event-detail"], event.tags == heir.tags),
            ("url", &["lost-event-detail"], event.url == heir.url),
            ("deprecated", &["lost-event-detail"], is_deprecated),
            ("deprecated.replacement", &["lost-event-detail"], same_part(replacement)),
            ("deprecated.note", &["lost-event-detail"], same_part(note)),
            ("expires", &["lost-event-detail"], event.expires == heir.expires),
            ("metadata", &["lost-event-detail"], event.metadata == heir.metadata),
            ("sources", &["lost-routing"], event.sources == heir.sources),
            ("destinations", &["lost-routing"], event.destinations == heir.destinations),
        ];
        let whole = self.told.names(event, &["lost-event-detail"], "deprecated");
        for (field, codes, is_same) in fields {
            let is_part = whole && field.starts_with("deprecated.");
            if !is_same && !is_part && !self.told.names(event, codes, field) {
                untold.push(format!("{field} of `{}`: {:?}", event.title(), json(heir).get(field)));
            }
        }
        let dissolved = |group: &EcoString| self.told.names_in_plan(&["dissolved-group"], group);
        if event.groups != heir.groups && !event.groups.iter().all(dissolved) {
            untold.push(format!("groups of `{}`", event.title()));
        }
        self.compare_definitions(untold);
        let mut seen = Vec::new();
        let mut path = vec![event.title().to_owned()];
        self.compare_objects(&event.properties, &heir.properties, &mut path, &mut seen, untold);
    }

    fn compare_definitions(&self, untold: &mut Vec<String>) {
        let (event, heir) = (self.event, self.heir);
        let codes = ["definition-moved", "definition-lost"];
        for key in event.definitions.keys().filter(|key| !heir.definitions.contains_key(*key)) {
            if !self.told.names(event, &codes, key) {
                untold.push(format!("the definition {key} of `{}`", event.title()));
            }
        }
        for key in heir.definitions.keys().filter(|key| !event.definitions.contains_key(*key)) {
            if !self.told.names(event, &codes, key) && !self.told.names_in_plan(&codes, key) {
                untold.push(format!("the definition {key} of `{}` is new", event.title()));
            }
        }
    }

    fn compare_objects(
        &self,
        old: &'a Object,
        new: &Object,
        path: &mut Vec<String>,
        seen: &mut Vec<(EcoString, EcoString)>,
        untold: &mut Vec<String>,
    ) {
        if old.additional != new.additional || old.rules != new.rules {
            untold.push(format!("{}: {:?} {:?}", path.join("."), new.additional, new.rules));
        }
        let names = |object: &Object| -> Vec<(String, bool)> {
            object.properties.iter().map(|property| (property.name.to_string(), property.required)).collect()
        };
        if names(old) != names(new) {
            untold.push(format!("{}: {:?} are {:?}", path.join("."), names(old), names(new)));
            return;
        }
        for (Property { name, value, .. }, other) in old.properties.iter().zip(&new.properties) {
            path.push(name.to_string());
            self.compare_types(value, &other.value, path, seen, untold);
            path.pop();
        }
    }

    fn compare_types(
        &self,
        old: &'a Type,
        new: &Type,
        path: &mut Vec<String>,
        seen: &mut Vec<(EcoString, EcoString)>,
        untold: &mut Vec<String>,
    ) {
        let said = |value: &Type| {
            let Type { shape: _, nullable, rules, description, default, examples, deprecated, .. } = value;
            format!("{nullable} {rules:?} {description:?} {default:?} {examples:?} {deprecated}")
        };
        if said(old) != said(new) {
            untold.push(format!("{}: {} is {}", path.join("."), said(old), said(new)));
        }
        match (&old.shape, &new.shape) {
            (Shape::Reference(one), Shape::Reference(other)) => {
                if one != other && !self.told.names(self.event, &["definition-moved"], other) {
                    untold.push(format!("{}: {one} is {other}", path.join(".")));
                }
                if !seen.contains(&(one.clone(), other.clone())) {
                    seen.push((one.clone(), other.clone()));
                    let old = self.event.definitions.get(one).or(self.before.definitions.get(one));
                    let new = self.heir.definitions.get(other).or(self.after.definitions.get(other));
                    match (old, new) {
                        (Some(old), Some(new)) => self.compare_types(old, new, path, seen, untold),
                        _ => untold.push(format!("{}: {one} leads nowhere", path.join("."))),
                    }
                }
            }
            (Shape::Array(old), Shape::Array(new)) => {
                self.compare_types(&old.items, &new.items, path, seen, untold);
            }
            (Shape::Map(old), Shape::Map(new)) => self.compare_types(old, new, path, seen, untold),
            (Shape::Object(old), Shape::Object(new)) => self.compare_objects(old, new, path, seen, untold),
            (Shape::Union(old), Shape::Union(new)) if old.len() == new.len() => {
                for (old, new) in old.iter().zip(new) {
                    self.compare_types(old, new, path, seen, untold);
                }
            }
            (old, new) if json(old) == json(new) => {}
            (old, new) => untold.push(format!("{}: {} is {}", path.join("."), json(old), json(new))),
        }
    }
}
