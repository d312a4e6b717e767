//! Numbers at and around the limits of rules.

use serde_json::Number;

use crate::compare::inclusion::resolved::Resolved;
use crate::json::Json;
use crate::plan::Rule;
use crate::values::number;

/// Numbers that tell most types apart.
const USUAL: [i64; 4] = [1, 0, -1, 1_000_000];

pub(super) fn samples(own: &Resolved<'_>, others: &[Resolved<'_>], is_whole: bool) -> Vec<Json> {
    let mut samples: Vec<Json> = Vec::new();
    // Values near a limit show best what it refuses.
    let mut push = |number: Option<Number>| {
        let number = number.filter(|number| !is_whole || number::integer(number).is_some());
        samples.extend(number.map(Json::Number));
    };
    let rules = others.iter().flat_map(|other| &other.rules).chain(&own.rules);
    for limit in rules.filter_map(|rule| limit(rule)) {
        match number::integer(limit).and_then(|limit| i64::try_from(limit).ok()) {
            Some(limit) => {
                [1, -1, limit].iter().for_each(|step| push(limit.checked_add(*step).map(Into::into)))
            }
            None => [1.0, -1.0].iter().for_each(|step| push(Number::from_f64(number::float(limit) + step))),
        }
        push(Some(limit.clone()));
        [0.5, -0.5].iter().for_each(|step| push(Number::from_f64(number::float(limit) + step)));
    }
    USUAL.iter().for_each(|usual| push(Some((*usual).into())));
    push(Number::from_f64(1.5));
    samples
}

fn limit(rule: &Rule) -> Option<&Number> {
    match rule {
        Rule::Minimum(limit)
        | Rule::Maximum(limit)
        | Rule::ExclusiveMinimum(limit)
        | Rule::ExclusiveMaximum(limit)
        | Rule::MultipleOf(limit) => Some(limit),
        _ => None,
    }
}
