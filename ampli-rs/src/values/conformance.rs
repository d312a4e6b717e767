//! Whether a value that a plan writes down is one that the plan allows.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::number;
use crate::json::Json;
use crate::plan::{Additional, Definitions, Event, Object, Plan, Rule, Shape, Type};

/// References followed in a row; a type that is nothing but itself has no end.
const LONGEST_CHAIN: usize = 32;

/// Where named types are looked up: in the event, then in the plan.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// Those of the event, if the type is one of an event.
    pub(crate) own: Option<&'a Definitions>,
    /// Those of the plan.
    pub(crate) shared: &'a Definitions,
}

impl<'a> Scope<'a> {
    /// What the types in `event` refer to.
    pub(crate) fn of_event(event: &'a Event, plan: &'a Plan) -> Self {
        Self { own: Some(&event.definitions), shared: &plan.definitions }
    }

    /// The type that `key` names.
    pub(crate) fn definition(self, key: &str) -> Option<&'a Type> {
        self.own.and_then(|own| own.get(key)).or_else(|| self.shared.get(key))
    }
}

/// Why `json` is no value of the type, if it is none: `is no integer`, `breaks the rule maximum 5`.
pub(crate) fn mismatch(json: &Json, value: &Type, scope: Scope<'_>) -> Option<String> {
    check(json, value, scope, LONGEST_CHAIN)
}

/// The first of `rules` that the value breaks, in words.
pub(crate) fn broken_rule(json: &Json, rules: &[Rule]) -> Option<String> {
    rules.iter().find(|rule| !holds(json, rule)).map(|rule| format!("breaks the rule `{}`", words(rule)))
}

/// Why `json` has not the shape, if it has not.
pub(crate) fn shape_mismatch(json: &Json, shape: &Shape, scope: Scope<'_>) -> Option<String> {
    mismatch_of_shape(json, shape, scope, LONGEST_CHAIN)
}

fn check(json: &Json, value: &Type, scope: Scope<'_>, chain: usize) -> Option<String> {
    if value.nullable && *json == Json::Null {
        return None;
    }
    mismatch_of_shape(json, &value.shape, scope, chain).or_else(|| broken_rule(json, &value.rules))
}

fn mismatch_of_shape(json: &Json, shape: &Shape, scope: Scope<'_>, chain: usize) -> Option<String> {
    match (shape, json) {
        (Shape::Any, _)
        | (Shape::String, Json::String(_))
        | (Shape::Number, Json::Number(_))
        | (Shape::Boolean, Json::Boolean(_))
        | (Shape::Null, Json::Null) => None,
        (Shape::Integer, Json::Number(number)) if number::integer(number).is_some() => None,
        (Shape::Enum(values), _) => {
            let is_listed = values.iter().any(|listed| equal(&listed.value, json));
            (!is_listed).then(|| "is none of the listed values".to_owned())
        }
        (Shape::Const(constant), _) => (!equal(constant, json)).then(|| "is not the constant".to_owned()),
        (Shape::Array(array), Json::Array(items)) => items
            .iter()
            .find_map(|item| check(item, &array.items, scope, chain))
            .map(|why| format!("has an item that {why}")),
        (Shape::Object(object), Json::Object(_)) => object_mismatch(json, object, scope, chain),
        (Shape::Map(values), Json::Object(members)) => members.iter().find_map(|(key, member)| {
            Some(format!("has `{key}` that {}", check(member, values, scope, chain)?))
        }),
        (Shape::Union(branches), _) => {
            let fits = branches.iter().any(|branch| check(json, branch, scope, chain).is_none());
            (!fits).then(|| "is none of the alternatives".to_owned())
        }
        (Shape::Reference(key), _) if chain > 0 => check(json, scope.definition(key)?, scope, chain - 1),
        (Shape::Reference(_), _) => None,
        (shape, _) => Some(format!("is no {}", noun(shape))),
    }
}

fn object_mismatch(json: &Json, object: &Object, scope: Scope<'_>, chain: usize) -> Option<String> {
    for property in &object.properties {
        match json.get(&property.name) {
            None if property.required => return Some(format!("lacks the required `{}`", property.name)),
            None => {}
            Some(member) => {
                if let Some(why) = check(member, &property.value, scope, chain) {
                    return Some(format!("has `{}` that {why}", property.name));
                }
            }
        }
    }
    let declared: HashSet<&str> = object.properties.iter().map(|property| property.name.as_str()).collect();
    let undeclared = json.members().iter().find(|(key, _)| !declared.contains(&**key));
    match (&object.additional, undeclared) {
        (Additional::Closed, Some((key, _))) => Some(format!("has the undeclared `{key}`")),
        _ => broken_rule(json, &object.rules),
    }
}

fn noun(shape: &Shape) -> &'static str {
    match shape {
        Shape::String => "string",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::Array(_) => "array",
        Shape::Null => "null",
        _ => "object",
    }
}

/// Equality of JSON Schema: numbers by value, the order of members does not matter.
fn equal(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => number::compare(left, right) == Ordering::Equal,
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| equal(left, right))
        }
        (Json::Object(members), Json::Object(others)) => {
            members.len() == others.len()
                && members
                    .iter()
                    .all(|(key, member)| right.get(key).is_some_and(|other| equal(member, other)))
        }
        (left, right) => left == right,
    }
}

/// Whether a rule holds; rules say nothing about values of other kinds than theirs.
pub(crate) fn holds(json: &Json, rule: &Rule) -> bool {
    let length = |text: &str| text.chars().count() as u64;
    match (rule, json) {
        (Rule::Minimum(bound), Json::Number(value)) => number::compare(value, bound).is_ge(),
        (Rule::Maximum(bound), Json::Number(value)) => number::compare(value, bound).is_le(),
        (Rule::ExclusiveMinimum(bound), Json::Number(value)) => number::compare(value, bound).is_gt(),
        (Rule::ExclusiveMaximum(bound), Json::Number(value)) => number::compare(value, bound).is_lt(),
        (Rule::MultipleOf(step), Json::Number(value)) => is_multiple(value, step),
        (Rule::MinLength(least), Json::String(text)) => length(text) >= *least,
        (Rule::MaxLength(most), Json::String(text)) => length(text) <= *most,
        (Rule::Pattern(pattern), Json::String(text)) => {
            regex_lite::Regex::new(pattern).map_or(true, |regex| regex.is_match(text))
        }
        (Rule::MinItems(least), Json::Array(items)) => items.len() as u64 >= *least,
        (Rule::MaxItems(most), Json::Array(items)) => items.len() as u64 <= *most,
        (Rule::UniqueItems, Json::Array(items)) => items
            .iter()
            .enumerate()
            .all(|(index, item)| !items[..index].iter().any(|other| equal(item, other))),
        (Rule::MinProperties(least), Json::Object(members)) => members.len() as u64 >= *least,
        (Rule::MaxProperties(most), Json::Object(members)) => members.len() as u64 <= *most,
        _ => true,
    }
}

fn is_multiple(value: &serde_json::Number, step: &serde_json::Number) -> bool {
    match (number::integer(value), number::integer(step)) {
        (_, Some(0)) => true,
        (Some(value), Some(step)) => value % step == 0,
        _ => {
            let quotient = number::float(value) / number::float(step);
            !quotient.is_finite() || (quotient - quotient.round()).abs() < 1e-9 * quotient.abs().max(1.0)
        }
    }
}

fn words(rule: &Rule) -> String {
    match rule {
        Rule::Minimum(bound) => format!("minimum: {bound}"),
        Rule::Maximum(bound) => format!("maximum: {bound}"),
        Rule::ExclusiveMinimum(bound) => format!("exclusiveMinimum: {bound}"),
        Rule::ExclusiveMaximum(bound) => format!("exclusiveMaximum: {bound}"),
        Rule::MultipleOf(step) => format!("multipleOf: {step}"),
        Rule::MinLength(least) => format!("minLength: {least}"),
        Rule::MaxLength(most) => format!("maxLength: {most}"),
        Rule::Pattern(pattern) => format!("pattern: {pattern}"),
        Rule::Format(format) => format!("format: {format}"),
        Rule::MinItems(least) => format!("minItems: {least}"),
        Rule::MaxItems(most) => format!("maxItems: {most}"),
        Rule::UniqueItems => "uniqueItems".to_owned(),
        Rule::MinProperties(least) => format!("minProperties: {least}"),
        Rule::MaxProperties(most) => format!("maxProperties: {most}"),
    }
}
