//! Two types to one that allows what both allow (`allOf`, and what stands beside a composition).

use std::collections::HashMap;

use ecow::EcoVec;

use super::kind::Kind;
use super::reader::{DEPTH, EXPANSION_DEPTH, Reader};
use super::union;
use super::values::{Values, is_scalar, plain};
use crate::parse::codes::UNSUPPORTED_KEYWORD;
use crate::plan::{Additional, Array, Object, Property, Rule, Shape, Type};
use crate::pointer::Location;

impl Reader<'_, '_> {
    /// The type of the values that both allow. Where no type can hold that, any value, with a finding at `place`.
    pub(super) fn merge(&mut self, left: Type, right: Type, place: &Location) -> Type {
        let location = left.location.clone();
        self.meet(left, right, place).unwrap_or_else(|| {
            let subject = self.subject();
            self.report_clash(&subject, place);
            Type::new(Shape::Any, location)
        })
    }

    fn report_clash(&mut self, subject: &str, place: &Location) {
        let message =
            format!("the schemas that {subject} is composed of say different things: read as any value");
        self.report(&UNSUPPORTED_KEYWORD, message, place, "write one schema that says what the value may be");
    }

    /// The type of the values that both allow; `None` when there is none, or no type for it.
    fn meet(&mut self, left: Type, right: Type, place: &Location) -> Option<Type> {
        let nullable = allows_null(&left) && allows_null(&right);
        let mut value = match (&left.shape, &right.shape) {
            (_, Shape::Any) => with_rules_of(left, right),
            (Shape::Any, _) => with_rules_of(right, left),
            (Shape::Reference(_), _) => self.meet_reference(left, right, place)?,
            (_, Shape::Reference(_)) => self.meet_reference(right, left, place)?,
            (Shape::Union(_), _) => self.meet_union(left, right, place)?,
            (_, Shape::Union(_)) => self.meet_union(right, left, place)?,
            (Shape::Enum(_) | Shape::Const(_), _) => meet_values(left, right)?,
            (_, Shape::Enum(_) | Shape::Const(_)) => meet_values(right, left)?,
            (Shape::Object(_) | Shape::Map(_), Shape::Object(_) | Shape::Map(_)) => {
                self.meet_objects(left, right, place)?
            }
            (Shape::Array(_), Shape::Array(_)) => self.meet_arrays(left, right, place)?,
            (Shape::Integer, Shape::Number) => with_rules_of(left, right),
            (Shape::Number, Shape::Integer) => with_rules_of(right, left),
            (one, other) if one == other => with_rules_of(left, right),
            _ if nullable => Type::new(Shape::Null, left.location),
            _ => return None,
        };
        value.nullable = nullable && !matches!(value.shape, Shape::Any | Shape::Null);
        Some(value)
    }

    fn meet_reference(&mut self, reference: Type, other: Type, place: &Location) -> Option<Type> {
        if reference.shape == other.shape {
            return Some(with_rules_of(reference, other));
        }
        let Shape::Reference(key) = &reference.shape else { return None };
        self.expansions = self.expansions.checked_sub(1)?;
        let target = self.inline(key)?;
        let only_says_object = matches!(&other.shape, Shape::Map(values) if values.shape == Shape::Any);
        if only_says_object && other.rules.is_empty() && Kind::of_shape(&target.shape) == Some(Kind::Object) {
            return Some(reference);
        }
        // Names that lead to names are followed only so far: definitions may lead back to themselves.
        self.depth += EXPANSION_DEPTH;
        let met = if self.depth < DEPTH { self.meet(target, other, place) } else { None };
        self.depth -= EXPANSION_DEPTH;
        met
    }

    fn meet_union(&mut self, union: Type, other: Type, place: &Location) -> Option<Type> {
        let Shape::Union(variants) = union.shape else { return None };
        let rules = union.rules;
        let mut met = Vec::with_capacity(variants.len());
        for variant in variants {
            met.extend(self.meet(variant, other.clone(), place));
        }
        if met.is_empty() {
            return None;
        }
        let mut value = union::unite(met, &union.location).value;
        value.description = union.description;
        Some(with_rules(value, rules))
    }

    fn meet_arrays(&mut self, left: Type, right: Type, place: &Location) -> Option<Type> {
        let (Shape::Array(one), Shape::Array(other)) = (&left.shape, &right.shape) else { return None };
        let items = self.meet(one.items.clone(), other.items.clone(), place)?;
        Some(Type { shape: Shape::Array(Box::new(Array { items })), ..with_rules_of(left, right) })
    }

    fn meet_objects(&mut self, left: Type, right: Type, place: &Location) -> Option<Type> {
        let shape = match (left.shape.clone(), right.shape.clone()) {
            (Shape::Map(one), Shape::Map(other)) => Shape::Map(Box::new(self.meet(*one, *other, place)?)),
            (Shape::Map(values), Shape::Object(object)) | (Shape::Object(object), Shape::Map(values)) => {
                let rules = if matches!(left.shape, Shape::Map(_)) { &left.rules } else { &right.rules };
                Shape::Object(Box::new(self.object_of_map(*object, &values, rules, place)))
            }
            (Shape::Object(one), Shape::Object(other)) => {
                Shape::Object(Box::new(self.object_of_both(*one, *other, place)))
            }
            _ => return None,
        };
        let rules = if matches!(shape, Shape::Map(_)) {
            with_rules_of(left.clone(), right).rules
        } else {
            EcoVec::new()
        };
        Some(Type { shape, rules, ..left })
    }

    /// An object whose properties must be what a map asks of its values.
    fn object_of_map(&mut self, object: Object, values: &Type, rules: &[Rule], place: &Location) -> Object {
        let mut object = object;
        add_rules(&mut object.rules, rules.into());
        if values.shape != Shape::Any {
            for property in &mut object.properties {
                let other = values.clone();
                self.narrow(property, other, place);
            }
        }
        object
    }

    fn object_of_both(&mut self, one: Object, other: Object, place: &Location) -> Object {
        let mut merged = one;
        let found = positions(&merged.properties, &other.properties);
        let mut taken = vec![false; merged.properties.len()];
        for (property, position) in other.properties.into_iter().zip(found) {
            match position {
                Some(position) => {
                    taken[position] = true;
                    let present = &mut merged.properties[position];
                    present.required |= property.required;
                    if present.value.shape == Shape::Any {
                        present.location = property.location;
                    }
                    self.narrow(present, property.value, place);
                }
                None if merged.additional == Additional::Open => merged.properties.push(property),
                None => self.report_closed(&property, place),
            }
        }
        if other.additional == Additional::Closed {
            merged.additional = Additional::Closed;
            self.leave_out_closed(&mut merged.properties, &taken, place);
        }
        add_rules(&mut merged.rules, other.rules);
        merged
    }

    /// What one part declares and another part forbids can't be sent.
    fn leave_out_closed(&mut self, properties: &mut Vec<Property>, taken: &[bool], place: &Location) {
        let mut index = 0;
        let mut closed = Vec::new();
        properties.retain(|property| {
            // Properties beyond `taken` are those of the closed part itself.
            let keep = taken.get(index).copied().unwrap_or(true);
            index += 1;
            if !keep {
                closed.push(property.clone());
            }
            keep
        });
        for property in &closed {
            self.report_closed(property, place);
        }
    }

    fn report_closed(&mut self, property: &Property, place: &Location) {
        let message = format!(
            "`{}` is declared by one of the schemas that {} is composed of, and forbidden by another: it is left out",
            property.name,
            self.subject()
        );
        let help = "close the composed schema with `unevaluatedProperties`, not one of its parts";
        self.report(&UNSUPPORTED_KEYWORD, message, place, help);
    }

    fn narrow(&mut self, property: &mut Property, other: Type, place: &Location) {
        let present =
            std::mem::replace(&mut property.value, Type::new(Shape::Any, property.location.clone()));
        match self.meet(present, other, place) {
            Some(value) => property.value = value,
            None => {
                let subject = format!("property `{}`", property.name);
                self.report_clash(&subject, place);
            }
        }
    }
}

/// For each of `wanted` the position of the property of the same name in `present`.
fn positions(present: &[Property], wanted: &[Property]) -> Vec<Option<usize>> {
    const FEW: usize = 8;
    if wanted.len() < FEW {
        let position = |wanted: &Property| present.iter().position(|property| property.name == wanted.name);
        return wanted.iter().map(position).collect();
    }
    let index: HashMap<&str, usize> =
        present.iter().enumerate().map(|(position, property)| (property.name.as_str(), position)).collect();
    wanted.iter().map(|property| index.get(property.name.as_str()).copied()).collect()
}

fn allows_null(value: &Type) -> bool {
    value.nullable || matches!(value.shape, Shape::Any | Shape::Null)
}

/// `value`, which allows no more than `other` does by its shape, with the rules and words of both.
fn with_rules_of(value: Type, other: Type) -> Type {
    let mut value = with_rules(value, other.rules);
    value.description = value.description.or(other.description);
    value.default = value.default.or(other.default);
    value.examples.extend(other.examples);
    value.deprecated |= other.deprecated;
    value
}

/// `value` with those of `rules` that are for its kind.
fn with_rules(mut value: Type, mut rules: EcoVec<Rule>) -> Type {
    if let Some(kind) = Kind::of_shape(&value.shape) {
        rules.retain(|rule| kind.is_ruled_by(rule));
    }
    match &mut value.shape {
        Shape::Object(object) => add_rules(&mut object.rules, rules),
        _ => add_rules(&mut value.rules, rules),
    }
    value
}

fn add_rules(rules: &mut EcoVec<Rule>, more: EcoVec<Rule>) {
    for rule in more {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
}

/// Listed values, less those that `other` forbids.
fn meet_values(listed: Type, other: Type) -> Option<Type> {
    let kept = match (&listed.shape, &other.shape) {
        (Shape::Const(value), other) if !is_scalar(value) => match other {
            Shape::Const(second) => (value == second).then(|| listed.shape.clone()),
            other => (Kind::of_shape(other)? == Kind::of_shape(&listed.shape)?).then(|| listed.shape.clone()),
        }?,
        _ => {
            let mut values = values_of(&listed.shape)?;
            match values_of(&other.shape) {
                Some(allowed) => values.retain(|value| allowed.contains(value)),
                None => {
                    let kind = Kind::of_shape(&other.shape)?;
                    values.retain(|value| kind.has(value));
                }
            }
            values.into_shape()?
        }
    };
    Some(Type { shape: kept, ..with_rules_of(listed, other) })
}

fn values_of(shape: &Shape) -> Option<Values> {
    let mut values = Values::default();
    match shape {
        Shape::Enum(listed) => listed.iter().for_each(|value| {
            values.add(value.clone());
        }),
        Shape::Const(value) if is_scalar(value) => {
            values.add(plain(value));
        }
        _ => return None,
    }
    Some(values)
}
