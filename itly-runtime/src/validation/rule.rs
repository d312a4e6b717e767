use std::fmt;

use super::place::Quoted;
use super::{Format, Number, Pattern};

/// A rule on a value beyond its type, in the terms of JSON Schema; a table of them is a constant of generated code.
///
/// A rule says nothing about values that it does not fit: `MinLength` holds for every number.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// At least this number.
    Minimum(Number),
    /// At most this number.
    Maximum(Number),
    /// More than this number.
    ExclusiveMinimum(Number),
    /// Less than this number.
    ExclusiveMaximum(Number),
    /// A multiple of this number, both read as the decimals that they print as; `0` asks nothing.
    MultipleOf(Number),
    /// At least so many Unicode code points.
    MinLength(u64),
    /// At most so many Unicode code points.
    MaxLength(u64),
    /// The regular expression matches somewhere in the text.
    Pattern(&'static Pattern),
    /// The text is written as the format asks.
    Format(Format),
    /// At least so many items.
    MinItems(u64),
    /// At most so many items.
    MaxItems(u64),
    /// No two items are equal.
    UniqueItems,
    /// At least so many properties.
    MinProperties(u64),
    /// At most so many properties.
    MaxProperties(u64),
    /// Rules on every item of a list.
    Items(&'static [Rule]),
    /// Rules on every value of an object whose keys are data.
    Values(&'static [Rule]),
}

/// Prints what is said of a value that breaks the rule.
impl fmt::Display for Rule {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minimum(limit) => write!(to, "must be greater than or equal to {limit}"),
            Self::Maximum(limit) => write!(to, "must be less than or equal to {limit}"),
            Self::ExclusiveMinimum(limit) => write!(to, "must be strictly greater than {limit}"),
            Self::ExclusiveMaximum(limit) => write!(to, "must be strictly less than {limit}"),
            Self::MultipleOf(divisor) => write!(to, "is not a multiple of (divisible by) {divisor}"),
            Self::MinLength(limit) | Self::MinItems(limit) => {
                write!(to, "does not meet minimum length of {limit}")
            }
            Self::MaxLength(limit) | Self::MaxItems(limit) => {
                write!(to, "does not meet maximum length of {limit}")
            }
            Self::Pattern(pattern) => to.write_str(&no_match(pattern.source())),
            Self::Format(format) => to.write_str(&no_conformity(format.name())),
            Self::UniqueItems => to.write_str("contains duplicate item"),
            Self::MinProperties(limit) => write!(to, "does not meet minimum property length of {limit}"),
            Self::MaxProperties(limit) => write!(to, "does not meet maximum property length of {limit}"),
            Self::Items(_) => to.write_str("has an item that breaks a rule"),
            Self::Values(_) => to.write_str("has a value that breaks a rule"),
        }
    }
}

/// What is said of a text in which the pattern is not found.
pub(crate) fn no_match(pattern: &str) -> String {
    format!("does not match pattern {}", Quoted(pattern))
}

/// What is said of a text that is not written as the format of that name asks.
pub(crate) fn no_conformity(format: &str) -> String {
    format!("does not conform to the {} format", Quoted(format))
}
