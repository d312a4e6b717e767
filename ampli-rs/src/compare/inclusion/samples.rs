//! Values of a type, chosen where another type may refuse them: at the limits of both.

mod numbers;
mod texts;

use std::cell::Cell;
use std::collections::HashMap;

use itly_runtime::Format;

use super::Values;
use super::proof::listed;
use super::resolved::Resolved;
use crate::json::{Json, Member};
use crate::plan::{Object, Property, Rule, Shape, Type};
use crate::values::conformance::{self, Scope};
use crate::values::listed::ValueSet;

/// Types within types that are gone into.
const DEEPEST: usize = 6;

/// Samples of one value that its surroundings are tried with.
const MOST_INSIDE: usize = 12;

/// Types that are gone into for one question: they may name each other many times.
const MOST_TYPES: usize = 5_000;

/// Made-up objects of one type.
const MOST_OBJECTS: usize = 500;

/// The longest list that is made up.
const LONGEST_LIST: u64 = 64;

/// The key of a made-up member of an object whose keys are data.
const KEY: &str = "key";

/// A value of `narrow` that is not one of `wide`, if one was found.
pub(super) fn outside(narrow: Values<'_>, wide: Values<'_>) -> Option<Json> {
    let sampler = Sampler { narrow: narrow.scope, wide: wide.scope, left: Cell::new(MOST_TYPES) };
    let own = Resolved::new(narrow.of_type, narrow.scope);
    let other = Resolved::new(wide.of_type, wide.scope);
    let samples = sampler.samples(&own, std::slice::from_ref(&other), DEEPEST);
    // What is listed is a value of its own list.
    let is_listed = listed(own.shape).is_some();
    let is_own =
        |sample: &Json| is_listed || conformance::mismatch(sample, narrow.of_type, narrow.scope).is_none();
    let others: Option<ValueSet> = match other.shape {
        Shape::Enum(others) => Some(others.iter().map(|listed| &listed.value).collect()),
        _ => None,
    };
    let is_refused = |sample: &Json| match &others {
        Some(others) if !(other.is_nullable && *sample == Json::Null) => {
            !others.has(sample) || !other.rules.iter().all(|rule| conformance::holds(sample, rule))
        }
        _ => conformance::mismatch(sample, wide.of_type, wide.scope).is_some(),
    };
    samples.into_iter().find(|sample| is_own(sample) && (is_refused(sample) || is_misspelled(sample, &other)))
}

/// Whether a text is not written as a format asks that can be checked.
fn is_misspelled(sample: &Json, values: &Resolved<'_>) -> bool {
    let Json::String(text) = sample else { return false };
    values.rules.iter().any(|rule| match rule {
        Rule::Format(name) => Format::from_name(name).is_some_and(|format| !format.holds(text)),
        _ => false,
    })
}

struct Sampler<'a> {
    narrow: Scope<'a>,
    wide: Scope<'a>,
    /// How many types may be gone into yet.
    left: Cell<usize>,
}

impl<'a> Sampler<'a> {
    /// Values of `own`, the plainest first; `others` are the types that may refuse them.
    fn samples(&self, own: &Resolved<'a>, others: &[Resolved<'a>], depth: usize) -> Vec<Json> {
        self.left.set(self.left.get().saturating_sub(1));
        let depth = if self.left.get() == 0 { 0 } else { depth };
        let others = self.alternatives(others);
        let mut samples = match own.shape {
            shape if listed(shape).is_some() => listed(shape).unwrap_or_default(),
            Shape::Integer => numbers::samples(own, &others, true),
            Shape::Number => numbers::samples(own, &others, false),
            Shape::String => texts::samples(own, &others),
            _ if depth == 0 => Vec::new(),
            Shape::Array(array) => self.lists(own, &array.items, &others, depth),
            Shape::Object(object) => self.objects(object, &others, depth),
            Shape::Map(values) => self.maps(values, &others, depth),
            Shape::Union(branches) => {
                let branches = branches.iter().map(|branch| own.branch(branch, self.narrow));
                branches.flat_map(|branch| self.samples(&branch, &others, depth - 1)).collect()
            }
            _ => anything(),
        };
        samples.retain(|sample| own.rules.iter().all(|rule| conformance::holds(sample, rule)));
        if own.is_nullable {
            samples.push(Json::Null);
        }
        samples
    }

    /// The same types with the alternatives of unions one by one.
    fn alternatives(&self, others: &[Resolved<'a>]) -> Vec<Resolved<'a>> {
        let mut alternatives = Vec::new();
        for other in others {
            match other.shape {
                Shape::Union(branches) => {
                    alternatives.extend(branches.iter().map(|branch| other.branch(branch, self.wide)));
                }
                _ => alternatives.push(other.clone()),
            }
        }
        alternatives
    }

    /// Samples of what stands within, for the types that stand within the others.
    fn within(&self, own: &'a Type, others: impl Iterator<Item = &'a Type>, depth: usize) -> Vec<Json> {
        let others: Vec<Resolved<'a>> = others.map(|other| Resolved::new(other, self.wide)).collect();
        let mut samples = self.samples(&Resolved::new(own, self.narrow), &others, depth - 1);
        samples.truncate(MOST_INSIDE);
        samples
    }

    fn lists(&self, own: &Resolved<'a>, items: &'a Type, others: &[Resolved<'a>], depth: usize) -> Vec<Json> {
        let other_items = others.iter().filter_map(|other| match other.shape {
            Shape::Array(array) => Some(&array.items),
            _ => None,
        });
        let items = self.within(items, other_items, depth);
        let mut lists = Vec::new();
        for length in lengths(own, others) {
            let length = length as usize;
            if length == 0 {
                lists.push(Json::Array(Default::default()));
            } else if !items.is_empty() {
                lists.extend(items.iter().map(|item| vec![item.clone(); length].into_iter().collect()));
                // Where no two items may be equal.
                lists.push(items.iter().take(length).cloned().collect());
            }
        }
        lists
    }

    fn maps(&self, values: &'a Type, others: &[Resolved<'a>], depth: usize) -> Vec<Json> {
        let other_values = others.iter().filter_map(|other| match other.shape {
            Shape::Map(values) => Some(&**values),
            _ => None,
        });
        let values = self.within(values, other_values, depth);
        let mut keys: Vec<&str> = vec![KEY];
        for other in others {
            if let Shape::Object(object) = other.shape {
                keys.extend(object.properties.iter().map(|property| property.name.as_str()));
            }
        }
        let one = |value: &Json| {
            keys.iter().map(|key| object([((*key).into(), value.clone())])).collect::<Vec<_>>()
        };
        std::iter::once(object([])).chain(values.iter().flat_map(one)).collect()
    }

    fn objects(&self, own: &'a Object, others: &[Resolved<'a>], depth: usize) -> Vec<Json> {
        let declared: Vec<HashMap<&str, &'a Property>> = others.iter().map(properties).collect();
        let samples: Vec<(&'a Property, Vec<Json>)> = own
            .properties
            .iter()
            .map(|property| {
                let others = declared.iter().filter_map(|declared| declared.get(property.name.as_str()));
                (property, self.within(&property.value, others.map(|other| &other.value), depth))
            })
            .collect();
        let plain = |is_wanted: &dyn Fn(&Property) -> bool| -> Vec<Member> {
            let wanted = samples.iter().filter(|(property, _)| is_wanted(property));
            wanted.filter_map(|(property, own)| Some((property.name.clone(), own.first()?.clone()))).collect()
        };
        let least = plain(&|property| property.required);
        let mut objects = vec![object(least.clone()), object(plain(&|_| true))];
        for (property, own) in &samples {
            let others = least.iter().filter(|(name, _)| *name != property.name);
            let others: Vec<Member> = others.cloned().collect();
            for sample in own {
                let member = (property.name.clone(), sample.clone());
                objects.push(object(others.iter().cloned().chain([member])));
            }
            if objects.len() >= MOST_OBJECTS {
                break;
            }
        }
        objects
    }
}

fn object(members: impl IntoIterator<Item = Member>) -> Json {
    members.into_iter().collect()
}

fn properties<'a>(values: &Resolved<'a>) -> HashMap<&'a str, &'a Property> {
    match values.shape {
        Shape::Object(object) => {
            object.properties.iter().map(|property| (property.name.as_str(), property)).collect()
        }
        _ => HashMap::new(),
    }
}

/// Lengths at the limits of lists.
fn lengths(own: &Resolved<'_>, others: &[Resolved<'_>]) -> Vec<u64> {
    let mut lengths = vec![1, 0, 2];
    for rule in own.rules.iter().chain(others.iter().flat_map(|other| &other.rules)) {
        if let Rule::MinItems(limit) | Rule::MaxItems(limit) = rule {
            let around = [*limit, limit.saturating_add(1), limit.saturating_sub(1)];
            lengths.extend(around.into_iter().filter(|length| *length <= LONGEST_LIST));
        }
    }
    lengths
}

/// One value of each kind.
fn anything() -> Vec<Json> {
    let number = |number: serde_json::Number| Json::Number(number);
    let mut anything = vec![Json::from("a"), number(1.into()), Json::Boolean(true)];
    anything.extend(serde_json::Number::from_f64(1.5).map(number));
    anything.extend([
        Json::Array(Default::default()),
        object([]),
        object([(KEY.into(), Json::from("a"))]),
        Json::Null,
    ]);
    anything
}
