//! That all values of one type are values of another, where it follows from the types.

use std::collections::HashMap;

use super::resolved::Resolved;
use super::{Values, implied};
use crate::json::Json;
use crate::plan::{Additional, Object, Property, Rule, Shape, Type};
use crate::values::conformance::{self, Scope};
use crate::values::listed::ValueSet;

/// Types within types; what holds itself is assumed at its second sight, so that only hostile plans get here.
const DEEPEST: usize = 64;

/// Pairs of types that are looked at: types that name each other many times have more ways through them than anyone can go.
const MOST_PAIRS: usize = 20_000;

/// Whether it can be shown that all of `narrow` are among `wide`.
pub(super) fn holds(narrow: Values<'_>, wide: Values<'_>) -> bool {
    let mut proof = Proof { narrow: narrow.scope, wide: wide.scope, assumed: Vec::new(), left: MOST_PAIRS };
    proof.of_types(narrow.of_type, wide.of_type)
}

struct Proof<'a> {
    narrow: Scope<'a>,
    wide: Scope<'a>,
    /// Pairs that are being shown: where a type holds itself, what is to be shown may be taken for granted.
    assumed: Vec<(*const Shape, *const Shape)>,
    /// How many pairs may be looked at yet.
    left: usize,
}

impl<'a> Proof<'a> {
    fn of_types(&mut self, narrow: &'a Type, wide: &'a Type) -> bool {
        let (narrow, wide) = (Resolved::new(narrow, self.narrow), Resolved::new(wide, self.wide));
        self.of(&narrow, &wide)
    }

    fn of(&mut self, narrow: &Resolved<'a>, wide: &Resolved<'a>) -> bool {
        let pair = (std::ptr::from_ref(narrow.shape), std::ptr::from_ref(wide.shape));
        if self.assumed.contains(&pair) {
            return wide.rules.iter().all(|rule| implied::holds(rule, narrow));
        }
        if self.assumed.len() >= DEEPEST || self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.assumed.push(pair);
        let holds = self.of_null(narrow, wide) && self.of_shapes(narrow, wide);
        self.assumed.pop();
        holds
    }

    fn of_null(&self, narrow: &Resolved<'a>, wide: &Resolved<'a>) -> bool {
        !narrow.is_nullable || self.has(&Json::Null, wide, None)
    }

    fn of_shapes(&mut self, narrow: &Resolved<'a>, wide: &Resolved<'a>) -> bool {
        if let Some(values) = listed(narrow.shape) {
            return self.has_all(&values, wide);
        }
        if let Shape::Union(branches) = narrow.shape {
            let branches = branches.iter().map(|branch| narrow.branch(branch, self.narrow));
            let mut start = 0;
            return branches.collect::<Vec<_>>().iter().all(|branch| match wide.shape {
                Shape::Union(_)
                    if !matches!(branch.shape, Shape::Union(_)) && listed(branch.shape).is_none() =>
                {
                    self.of_null(branch, wide) && self.of_one(branch, wide, &mut start)
                }
                _ => self.of(branch, wide),
            });
        }
        if let Shape::Union(_) = wide.shape {
            return self.of_one(narrow, wide, &mut 0);
        }
        let fits = match (narrow.shape, wide.shape) {
            (_, Shape::Any)
            | (Shape::String, Shape::String)
            | (Shape::Integer, Shape::Integer | Shape::Number)
            | (Shape::Number, Shape::Number) => true,
            (Shape::Array(own), Shape::Array(other)) => self.of_items(narrow, &own.items, &other.items),
            (Shape::Map(own), Shape::Map(other)) => self.of_types(own, other),
            (Shape::Object(own), Shape::Object(other)) => self.of_objects(own, other),
            (Shape::Object(own), Shape::Map(other)) => {
                own.properties.iter().all(|property| self.of_types(&property.value, other))
            }
            (Shape::Map(own), Shape::Object(other)) => self.of_map(own, other),
            _ => false,
        };
        fits && wide.all_rules().all(|rule| implied::holds(rule, narrow))
    }

    /// Whether all of `narrow` are of one of the alternatives of `wide`. The first that is looked at is the one at `start`, which is
    /// moved behind the one that was found: most unions have their alternatives in the same order.
    fn of_one(&mut self, narrow: &Resolved<'a>, wide: &Resolved<'a>, start: &mut usize) -> bool {
        let Shape::Union(branches) = wide.shape else { return false };
        // `null` was looked at before, against all of the union.
        let own = Resolved { is_nullable: false, ..narrow.clone() };
        let count = branches.len();
        let order = (0..count).map(|index| (*start + index) % count);
        let found = order.into_iter().find(|index| {
            let branch = wide.branch(&branches[*index], self.wide);
            self.of(&own, &branch)
        });
        *start = found.map_or(*start, |index| index + 1);
        found.is_some()
    }

    fn of_items(&mut self, list: &Resolved<'a>, own: &'a Type, other: &'a Type) -> bool {
        let is_empty = list.rules.iter().any(|rule| matches!(rule, Rule::MaxItems(0)));
        is_empty || self.of_types(own, other)
    }

    fn of_objects(&mut self, own: &'a Object, other: &'a Object) -> bool {
        let others = by_name(other);
        let is_given = |name: &str| own.properties.iter().any(|own| own.required && own.name == name);
        let nothing_lacks =
            other.properties.iter().all(|property| !property.required || is_given(&property.name));
        nothing_lacks
            && own.properties.iter().all(|property| match others.get(property.name.as_str()) {
                Some(declared) => self.of_types(&property.value, &declared.value),
                None => other.additional == Additional::Open,
            })
    }

    fn of_map(&mut self, own: &'a Type, other: &'a Object) -> bool {
        other.additional == Additional::Open
            && other
                .properties
                .iter()
                .all(|property| !property.required && self.of_types(own, &property.value))
    }

    fn has_all(&self, values: &[Json], wide: &Resolved<'a>) -> bool {
        let others: Option<ValueSet> = match wide.shape {
            Shape::Enum(others) => Some(others.iter().map(|listed| &listed.value).collect()),
            _ => None,
        };
        values.iter().all(|value| self.has(value, wide, others.as_ref()))
    }

    /// Whether a single value is one of `wide`, and nothing is left unchecked; `others` are all values of `wide`, if it lists
    /// them.
    fn has(&self, value: &Json, wide: &Resolved<'a>, others: Option<&ValueSet>) -> bool {
        if wide.is_nullable && *value == Json::Null {
            return true;
        }
        let is_unchecked = |rule: &&Rule| match rule {
            Rule::Format(_) => true,
            Rule::Pattern(pattern) => regex_lite::Regex::new(pattern).is_err(),
            _ => false,
        };
        let is_text = matches!(value, Json::String(_));
        if is_text && wide.rules.iter().any(is_unchecked) {
            return false;
        }
        if let Shape::Union(branches) = wide.shape {
            return branches.iter().any(|branch| self.has(value, &wide.branch(branch, self.wide), None));
        }
        let fits = match others {
            Some(others) => others.has(value),
            None => conformance::shape_mismatch(value, wide.shape, self.wide).is_none(),
        };
        fits && wide.rules.iter().all(|rule| conformance::holds(value, rule))
    }
}

/// All values of a shape that has few.
pub(super) fn listed(shape: &Shape) -> Option<Vec<Json>> {
    match shape {
        Shape::Enum(values) => Some(values.iter().map(|listed| listed.value.clone()).collect()),
        Shape::Const(value) => Some(vec![value.clone()]),
        Shape::Boolean => Some(vec![Json::Boolean(true), Json::Boolean(false)]),
        Shape::Null => Some(vec![Json::Null]),
        _ => None,
    }
}

/// Objects may have very many properties.
fn by_name(object: &Object) -> HashMap<&str, &Property> {
    object.properties.iter().map(|property| (property.name.as_str(), property)).collect()
}
