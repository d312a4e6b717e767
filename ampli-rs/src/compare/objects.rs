//! Properties that have come, gone, changed, or got another name.

use std::collections::HashMap;

use super::change::{Change, Path, RenamedBy, What};
use super::values::Walk;
use super::{likeness, words};
use crate::plan::{Additional, Object, Property, Type};

/// The aspect of a property that must be there or not.
pub(super) const PRESENCE: &str = "presence";

impl Walk<'_> {
    /// Compares the properties of two objects.
    pub(super) fn objects(&mut self, path: &Path, before: &Object, after: &Object) {
        let newer: HashMap<&str, &Property> =
            after.properties.iter().map(|property| (property.name.as_str(), property)).collect();
        let older: HashMap<&str, &Property> =
            before.properties.iter().map(|property| (property.name.as_str(), property)).collect();
        let gone: Vec<&Property> =
            before.properties.iter().filter(|own| !newer.contains_key(own.name.as_str())).collect();
        let come: Vec<&Property> =
            after.properties.iter().filter(|own| !older.contains_key(own.name.as_str())).collect();
        let renamed = likeness::renamed_properties(&gone, &come);
        for property in &before.properties {
            if let Some(other) = newer.get(property.name.as_str()) {
                let path = path.property(&property.name);
                self.presence(&path, property, other);
                self.types(&path, &property.value, &other.value);
            } else if let Some(other) = renamed.get(property.name.as_str()) {
                self.renamed(path, property, other, after);
            } else {
                let change = self.change(&path.property(&property.name), What::Removed);
                let change = change.between(Some(described(property)), None);
                let change = match after.additional {
                    Additional::Closed => {
                        change.program("what was sent is no longer valid: it is not declared")
                    }
                    Additional::Open => change,
                };
                self.changes.push(change.consumers("it no longer comes"));
            }
        }
        let is_new = |own: &&&Property| !renamed.values().any(|other| other.name == own.name);
        for property in come.iter().filter(is_new) {
            let change = self.added(&path.property(&property.name), property, before);
            self.changes.push(change);
        }
        self.additional(path, before, after);
        self.rules_of_object(path, before, after);
    }

    fn added(&self, path: &Path, property: &Property, around: &Object) -> Change {
        let change = self.change(path, What::Added).between(None, Some(described(property)));
        if property.required {
            return change.program("what was sent is no longer valid: it lacks it");
        }
        match around.additional {
            Additional::Closed => change.remark("readers that refuse what they don't know must learn of it"),
            Additional::Open => change,
        }
    }

    fn renamed(&mut self, path: &Path, before: &Property, after: &Property, around: &Object) {
        let change = self.change(&path.property(&after.name), What::Renamed(RenamedBy::Guess));
        let change = change.between(Some(before.name.to_string()), Some(after.name.to_string()));
        let change = match (after.required, &around.additional) {
            (true, _) => change.program("what was sent is no longer valid: it lacks the new name"),
            (false, Additional::Closed) => {
                change.program("what was sent is no longer valid: it is not declared")
            }
            (false, Additional::Open) => change,
        };
        self.changes.push(change.consumers("it comes under another name"));
        let path = path.property(&after.name);
        self.presence(&path, before, after);
        self.types(&path, &before.value, &after.value);
    }

    fn presence(&mut self, path: &Path, before: &Property, after: &Property) {
        if before.required == after.required {
            return;
        }
        let change = self.change(path, What::Changed(PRESENCE));
        let change = change.between(presence(before), presence(after));
        let reason = if after.required {
            change.program("what was sent is no longer valid where it lacks it")
        } else {
            change.consumers("it may be absent now")
        };
        self.changes.push(reason);
    }

    fn additional(&mut self, path: &Path, before: &Object, after: &Object) {
        if before.additional == after.additional {
            return;
        }
        let word = |object: &Object| match object.additional {
            Additional::Open => Some("allowed".to_owned()),
            Additional::Closed => Some("refused".to_owned()),
        };
        let change = self.change(path, What::Changed("undeclared properties"));
        let change = change.between(word(before), word(after));
        self.changes.push(change.remark("generated functions send declared ones only"));
    }
}

fn presence(property: &Property) -> Option<String> {
    Some(if property.required { "required" } else { "optional" }.to_owned())
}

/// A property in a few words: `required string`.
fn described(property: &Property) -> String {
    let word = if property.required { "required" } else { "optional" };
    format!("{word} {}", described_type(&property.value))
}

fn described_type(of_type: &Type) -> String {
    let text = words::of_type(of_type);
    if of_type.nullable { format!("{text} or null") } else { text }
}
