//! One method for each kind of value that is not a type of the plan's own.
//!
//! Generated code could check every property through the generic [`Checker::property`]; these cost its users less to
//! compile, because no trait is looked for.

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

impl Checker<'_> {
    /// Checks a whole number against its least and its greatest value.
    pub fn integer_between(&mut self, name: &str, value: i64, least: i64, greatest: i64) {
        self.integer(name, value, &between(least, greatest));
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_integer_between(&mut self, name: &str, value: Option<i64>, least: i64, greatest: i64) {
        self.optional_integer(name, value, &between(least, greatest));
    }

    /// Checks a number that has no rules but that JSON must be able to hold it.
    pub fn finite(&mut self, name: &str, value: f64) {
        self.number(name, value, &[]);
    }

    /// The same; an absent value breaks no rule.
    pub fn optional_finite(&mut self, name: &str, value: Option<f64>) {
        self.optional_number(name, value, &[]);
    }
}

fn between(least: i64, greatest: i64) -> [Rule; 2] {
    [Rule::Minimum(Number::Integer(least)), Rule::Maximum(Number::Integer(greatest))]
}
