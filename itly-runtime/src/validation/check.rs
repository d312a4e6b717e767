use std::cmp::Ordering;

use super::decimal::is_multiple;
use super::place::Place;
use super::{CheckValue, Number, Rule, Violation};
use crate::typed_event::WriteProperties;

/// Collects every rule that an event breaks.
///
/// Generated code calls it from [`WriteProperties::check`], a line for each property that has rules or holds a float.
pub struct Checker<'a> {
    violations: &'a mut Vec<Violation>,
    place: Place<'a>,
}

/// Every rule of the plan that `properties` break, in the order of the properties and of their rules.
///
/// Nothing is allocated for an event that breaks none.
#[inline]
pub fn violations(properties: &(impl WriteProperties + ?Sized)) -> Vec<Violation> {
    let mut violations = Vec::new();
    properties.check(&mut Checker::new(&mut violations));
    violations
}

impl<'a> Checker<'a> {
    /// A checker of an event's properties that appends to `violations`.
    pub(crate) fn new(violations: &'a mut Vec<Violation>) -> Self {
        Self { violations, place: Place::ROOT }
    }

    /// Checks the property `name` against `rules`; an absent (`None`) value breaks none.
    pub fn property<T: CheckValue + ?Sized>(&mut self, name: &str, value: &T, rules: &[Rule]) {
        let place = self.place.key(name);
        value.check_value(&mut Checker { violations: self.violations, place }, rules);
    }

    /// Checks the item `index` of the list that is being checked.
    pub fn item<T: CheckValue + ?Sized>(&mut self, index: usize, value: &T, rules: &[Rule]) {
        let place = self.place.index(index);
        value.check_value(&mut Checker { violations: self.violations, place }, rules);
    }

    /// Checks how many properties the object has that is being checked.
    pub fn property_count(&mut self, count: usize, rules: &[Rule]) {
        let count = count as u64;
        for rule in rules {
            let holds = match rule {
                Rule::MinProperties(limit) => count >= *limit,
                Rule::MaxProperties(limit) => count <= *limit,
                _ => true,
            };
            self.expect(holds, rule);
        }
    }

    /// Checks a text.
    pub(super) fn check_text(&mut self, text: &str, rules: &[Rule]) {
        for rule in rules {
            let holds = match rule {
                Rule::MinLength(limit) => has_at_least(text, *limit),
                Rule::MaxLength(limit) => has_at_most(text, *limit),
                Rule::Pattern(pattern) => pattern.is_match(text),
                Rule::Format(format) => format.holds(text),
                _ => true,
            };
            self.expect(holds, rule);
        }
    }

    /// Checks a number; one that JSON cannot hold is reported as no number at all.
    pub(super) fn check_number(&mut self, number: Number, rules: &[Rule]) {
        if !number.is_finite() {
            self.report("is not of a type(s) number".to_owned());
            return;
        }
        for rule in rules {
            let holds = match rule {
                Rule::Minimum(limit) => number.order(*limit).is_none_or(Ordering::is_ge),
                Rule::Maximum(limit) => number.order(*limit).is_none_or(Ordering::is_le),
                Rule::ExclusiveMinimum(limit) => number.order(*limit).is_none_or(Ordering::is_gt),
                Rule::ExclusiveMaximum(limit) => number.order(*limit).is_none_or(Ordering::is_lt),
                Rule::MultipleOf(divisor) => is_multiple(number, *divisor),
                _ => true,
            };
            self.expect(holds, rule);
        }
    }

    /// Reports what was found before, when the values were still there, in an object that is now at this place.
    pub(crate) fn repeat(&mut self, found: &[Violation]) {
        for Violation { path, phrase } in found {
            let below = path.strip_prefix("properties").unwrap_or(path);
            let path = format!("{}{below}", self.place);
            self.violations.push(Violation { path, phrase: phrase.clone() });
        }
    }

    /// Reports a rule that does not hold.
    pub(super) fn expect(&mut self, holds: bool, rule: &Rule) {
        if !holds {
            self.report(rule.to_string());
        }
    }

    /// Kept out of line: what happens seldom shall not weigh on what happens for every event.
    #[cold]
    fn report(&mut self, phrase: String) {
        self.violations.push(Violation { path: self.place.to_string(), phrase });
    }
}

/// Whether `text` has at least `limit` code points; counts only where the number of bytes leaves a doubt.
pub(super) fn has_at_least(text: &str, limit: u64) -> bool {
    const LONGEST_CODE_POINT: u64 = 4;
    let bytes = text.len() as u64;
    bytes >= limit && (bytes / LONGEST_CODE_POINT >= limit || text.chars().count() as u64 >= limit)
}

/// Whether `text` has at most `limit` code points.
pub(super) fn has_at_most(text: &str, limit: u64) -> bool {
    text.len() as u64 <= limit || text.chars().count() as u64 <= limit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::PropertiesWriter;
    use crate::validation::{Format, Pattern};
    use crate::value::Value;

    /// What is said of `value` under `rules`.
    fn said(value: &(impl CheckValue + ?Sized), rules: &[Rule]) -> Vec<String> {
        let mut violations = Vec::new();
        Checker::new(&mut violations).property("p", value, rules);
        violations.iter().map(Violation::to_string).collect()
    }

    #[test]
    fn bounds_of_numbers() {
        const FROM_5_TO_10: &[Rule] =
            &[Rule::Minimum(Number::Integer(5)), Rule::Maximum(Number::Float(10.0))];
        assert_eq!(said(&5_i64, FROM_5_TO_10), [""; 0]);
        assert_eq!(said(&10.0, FROM_5_TO_10), [""; 0]);
        assert_eq!(said(&4_u64, FROM_5_TO_10), ["`properties.p` must be greater than or equal to 5."]);
        assert_eq!(said(&10.000_001, FROM_5_TO_10), ["`properties.p` must be less than or equal to 10."]);

        const BETWEEN_5_AND_5: &[Rule] =
            &[Rule::ExclusiveMinimum(Number::Integer(5)), Rule::ExclusiveMaximum(Number::Integer(5))];
        assert_eq!(
            said(&5_i64, BETWEEN_5_AND_5),
            [
                "`properties.p` must be strictly greater than 5.",
                "`properties.p` must be strictly less than 5."
            ]
        );

        const EVEN: &[Rule] = &[Rule::MultipleOf(Number::Integer(2))];
        assert_eq!(said(&-4_i64, EVEN), [""; 0]);
        assert_eq!(said(&3_i64, EVEN), ["`properties.p` is not a multiple of (divisible by) 2."]);
    }

    #[test]
    fn a_number_that_json_cannot_hold_is_none() {
        const LARGE: &[Rule] = &[Rule::Minimum(Number::Integer(5))];
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(said(&number, LARGE), ["`properties.p` is not of a type(s) number."]);
            assert_eq!(
                said(&Value::Array(vec![Value::Null, Value::Number(number)]), &[]),
                ["`properties.p[1]` is not of a type(s) number."]
            );
        }
        assert_eq!(said(&f64::MAX, &[]), [""; 0]);
    }

    #[test]
    fn lengths_count_code_points() {
        const TWO: &[Rule] = &[Rule::MinLength(2), Rule::MaxLength(2)];
        for text in ["ab", "é💩", "💩💩", "日本"] {
            assert_eq!(said(text, TWO), [""; 0], "{text}");
        }
        assert_eq!(said("💩", TWO), ["`properties.p` does not meet minimum length of 2."]);
        assert_eq!(said("e\u{301}💩", TWO), ["`properties.p` does not meet maximum length of 2."]);
        assert_eq!(said("", &[Rule::MinLength(0), Rule::MaxLength(0)]), [""; 0]);
        assert_eq!(said("a", &[Rule::MinLength(u64::MAX)]).len(), 1);
    }

    #[test]
    fn patterns_and_formats() {
        static PATTERN: Pattern = Pattern::new("^\"z");
        let rules = [Rule::Pattern(&PATTERN), Rule::Format(Format::DateTime)];
        assert_eq!(
            said("zebra", &rules),
            [
                r#"`properties.p` does not match pattern "^\"z"."#,
                r#"`properties.p` does not conform to the "date-time" format."#
            ]
        );
    }

    #[test]
    fn lists_and_their_items() {
        const RULES: &[Rule] =
            &[Rule::Items(&[Rule::MinLength(2)]), Rule::MinItems(3), Rule::UniqueItems, Rule::MaxItems(1)];
        assert_eq!(
            said(&["a", "a"], RULES),
            [
                "`properties.p[0]` does not meet minimum length of 2.",
                "`properties.p[1]` does not meet minimum length of 2.",
                "`properties.p` does not meet minimum length of 3.",
                "`properties.p` contains duplicate item.",
                "`properties.p` does not meet maximum length of 1.",
            ]
        );
        assert_eq!(said(&[""; 0], &[Rule::UniqueItems, Rule::MaxItems(0), Rule::MinItems(0)]), [""; 0]);
    }

    #[test]
    fn maps_and_their_values() {
        const RULES: &[Rule] = &[
            Rule::MinProperties(3),
            Rule::Values(&[Rule::Maximum(Number::Integer(1))]),
            Rule::MaxProperties(1),
        ];
        let map: &[(&str, i64)] = &[("a", 1), ("b c", 2)];
        assert_eq!(
            said(map, RULES),
            [
                "`properties.p` does not meet minimum property length of 3.",
                r#"`properties.p["b c"]` must be less than or equal to 1."#,
                "`properties.p` does not meet maximum property length of 1.",
            ]
        );
    }

    #[test]
    fn a_rule_holds_for_values_that_it_does_not_fit() {
        const RULES: &[Rule] = &[
            Rule::Minimum(Number::Integer(5)),
            Rule::MinLength(5),
            Rule::MinItems(5),
            Rule::MinProperties(5),
        ];
        assert_eq!(said(&true, RULES), [""; 0]);
        assert_eq!(said(&Value::Null, RULES), [""; 0]);
        assert_eq!(said(&None::<i64>, RULES), [""; 0]);
        assert_eq!(said(&Some(1_i64), RULES), ["`properties.p` must be greater than or equal to 5."]);
        let short = "`properties.p` does not meet minimum length of 5.";
        assert_eq!(said(&Value::String("x".into()), RULES), [short]);
        assert_eq!(said(&Value::Array(vec![]), RULES), [short]);
        assert_eq!(
            said(&Value::Object(vec![]), RULES),
            ["`properties.p` does not meet minimum property length of 5."]
        );
    }

    #[test]
    fn records_check_themselves_where_they_stand() {
        struct Item(f64);
        impl WriteProperties for Item {
            fn write(&self, to: &mut PropertiesWriter<'_>) {
                to.property("price", &Value::Number(self.0));
            }

            fn check(&self, report: &mut Checker<'_>) {
                report.number("price", self.0, &[Rule::Minimum(Number::Integer(0))]);
                report.property_count(1, &[Rule::MinProperties(2)]);
            }
        }
        struct Order(Vec<Item>);
        impl WriteProperties for Order {
            fn write(&self, _to: &mut PropertiesWriter<'_>) {}

            fn check(&self, report: &mut Checker<'_>) {
                report.property("items", &self.0, &[Rule::UniqueItems]);
            }
        }
        let found = violations(&Order(vec![Item(0.0), Item(-0.0), Item(-1.0)]));
        assert_eq!(
            found.iter().map(Violation::to_string).collect::<Vec<_>>(),
            [
                "`properties.items` contains duplicate item.",
                "`properties.items[0]` does not meet minimum property length of 2.",
                "`properties.items[1]` does not meet minimum property length of 2.",
                "`properties.items[2].price` must be greater than or equal to 0.",
                "`properties.items[2]` does not meet minimum property length of 2.",
            ]
        );
    }
}
