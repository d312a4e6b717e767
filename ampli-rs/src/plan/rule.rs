use ecow::EcoString;
use serde::Serialize;
use serde_json::Number;

/// A rule on a value beyond its shape, in the terms of JSON Schema (validation vocabulary, 2020-12).
///
/// Older spellings (boolean `exclusiveMinimum` of draft 4) are read as the later form.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// At least this number.
    Minimum(Number),
    /// At most this number.
    Maximum(Number),
    /// More than this number.
    ExclusiveMinimum(Number),
    /// Less than this number.
    ExclusiveMaximum(Number),
    /// A multiple of this number, which is greater than zero.
    MultipleOf(Number),
    /// At least so many Unicode code points.
    MinLength(u64),
    /// At most so many Unicode code points.
    MaxLength(u64),
    /// The regular expression matches somewhere in the text.
    Pattern(EcoString),
    /// The text is written as the named format asks.
    Format(EcoString),
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
}

impl Rule {
    /// The keyword of JSON Schema that says it.
    pub(crate) fn keyword(&self) -> &'static str {
        match self {
            Self::Minimum(_) => "minimum",
            Self::Maximum(_) => "maximum",
            Self::ExclusiveMinimum(_) => "exclusiveMinimum",
            Self::ExclusiveMaximum(_) => "exclusiveMaximum",
            Self::MultipleOf(_) => "multipleOf",
            Self::MinLength(_) => "minLength",
            Self::MaxLength(_) => "maxLength",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
            Self::MinItems(_) => "minItems",
            Self::MaxItems(_) => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties(_) => "minProperties",
            Self::MaxProperties(_) => "maxProperties",
        }
    }
}
