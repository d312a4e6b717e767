//! Whether a rule holds for all values of a type.

use serde_json::Number;

use super::resolved::Resolved;
use crate::plan::{Rule, Shape};
use crate::values::number;

/// Whether every value of `values` obeys `rule`, seen from shape and rules alone.
pub(super) fn holds(rule: &Rule, values: &Resolved<'_>) -> bool {
    if !concerns(rule, values.shape) || values.all_rules().any(|own| own == rule) {
        return true;
    }
    let is_whole = matches!(values.shape, Shape::Integer);
    match rule {
        Rule::Minimum(bound) => values.all_rules().any(|own| is_above(own, bound, false, is_whole)),
        Rule::ExclusiveMinimum(bound) => values.all_rules().any(|own| is_above(own, bound, true, is_whole)),
        Rule::Maximum(bound) => values.all_rules().any(|own| is_below(own, bound, false, is_whole)),
        Rule::ExclusiveMaximum(bound) => values.all_rules().any(|own| is_below(own, bound, true, is_whole)),
        Rule::MultipleOf(step) => {
            (is_whole && is_part_of(step, 1)) || values.all_rules().any(|own| is_multiple(own, step))
        }
        Rule::MinLength(least) => {
            *least == 0 || values.all_rules().any(|own| matches!(own, Rule::MinLength(own) if own >= least))
        }
        Rule::MaxLength(most) => {
            values.all_rules().any(|own| matches!(own, Rule::MaxLength(own) if own <= most))
        }
        Rule::Pattern(_) | Rule::Format(_) => false,
        Rule::MinItems(least) => {
            *least == 0 || values.all_rules().any(|own| matches!(own, Rule::MinItems(own) if own >= least))
        }
        Rule::MaxItems(most) => {
            values.all_rules().any(|own| matches!(own, Rule::MaxItems(own) if own <= most))
        }
        Rule::UniqueItems => values.all_rules().any(|own| matches!(own, Rule::MaxItems(0 | 1))),
        Rule::MinProperties(least) => {
            required(values.shape) >= *least
                || values.all_rules().any(|own| matches!(own, Rule::MinProperties(own) if own >= least))
        }
        Rule::MaxProperties(most) => {
            declared(values.shape).is_some_and(|declared| declared <= *most)
                || values.all_rules().any(|own| matches!(own, Rule::MaxProperties(own) if own <= most))
        }
    }
}

/// Whether the rule says anything about values of the shape.
fn concerns(rule: &Rule, shape: &Shape) -> bool {
    match (rule, shape) {
        (_, Shape::Any | Shape::Union(_) | Shape::Enum(_) | Shape::Const(_) | Shape::Reference(_)) => true,
        (
            Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_),
            shape,
        ) => matches!(shape, Shape::Integer | Shape::Number),
        (Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) | Rule::Format(_), shape) => {
            matches!(shape, Shape::String)
        }
        (Rule::MinItems(_) | Rule::MaxItems(_) | Rule::UniqueItems, shape) => {
            matches!(shape, Shape::Array(_))
        }
        (Rule::MinProperties(_) | Rule::MaxProperties(_), shape) => {
            matches!(shape, Shape::Object(_) | Shape::Map(_))
        }
    }
}

/// Whether the rule `own` lets only numbers through that are at least `bound`, or more than it.
fn is_above(own: &Rule, bound: &Number, more: bool, is_whole: bool) -> bool {
    match own {
        Rule::Minimum(low) | Rule::ExclusiveMinimum(low) => {
            let is_open = matches!(own, Rule::ExclusiveMinimum(_));
            let order = number::compare(low, bound);
            order.is_gt()
                || (order.is_eq() && (is_open || !more))
                || (is_whole
                    && least(low, is_open).zip(least(bound, more)).is_some_and(|(own, asked)| own >= asked))
        }
        _ => false,
    }
}

/// Whether the rule `own` lets only numbers through that are at most `bound`, or less than it.
fn is_below(own: &Rule, bound: &Number, less: bool, is_whole: bool) -> bool {
    match own {
        Rule::Maximum(high) | Rule::ExclusiveMaximum(high) => {
            let is_open = matches!(own, Rule::ExclusiveMaximum(_));
            let order = number::compare(high, bound);
            order.is_lt()
                || (order.is_eq() && (is_open || !less))
                || (is_whole
                    && greatest(high, is_open)
                        .zip(greatest(bound, less))
                        .is_some_and(|(own, asked)| own <= asked))
        }
        _ => false,
    }
}

/// The least whole number that is at least `bound`, or more than it.
fn least(bound: &Number, more: bool) -> Option<i128> {
    let is_integer = number::integer(bound).is_some();
    Some(number::ceiling(bound)? + i128::from(more && is_integer))
}

/// The greatest whole number that is at most `bound`, or less than it.
fn greatest(bound: &Number, less: bool) -> Option<i128> {
    let is_integer = number::integer(bound).is_some();
    Some(number::floor(bound)? - i128::from(less && is_integer))
}

/// Whether the rule `own` lets only multiples of `step` through.
fn is_multiple(own: &Rule, step: &Number) -> bool {
    let Rule::MultipleOf(own) = own else { return false };
    number::integer(own).is_some_and(|own| is_part_of(step, own))
}

/// Whether `whole` is so many times the whole number `step`.
fn is_part_of(step: &Number, whole: i128) -> bool {
    number::integer(step).is_some_and(|step| step > 0 && whole % step == 0)
}

fn required(shape: &Shape) -> u64 {
    match shape {
        Shape::Object(object) => object.properties.iter().filter(|property| property.required).count() as u64,
        _ => 0,
    }
}

/// The most properties that a program can give.
fn declared(shape: &Shape) -> Option<u64> {
    match shape {
        Shape::Object(object) => Some(object.properties.len() as u64),
        _ => None,
    }
}
