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
    pub(super) fn text(&mut self, text: &str, rules: &[Rule]) {
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
    pub(super) fn number(&mut self, number: Number, rules: &[Rule]) {
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
fn has_at_least(text: &str, limit: u64) -> bool {
    const LONGEST_CODE_POINT: u64 = 4;
    let bytes = text.len() as u64;
    bytes >= limit && (bytes / LONGEST_CODE_POINT >= limit || text.chars().count() as u64 >= limit)
}

/// Whether `text` has at most `limit` code points.
fn has_at_most(text: &str, limit: u64) -> bool {
    text.len() as u64 <= limit || text.chars().count() as u64 <= limit
}
