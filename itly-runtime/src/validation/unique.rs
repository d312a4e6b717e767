use std::borrow::Cow;
use std::cmp::Ordering;

use super::{CheckValue, Number};
use crate::value::Value;

/// Lists up to this length are compared item by item with nothing allocated.
const SHORT: usize = 32;

/// Whether no two items are equal as JSON Schema compares them: `1` equals `1.0`, the order of an object's members does
/// not count.
pub(super) fn are_unique<T: CheckValue>(items: &[T]) -> bool {
    let are_plain =
        items.first().is_none_or(|item| !matches!(item.as_value(), Value::Array(_) | Value::Object(_)));
    if items.len() <= SHORT && are_plain {
        let mut rest = items.iter();
        while let Some(item) = rest.next() {
            let item = item.as_value();
            if rest.clone().any(|other| order(&item, &other.as_value()).is_eq()) {
                return false;
            }
        }
        return true;
    }
    let mut values: Vec<Value<'_>> = items.iter().map(T::as_value).collect();
    values.sort_unstable_by(order);
    values.windows(2).all(|pair| order(&pair[0], &pair[1]).is_ne())
}

/// A total order in which values that JSON Schema takes for equal are equal.
fn order(left: &Value<'_>, right: &Value<'_>) -> Ordering {
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return order_of_numbers(left, right);
    }
    match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Array(left), Value::Array(right)) => {
            left.len().cmp(&right.len()).then_with(|| order_of_all(left.iter().zip(right), order))
        }
        (Value::Object(left), Value::Object(right)) => left.len().cmp(&right.len()).then_with(|| {
            let (left, right) = (sorted(left), sorted(right));
            order_of_all(left.into_iter().zip(right), |left, right| {
                left.0.cmp(&right.0).then_with(|| order(&left.1, &right.1))
            })
        }),
        _ => rank(left).cmp(&rank(right)),
    }
}

fn number(value: &Value<'_>) -> Option<Number> {
    match value {
        Value::Integer(number) => Some(Number::Integer(*number)),
        Value::Unsigned(number) => Some(Number::Unsigned(*number)),
        Value::Number(number) => Some(Number::Float(*number)),
        _ => None,
    }
}

/// A float that is no number is put behind all that are, so that sorting stays sound.
fn order_of_numbers(left: Number, right: Number) -> Ordering {
    let is_number = |number: Number| number.order(number).is_some();
    left.order(right).unwrap_or_else(|| is_number(right).cmp(&is_number(left)))
}

fn order_of_all<T>(pairs: impl Iterator<Item = (T, T)>, order: impl Fn(T, T) -> Ordering) -> Ordering {
    pairs.map(|(left, right)| order(left, right)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

type Member<'v> = (Cow<'v, str>, Value<'v>);

fn sorted<'m, 'v>(members: &'m [Member<'v>]) -> Vec<&'m Member<'v>> {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_by(|left, right| left.0.cmp(&right.0));
    members
}

fn rank(value: &Value<'_>) -> u8 {
    match value {
        Value::Null => 0,
        Value::Boolean(_) => 1,
        Value::Integer(_) | Value::Unsigned(_) | Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(members: &[(&'static str, i64)]) -> Value<'static> {
        Value::Object(members.iter().map(|(key, value)| ((*key).into(), Value::Integer(*value))).collect())
    }

    #[test]
    fn equality_is_that_of_json() {
        let equal = [
            [Value::Integer(1), Value::Number(1.0)],
            [Value::Number(0.0), Value::Number(-0.0)],
            [Value::Unsigned(7), Value::Integer(7)],
            [object(&[("a", 1), ("b", 2)]), object(&[("b", 2), ("a", 1)])],
            [Value::Array(vec![Value::Null]), Value::Array(vec![Value::Null])],
        ];
        for pair in equal {
            assert!(!are_unique(&pair), "{pair:?}");
        }
        let different = [
            [Value::Integer(1), Value::Boolean(true)],
            [Value::Integer(0), Value::Boolean(false)],
            [Value::Integer(9_007_199_254_740_993), Value::Number(9_007_199_254_740_992.0)],
            [Value::String("1".into()), Value::Integer(1)],
            [object(&[("a", 1)]), object(&[("b", 1)])],
            [Value::Array(vec![]), object(&[])],
        ];
        for pair in different {
            assert!(are_unique(&pair), "{pair:?}");
        }
    }

    #[test]
    fn long_lists_are_compared_as_short_ones() {
        let mut numbers: Vec<i64> = (0..1000).rev().collect();
        assert!(are_unique(&numbers));
        numbers.push(500);
        assert!(!are_unique(&numbers));
        assert!(are_unique::<i64>(&[]));
        assert!(!are_unique(&["a", "b", "a"]));
    }

    #[test]
    fn what_is_no_number_does_not_upset_the_order() {
        let mut numbers = vec![f64::NAN; 40];
        numbers.extend((0..40).map(f64::from));
        assert!(!are_unique(&numbers));
    }
}
