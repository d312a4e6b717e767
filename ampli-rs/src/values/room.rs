//! How much room a type leaves: how many different values there are, how long a text of a format is.

use super::conformance::Scope;
use super::number;
use crate::plan::{Rule, Shape, Type};

/// References followed in a row.
const LONGEST_CHAIN: usize = 8;

/// How many different values the type admits at most; `None` where there is no end, or none is known.
pub(crate) fn distinct(value: &Type, scope: Scope<'_>) -> Option<u64> {
    count(value, scope, LONGEST_CHAIN)
}

fn count(value: &Type, scope: Scope<'_>, chain: usize) -> Option<u64> {
    let values = match &value.shape {
        Shape::Boolean => 2,
        Shape::Null | Shape::Const(_) => 1,
        Shape::Enum(values) => values.len() as u64,
        Shape::Integer => integers(&value.rules)?,
        Shape::Union(branches) => {
            let mut counts = branches.iter().map(|branch| count(branch, scope, chain));
            counts.try_fold(0_u64, |sum, count| sum.checked_add(count?))?
        }
        Shape::Reference(key) if chain > 0 => count(scope.definition(key)?, scope, chain - 1)?,
        Shape::Any
        | Shape::String
        | Shape::Number
        | Shape::Array(_)
        | Shape::Object(_)
        | Shape::Map(_)
        | Shape::Reference(_) => return None,
    };
    values.checked_add(u64::from(value.nullable))
}

/// How many whole numbers are between the bounds.
fn integers(rules: &[Rule]) -> Option<u64> {
    let low = rules.iter().filter_map(|rule| match rule {
        Rule::Minimum(limit) | Rule::ExclusiveMinimum(limit) => number::ceiling(limit),
        _ => None,
    });
    let high = rules.iter().filter_map(|rule| match rule {
        Rule::Maximum(limit) | Rule::ExclusiveMaximum(limit) => number::floor(limit),
        _ => None,
    });
    let between = high.min()?.checked_sub(low.max()?)?.checked_add(1)?;
    u64::try_from(between.max(0)).ok()
}

/// The characters of a text of this format, at least and at most; `None` where that is not known.
///
/// A date has ten characters by RFC 3339, a UUID 36 by RFC 4122, an address of IPv4 seven to fifteen.
pub(crate) fn format_length(format: &str) -> Option<(u64, u64)> {
    match format {
        "date" => Some((10, 10)),
        "uuid" => Some((36, 36)),
        "ipv4" => Some((7, 15)),
        _ => None,
    }
}
