//! One method for each kind of value that is not a type of the plan's own.
//!
//! Generated code could check every property through the generic [`Checker::property`]; these cost its users less to
//! compile, because no trait is looked for.

use super::check::{has_at_least, has_at_most};
use super::{Checker, Number, Rule};

macro_rules! kinds {
    ($($(#[$documentation:meta])* $method:ident, $optional:ident: $type:ty;)*) => {
        impl Checker<'_> {$(
            $(#[$documentation])*
            pub fn $method(&mut self, name: &str, value: $type, rules: &[Rule]) {
                self.property(name, &value, rules);
            }

            /// The same; an absent value breaks no rule.
            pub fn $optional(&mut self, name: &str, value: Option<$type>, rules: &[Rule]) {
                if let Some(value) = value {
                    self.property(name, &value, rules);
                }
            }
        )*}
    };
}

kinds! {
    /// Checks a text.
    string, optional_string: &str;
    /// Checks a whole number.
    integer, optional_integer: i64;
    /// Checks a whole number that may be beyond `i64`.
    unsigned, optional_unsigned: u64;
    /// Checks a number; one that JSON cannot hold (not finite) is a violation by itself, so every number is checked.
    number, optional_number: f64;
}

/// The rules that most numbers have: generated code names their limits and nothing else, and what is said of a number that
/// breaks one is put together only then.
impl Checker<'_> {
    /// Checks a whole number against its least value.
    pub fn integer_at_least(&mut self, name: &str, value: i64, least: i64) {
        if value < least {
            self.integer(name, value, &[Rule::Minimum(Number::Integer(least))]);
        }
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_integer_at_least(&mut self, name: &str, value: Option<i64>, least: i64) {
        self.integer_at_least(name, value.unwrap_or(least), least);
    }

    /// Checks a whole number against its greatest value.
    pub fn integer_at_most(&mut self, name: &str, value: i64, greatest: i64) {
        if value > greatest {
            self.integer(name, value, &[Rule::Maximum(Number::Integer(greatest))]);
        }
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_integer_at_most(&mut self, name: &str, value: Option<i64>, greatest: i64) {
        self.integer_at_most(name, value.unwrap_or(greatest), greatest);
    }

    /// Checks a whole number against its least and its greatest value.
    pub fn integer_between(&mut self, name: &str, value: i64, least: i64, greatest: i64) {
        self.integer_at_least(name, value, least);
        self.integer_at_most(name, value, greatest);
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_integer_between(&mut self, name: &str, value: Option<i64>, least: i64, greatest: i64) {
        if let Some(value) = value {
            self.integer_between(name, value, least, greatest);
        }
    }

    /// Checks how many code points a text has at least.
    pub fn string_at_least(&mut self, name: &str, value: &str, least: u64) {
        if !has_at_least(value, least) {
            self.string(name, value, &[Rule::MinLength(least)]);
        }
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_string_at_least(&mut self, name: &str, value: Option<&str>, least: u64) {
        if let Some(value) = value {
            self.string_at_least(name, value, least);
        }
    }

    /// Checks how many code points a text has at most.
    pub fn string_at_most(&mut self, name: &str, value: &str, most: u64) {
        if !has_at_most(value, most) {
            self.string(name, value, &[Rule::MaxLength(most)]);
        }
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_string_at_most(&mut self, name: &str, value: Option<&str>, most: u64) {
        self.string_at_most(name, value.unwrap_or_default(), most);
    }

    /// Checks a number that has no rules: it is a violation all the same if JSON cannot hold it.
    pub fn finite(&mut self, name: &str, value: f64) {
        if !value.is_finite() {
            self.number(name, value, &[]);
        }
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_finite(&mut self, name: &str, value: Option<f64>) {
        self.finite(name, value.unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Checker, Number, Rule};
    use crate::validation::Violation;

    fn said(check: impl FnOnce(&mut Checker<'_>)) -> Vec<Violation> {
        let mut violations = Vec::new();
        check(&mut Checker::new(&mut violations));
        violations
    }

    fn minimum(least: i64) -> Rule {
        Rule::Minimum(Number::Integer(least))
    }

    fn maximum(greatest: i64) -> Rule {
        Rule::Maximum(Number::Integer(greatest))
    }

    proptest! {
        #[test]
        fn limits_say_what_their_rules_say(
            value in prop::option::of(prop_oneof![-3..3_i64, any::<i64>()]),
            least in prop_oneof![-3..3_i64, any::<i64>()],
            greatest in prop_oneof![-3..3_i64, any::<i64>()],
        ) {
            let by_rules = |rules: &[Rule]| said(|report| report.optional_integer("p", value, rules));
            prop_assert_eq!(
                said(|report| report.optional_integer_at_least("p", value, least)),
                by_rules(&[minimum(least)])
            );
            prop_assert_eq!(
                said(|report| report.optional_integer_at_most("p", value, greatest)),
                by_rules(&[maximum(greatest)])
            );
            prop_assert_eq!(
                said(|report| report.optional_integer_between("p", value, least, greatest)),
                by_rules(&[minimum(least), maximum(greatest)])
            );
        }
    }

    proptest! {
        #[test]
        fn lengths_say_what_their_rules_say(value in prop::option::of("[aé💩]{0,5}"), length in 0..12_u64) {
            let value = value.as_deref();
            let by_rules = |rules: &[Rule]| said(|report| report.optional_string("p", value, rules));
            prop_assert_eq!(
                said(|report| report.optional_string_at_least("p", value, length)),
                by_rules(&[Rule::MinLength(length)])
            );
            prop_assert_eq!(
                said(|report| report.optional_string_at_most("p", value, length)),
                by_rules(&[Rule::MaxLength(length)])
            );
        }
    }

    #[test]
    fn a_number_without_rules_must_be_one_that_json_can_hold() {
        for value in [None, Some(0.5), Some(f64::MAX), Some(f64::NAN), Some(f64::NEG_INFINITY)] {
            assert_eq!(
                said(|report| report.optional_finite("p", value)),
                said(|report| report.optional_number("p", value, &[])),
                "{value:?}"
            );
        }
    }
}
