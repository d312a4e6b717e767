//! Pairs of rules that leave nothing between them.

use std::cmp::Ordering;

use serde_json::Number;

use super::number;
use crate::plan::Rule;

/// Rules that no value satisfies together.
pub(crate) struct Conflict {
    /// Why, in words: `minimum 10 is more than maximum 5`.
    pub(crate) reason: String,
    /// The keywords of the rules.
    pub(crate) keywords: Vec<&'static str>,
}

/// A bound of a range of numbers.
struct Bound<'a> {
    keyword: &'static str,
    limit: &'a Number,
    is_exclusive: bool,
}

/// All contradictions among `rules`; numbers must be whole if `is_whole`.
pub(crate) fn conflicts(rules: &[Rule], is_whole: bool) -> Vec<Conflict> {
    let counts = [
        ("minLength", "maxLength", least(rules, "minLength"), most(rules, "maxLength")),
        ("minItems", "maxItems", least(rules, "minItems"), most(rules, "maxItems")),
        ("minProperties", "maxProperties", least(rules, "minProperties"), most(rules, "maxProperties")),
    ];
    let mut found: Vec<_> = counts
        .into_iter()
        .filter_map(|(low, high, least, most)| {
            let (least, most) = (least?, most?);
            (least > most).then(|| Conflict {
                reason: format!("`{low}` {least} is more than `{high}` {most}"),
                keywords: vec![low, high],
            })
        })
        .collect();
    found.extend(numeric(rules, is_whole));
    found
}

/// The strictest count that `keyword` demands at least.
fn least(rules: &[Rule], keyword: &str) -> Option<u64> {
    rules.iter().filter_map(|rule| count(rule, keyword)).max()
}

/// The strictest count that `keyword` allows at most.
fn most(rules: &[Rule], keyword: &str) -> Option<u64> {
    rules.iter().filter_map(|rule| count(rule, keyword)).min()
}

fn count(rule: &Rule, keyword: &str) -> Option<u64> {
    match (rule, keyword) {
        (Rule::MinLength(count), "minLength")
        | (Rule::MaxLength(count), "maxLength")
        | (Rule::MinItems(count), "minItems")
        | (Rule::MaxItems(count), "maxItems")
        | (Rule::MinProperties(count), "minProperties")
        | (Rule::MaxProperties(count), "maxProperties") => Some(*count),
        _ => None,
    }
}

fn numeric(rules: &[Rule], is_whole: bool) -> Option<Conflict> {
    let low =
        rules.iter().filter_map(lower).reduce(|left, right| stricter(left, right, Ordering::Greater))?;
    let high = rules.iter().filter_map(upper).reduce(|left, right| stricter(left, right, Ordering::Less))?;
    let range = format!("`{}` {} and `{}` {}", low.keyword, low.limit, high.keyword, high.limit);
    let order = number::compare(low.limit, high.limit);
    if order == Ordering::Greater {
        let reason =
            format!("`{}` {} is more than `{}` {}", low.keyword, low.limit, high.keyword, high.limit);
        return Some(Conflict { reason, keywords: vec![low.keyword, high.keyword] });
    }
    if order == Ordering::Equal && (low.is_exclusive || high.is_exclusive) {
        let reason = format!("nothing is between {range}");
        return Some(Conflict { reason, keywords: vec![low.keyword, high.keyword] });
    }
    if is_whole && has_no_multiple(&low, &high, 1) {
        let reason = format!("no integer is between {range}");
        return Some(Conflict { reason, keywords: vec![low.keyword, high.keyword] });
    }
    let (step, whole_step) = rules.iter().find_map(|rule| match rule {
        Rule::MultipleOf(step) => Some((step, number::integer(step)?)),
        _ => None,
    })?;
    has_no_multiple(&low, &high, whole_step).then(|| Conflict {
        reason: format!("no multiple of {step} is between {range}"),
        keywords: vec![low.keyword, high.keyword, "multipleOf"],
    })
}

fn lower(rule: &Rule) -> Option<Bound<'_>> {
    match rule {
        Rule::Minimum(limit) => Some(Bound { keyword: "minimum", limit, is_exclusive: false }),
        Rule::ExclusiveMinimum(limit) => {
            Some(Bound { keyword: "exclusiveMinimum", limit, is_exclusive: true })
        }
        _ => None,
    }
}

fn upper(rule: &Rule) -> Option<Bound<'_>> {
    match rule {
        Rule::Maximum(limit) => Some(Bound { keyword: "maximum", limit, is_exclusive: false }),
        Rule::ExclusiveMaximum(limit) => {
            Some(Bound { keyword: "exclusiveMaximum", limit, is_exclusive: true })
        }
        _ => None,
    }
}

/// The bound that leaves less: the one that is `farther`, or the exclusive one at the same number.
fn stricter<'a>(left: Bound<'a>, right: Bound<'a>, farther: Ordering) -> Bound<'a> {
    let order = number::compare(left.limit, right.limit);
    let is_left = order == farther || (order == Ordering::Equal && left.is_exclusive);
    if is_left { left } else { right }
}

/// Whether no multiple of the whole number `step` is in the range; `false` where 128 bits can't tell.
fn has_no_multiple(low: &Bound<'_>, high: &Bound<'_>, step: i128) -> bool {
    let first = number::ceiling(low.limit).map(|first| first + i128::from(low.is_exclusive && is_whole(low)));
    let last = number::floor(high.limit).map(|last| last - i128::from(high.is_exclusive && is_whole(high)));
    let (Some(first), Some(last)) = (first, last) else { return false };
    if step <= 0 {
        return false;
    }
    // The largest multiple that is not over the end is the only one to look at.
    last.div_euclid(step) * step < first
}

fn is_whole(bound: &Bound<'_>) -> bool {
    number::integer(bound.limit).is_some()
}

#[cfg(test)]
mod tests {
    use super::conflicts;
    use crate::plan::Rule;

    fn number(text: &str) -> serde_json::Number {
        serde_json::from_str(text).expect("a number")
    }

    fn reasons(rules: &[Rule], is_whole: bool) -> Vec<String> {
        conflicts(rules, is_whole).into_iter().map(|conflict| conflict.reason).collect()
    }

    #[test]
    fn ranges_that_hold_something_are_left_alone() {
        assert!(reasons(&[Rule::Minimum(number("5")), Rule::Maximum(number("5"))], true).is_empty());
        assert!(
            reasons(&[Rule::ExclusiveMinimum(number("0.5")), Rule::Maximum(number("1"))], true).is_empty()
        );
        assert!(reasons(&[Rule::Minimum(number("1")), Rule::MultipleOf(number("7"))], true).is_empty());
        let rules = [Rule::Minimum(number("1")), Rule::Maximum(number("8")), Rule::MultipleOf(number("7"))];
        assert!(reasons(&rules, true).is_empty());
        assert!(reasons(&[Rule::MinLength(2), Rule::MaxLength(2), Rule::MaxItems(0)], false).is_empty());
        assert!(reasons(&[Rule::Minimum(number("1e300")), Rule::Maximum(number("1e301"))], true).is_empty());
    }

    #[test]
    fn empty_ranges_are_found() {
        assert_eq!(
            reasons(&[Rule::Minimum(number("10")), Rule::Maximum(number("5"))], false),
            ["`minimum` 10 is more than `maximum` 5"]
        );
        assert_eq!(
            reasons(&[Rule::ExclusiveMinimum(number("5")), Rule::Maximum(number("5.0"))], false),
            ["nothing is between `exclusiveMinimum` 5 and `maximum` 5.0"]
        );
        assert_eq!(
            reasons(&[Rule::ExclusiveMinimum(number("5")), Rule::ExclusiveMaximum(number("6"))], true),
            ["no integer is between `exclusiveMinimum` 5 and `exclusiveMaximum` 6"]
        );
        assert!(
            reasons(&[Rule::ExclusiveMinimum(number("5")), Rule::ExclusiveMaximum(number("6"))], false)
                .is_empty()
        );
        let rules = [Rule::Minimum(number("8")), Rule::Maximum(number("13")), Rule::MultipleOf(number("7"))];
        assert_eq!(reasons(&rules, false), ["no multiple of 7 is between `minimum` 8 and `maximum` 13"]);
        assert_eq!(
            reasons(&[Rule::MinItems(3), Rule::MaxItems(2), Rule::MinLength(9), Rule::MaxLength(1)], false),
            ["`minLength` 9 is more than `maxLength` 1", "`minItems` 3 is more than `maxItems` 2"]
        );
    }
}
