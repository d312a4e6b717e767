//! Named types that have no value, as each value would have another one of the same type in it.

use std::collections::{BTreeSet, HashMap};

use crate::plan::{Definitions, Rule, Shape, Type};
use crate::pointer::Location;

/// Types that require themselves, one of each circle.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Circle<'a> {
    /// The type, by its key.
    pub(crate) key: &'a str,
    /// What leads from a value of the type to the next one, if it is of an object: `row.bed`, `rows[]`.
    pub(crate) path: String,
    /// Where the type, or the next one of the circle, is named.
    pub(crate) location: &'a Location,
}

/// The named types that no value has an end of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Endless<'a> {
    definitions: Option<&'a Definitions>,
    keys: BTreeSet<&'a str>,
}

impl<'a> Endless<'a> {
    /// Those of `definitions`. What they do not have is looked up in `others`.
    ///
    /// A type is left if no value can be made of values that have an end: the least set of types that have one is found, so
    /// that nothing is said of a type that has a value. Rules other than counts of items are not looked at.
    pub(crate) fn of(definitions: &'a Definitions, others: &Self) -> Self {
        let mut users: HashMap<&str, Vec<&'a str>> = HashMap::new();
        for (key, definition) in definitions {
            for named in names(definition) {
                users.entry(named).or_default().push(key);
            }
        }
        let mut left: BTreeSet<&'a str> = definitions.keys().map(|key| key.as_str()).collect();
        let mut waiting: Vec<&'a str> = left.iter().copied().collect();
        while let Some(key) = waiting.pop() {
            let Some(definition) = definitions.get(key).filter(|_| left.contains(key)) else { continue };
            let is_endless = |name: &str| left.contains(name) || others.has(name, definitions);
            if has_end(definition, &is_endless) {
                left.remove(key);
                waiting.extend(users.get(key).into_iter().flatten());
            }
        }
        Self { definitions: Some(definitions), keys: left }
    }

    fn has(&self, key: &str, nearer: &Definitions) -> bool {
        !nearer.contains_key(key) && self.keys.contains(key)
    }

    /// The circles among them: a type that only leads to one is not told.
    pub(crate) fn circles(&self) -> Vec<Circle<'a>> {
        let mut told: BTreeSet<&str> = BTreeSet::new();
        let mut circles = Vec::new();
        for start in &self.keys {
            let mut way: Vec<Step<'a>> = Vec::new();
            let mut key = *start;
            while !told.contains(key) {
                told.insert(key);
                let Some(step) = self.step(key) else { break };
                key = step.to;
                way.push(step);
                if let Some(first) = way.iter().position(|step| step.from == key) {
                    circles.push(circle(&way[first..]));
                    break;
                }
            }
        }
        circles
    }

    /// The way from a type to one that each of its values requires and that is endless as well.
    fn step(&self, key: &'a str) -> Option<Step<'a>> {
        let mut path = String::new();
        let mut value = self.definitions?.get(key)?;
        loop {
            value = match &value.shape {
                Shape::Reference(to) => {
                    let (from, to) = (key, to.as_str());
                    return self.keys.contains(to).then_some(Step {
                        from,
                        to,
                        path,
                        location: &value.location,
                    });
                }
                Shape::Array(array) => {
                    path.push_str("[]");
                    &array.items
                }
                Shape::Map(values) => {
                    path.push_str(".*");
                    values
                }
                Shape::Object(object) => {
                    let is_endless = |name: &str| self.keys.contains(name);
                    let mut required = object.properties.iter().filter(|property| property.required);
                    let property = required.find(|property| !has_end(&property.value, &is_endless))?;
                    path.push('.');
                    path.push_str(&property.name);
                    &property.value
                }
                Shape::Union(branches) => branches.first()?,
                _ => return None,
            };
        }
    }
}

/// From one type to the next.
struct Step<'a> {
    from: &'a str,
    to: &'a str,
    path: String,
    location: &'a Location,
}

fn circle<'a>(way: &[Step<'a>]) -> Circle<'a> {
    let path: String = way.iter().map(|step| step.path.as_str()).collect();
    let first = &way[0];
    Circle { key: first.from, path: path.trim_start_matches('.').to_owned(), location: first.location }
}

/// Whether there is a value without one of an endless type in it.
fn has_end(value: &Type, is_endless: &dyn Fn(&str) -> bool) -> bool {
    value.nullable
        || match &value.shape {
            Shape::Reference(key) => !is_endless(key),
            Shape::Array(array) => {
                !asks_for_one(value, |rule| matches!(rule, Rule::MinItems(1..)))
                    || has_end(&array.items, is_endless)
            }
            Shape::Map(values) => {
                !asks_for_one(value, |rule| matches!(rule, Rule::MinProperties(1..)))
                    || has_end(values, is_endless)
            }
            Shape::Object(object) => {
                let mut required = object.properties.iter().filter(|property| property.required);
                required.all(|property| has_end(&property.value, is_endless))
            }
            Shape::Union(branches) => {
                branches.is_empty() || branches.iter().any(|branch| has_end(branch, is_endless))
            }
            _ => true,
        }
}

fn asks_for_one(value: &Type, rule: impl Fn(&Rule) -> bool) -> bool {
    value.rules.iter().any(rule)
}

/// The types that a type names, at any depth.
fn names(value: &Type) -> Vec<&str> {
    let mut names = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match &value.shape {
            Shape::Reference(key) => names.push(key.as_str()),
            Shape::Array(array) => waiting.push(&array.items),
            Shape::Map(values) => waiting.push(values),
            Shape::Object(object) => {
                waiting.extend(object.properties.iter().map(|property| &property.value));
            }
            Shape::Union(branches) => waiting.extend(branches),
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests;
