use crate::json::Json;
use crate::plan::{Rule, Shape};

/// One of the words that `type` may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    /// The words of all kinds, and `any`, which some vendors write.
    pub(super) const WORDS: [&'static str; 8] =
        ["null", "boolean", "integer", "number", "string", "array", "object", "any"];

    /// The kind that `word` names.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word for the kind.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// Whether `value` is of this kind; `1.0` is an integer.
    pub(super) fn has(self, value: &Json) -> bool {
        match (self, value) {
            (Self::Integer, Json::Number(number)) => {
                !number.is_f64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
            }
            (kind, value) => kind.word() == value.kind(),
        }
    }

    /// Whether the rule says something about values of this kind.
    pub(super) fn is_ruled_by(self, rule: &Rule) -> bool {
        match rule {
            Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_) => matches!(self, Self::Integer | Self::Number),
            Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) | Rule::Format(_) => {
                self == Self::String
            }
            Rule::MinItems(_) | Rule::MaxItems(_) | Rule::UniqueItems => self == Self::Array,
            Rule::MinProperties(_) | Rule::MaxProperties(_) => self == Self::Object,
        }
    }

    /// The only kind that every value of `shape` has; `None` when there are several or none is known.
    pub(super) fn of_shape(shape: &Shape) -> Option<Self> {
        match shape {
            Shape::String => Some(Self::String),
            Shape::Integer => Some(Self::Integer),
            Shape::Number => Some(Self::Number),
            Shape::Boolean => Some(Self::Boolean),
            Shape::Null => Some(Self::Null),
            Shape::Array(_) => Some(Self::Array),
            Shape::Object(_) | Shape::Map(_) => Some(Self::Object),
            Shape::Const(value) => Self::from_word(value.kind()),
            Shape::Any | Shape::Enum(_) | Shape::Union(_) | Shape::Reference(_) => None,
        }
    }
}
