//! Several types to one that allows what any of them allows.

use ecow::EcoVec;

use super::kind::Kind;
use super::values::{Values, is_scalar};
use crate::plan::{Array, EnumValue, Shape, Type};
use crate::pointer::Location;

/// How many shapes a union may have. Beyond it nobody could use the generated type.
const MOST: usize = 64;

/// One type for several.
pub(super) struct United {
    /// Allows at least what any of the types allows.
    pub(super) value: Type,
    /// Whether it allows more.
    pub(super) wider: bool,
}

/// One type for `variants`, in their order: scalars become one enumeration, equal kinds become one.
pub(super) fn unite(variants: Vec<Type>, location: &Location) -> United {
    let mut union = Union::default();
    for variant in variants {
        union.add(variant);
    }
    union.finish(location)
}

#[derive(Default)]
struct Union {
    variants: Vec<Type>,
    values: Values,
    /// How many variants came before the first listed value.
    values_at: usize,
    /// The first type that was only one value, which stays a constant if no other value comes.
    constant: Option<Type>,
    nullable: bool,
    any: bool,
    wider: bool,
}

impl Union {
    fn add(&mut self, mut variant: Type) {
        self.nullable |= std::mem::take(&mut variant.nullable);
        match variant.shape {
            Shape::Any => {
                self.any = true;
                self.wider |= !variant.rules.is_empty();
            }
            Shape::Null => self.nullable = true,
            Shape::Union(inner) => inner.into_iter().for_each(|inner| self.add(inner)),
            Shape::Enum(ref values) => {
                for value in values {
                    self.add_value(value.clone());
                }
            }
            Shape::Const(ref value) if is_scalar(value) => {
                let value = EnumValue {
                    value: value.clone(),
                    description: variant.description.clone(),
                    deprecated: variant.deprecated,
                };
                self.add_value(value);
                self.constant.get_or_insert(variant);
            }
            _ => self.add_variant(variant),
        }
    }

    fn add_value(&mut self, value: EnumValue) {
        if self.values.is_empty() {
            self.values_at = self.variants.len();
        }
        self.values.add(value);
    }

    fn add_variant(&mut self, variant: Type) {
        if self.variants.len() > MOST {
            return;
        }
        for present in &mut self.variants {
            if let Some(wider) = join(present, &variant) {
                self.wider |= wider;
                return;
            }
        }
        self.variants.push(variant);
    }

    fn finish(mut self, location: &Location) -> United {
        self.absorb_values();
        let only_value = self.constant.take();
        if let Some(shape) = self.values.into_shape() {
            let value = match (only_value, shape) {
                (Some(constant), Shape::Const(_)) => constant,
                (_, shape) => Type::new(shape, location.clone()),
            };
            self.variants.insert(self.values_at.min(self.variants.len()), value);
        }
        let too_many = self.variants.len() > MOST;
        let mut value = match self.variants.len() {
            _ if self.any || too_many => Type::new(Shape::Any, location.clone()),
            0 => Type::new(Shape::Null, location.clone()),
            1 => Type { location: location.clone(), ..self.variants.swap_remove(0) },
            _ => Type::new(Shape::Union(self.variants), location.clone()),
        };
        value.nullable = self.nullable && !matches!(value.shape, Shape::Any | Shape::Null);
        United { value, wider: self.wider || (too_many && !self.any) }
    }

    /// Drops listed values of a kind that another variant allows anyway.
    fn absorb_values(&mut self) {
        for variant in &mut self.variants {
            let Some(kind) =
                Kind::of_shape(&variant.shape).filter(|_| !matches!(variant.shape, Shape::Const(_)))
            else {
                continue;
            };
            let mut absorbed = false;
            self.values.retain(|value| {
                let same = kind.has(value);
                absorbed |= same;
                !same
            });
            if absorbed && !variant.rules.is_empty() {
                variant.rules.clear();
                self.wider = true;
            }
        }
    }
}

/// Widens `present` to allow `other` too when one type can hold both: whether it now allows more than the two.
fn join(present: &mut Type, other: &Type) -> Option<bool> {
    if present.shape == other.shape {
        return Some(join_rules(present, other));
    }
    match (&mut present.shape, &other.shape) {
        (Shape::Integer | Shape::Number, Shape::Integer | Shape::Number) => {
            let number_is_free = if present.shape == Shape::Number { &present.rules } else { &other.rules };
            let wider = !number_is_free.is_empty();
            present.shape = Shape::Number;
            present.rules.clear();
            Some(wider)
        }
        (Shape::Array(left), Shape::Array(right)) => {
            let items = unite(vec![left.items.clone(), right.items.clone()], &left.items.location);
            present.shape = Shape::Array(Box::new(Array { items: items.value }));
            join_rules(present, other);
            Some(true)
        }
        (Shape::Map(left), Shape::Map(right)) => {
            let values = unite(vec![(**left).clone(), (**right).clone()], &left.location);
            present.shape = Shape::Map(Box::new(values.value));
            join_rules(present, other);
            Some(true)
        }
        (Shape::Map(values), Shape::Object(_)) if values.shape == Shape::Any => {
            Some(!std::mem::take(&mut present.rules).is_empty())
        }
        (Shape::Object(_), Shape::Map(values)) if values.shape == Shape::Any => {
            *present = Type { rules: EcoVec::new(), ..other.clone() };
            Some(!other.rules.is_empty())
        }
        _ => None,
    }
}

/// Keeps the rules that both have; whether any was lost.
fn join_rules(present: &mut Type, other: &Type) -> bool {
    if present.rules == other.rules {
        return false;
    }
    let exact = present.rules.is_empty() || other.rules.is_empty();
    present.rules.retain(|rule| other.rules.contains(rule));
    !exact
}
