//! A schema as it is held against values: what it asks for, sorted by the kind of value.

use itly_runtime::Format;
use serde_json::{Number, Value};

use super::expression::Expression;
use crate::collected::tape::Kind;

/// The place of a schema among those of an event.
pub(super) type NodeId = usize;

/// One schema.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The kinds of values that it takes; `None`: all.
    pub(super) kinds: Option<Kinds>,
    pub(super) listed: Option<Listed>,
    pub(super) numbers: Vec<Limit>,
    pub(super) text: TextRules,
    pub(super) list: Option<Box<ListRules>>,
    pub(super) object: Option<Box<ObjectRules>>,
    pub(super) all: Vec<NodeId>,
    pub(super) any: Option<Vec<NodeId>>,
    pub(super) one: Option<Vec<NodeId>>,
    /// Whether it asks for something that is not expressed here, so that `jsonschema` must decide.
    pub(super) is_doubtful: bool,
    /// Whether no value is right: the schema `false`.
    pub(super) is_never: bool,
}

/// The words of `type`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Kinds {
    bits: u8,
    /// Whether `1.0` is no integer, as draft 4 has it.
    is_by_spelling: bool,
}

impl Kinds {
    pub(super) fn new(is_by_spelling: bool) -> Self {
        Self { bits: 0, is_by_spelling }
    }

    pub(super) fn add(&mut self, kind: Kind) {
        self.bits |= 1 << kind as u8;
        // Every integer is a number.
        if kind == Kind::Fraction {
            self.bits |= 1 << Kind::Integer as u8;
        }
    }

    /// Whether values of this kind are right whatever they are.
    #[inline]
    pub(super) fn has(self, kind: Kind) -> bool {
        self.bits & (1 << kind as u8) != 0
    }

    /// Whether a number of 64 bits and more, or one that is written as a fraction, is an integer.
    pub(super) fn takes_whole(self, number: &Number) -> bool {
        let is_exact = number.is_i64() || number.is_u64();
        self.has(Kind::Integer)
            && (is_exact
                || (!self.is_by_spelling && number.as_f64().is_some_and(|value| value.fract() == 0.0)))
    }

    /// The words, for messages.
    pub(super) fn words(self) -> String {
        let has_fractions = self.has(Kind::Fraction);
        let kinds = Kind::ALL.into_iter().filter(|kind| self.has(*kind));
        let kinds = kinds.filter(|kind| *kind != Kind::Integer || !has_fractions);
        kinds.map(Kind::word).collect::<Vec<_>>().join(" or ")
    }
}

/// `enum` or `const`.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) keyword: &'static str,
    /// Sorted: there are mostly few of them.
    pub(super) texts: Vec<String>,
    pub(super) numbers: Vec<Number>,
    pub(super) has_null: bool,
    pub(super) booleans: [bool; 2],
    /// Whether lists or objects are among them, which are not compared here.
    pub(super) has_composed: bool,
}

impl Listed {
    pub(super) fn new(keyword: &'static str, values: &[Value]) -> Self {
        let mut listed = Self {
            keyword,
            texts: Vec::new(),
            numbers: Vec::new(),
            has_null: false,
            booleans: [false; 2],
            has_composed: false,
        };
        for value in values {
            match value {
                Value::Null => listed.has_null = true,
                Value::Bool(value) => listed.booleans[usize::from(*value)] = true,
                Value::Number(number) => listed.numbers.push(number.clone()),
                Value::String(text) => listed.texts.push(text.clone()),
                Value::Array(_) | Value::Object(_) => listed.has_composed = true,
            }
        }
        listed.texts.sort_unstable();
        listed
    }

    pub(super) fn has_text(&self, text: &str) -> bool {
        self.texts.binary_search_by(|own| own.as_str().cmp(text)).is_ok()
    }
}

/// A rule on numbers.
#[derive(Debug)]
pub(super) struct Limit {
    pub(super) keyword: &'static str,
    pub(super) bound: Number,
    pub(super) relation: Relation,
}

/// How a number must stand to the bound of its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    AtLeast,
    AtMost,
    Above,
    Below,
    MultipleOf,
}

/// Rules on texts.
#[derive(Debug, Default)]
pub(super) struct TextRules {
    pub(super) least: Option<u64>,
    pub(super) most: Option<u64>,
    pub(super) pattern: Option<Expression>,
    pub(super) format: Option<Format>,
}

impl TextRules {
    pub(super) fn are_empty(&self) -> bool {
        self.least.is_none() && self.most.is_none() && self.pattern.is_none() && self.format.is_none()
    }
}

/// Rules on lists.
#[derive(Debug, Default)]
pub(super) struct ListRules {
    pub(super) least: Option<u64>,
    pub(super) most: Option<u64>,
    pub(super) is_unique: bool,
    /// What the first items must be.
    pub(super) first: Vec<NodeId>,
    /// What all others must be.
    pub(super) rest: Option<NodeId>,
}

/// Rules on objects.
#[derive(Debug, Default)]
pub(super) struct ObjectRules {
    pub(super) least: Option<u64>,
    pub(super) most: Option<u64>,
    pub(super) declared: Vec<Declared>,
    /// Names that are required and not declared.
    pub(super) required: Vec<String>,
    /// Expressions that names may match, and what the values must be then.
    pub(super) patterns: Vec<(Expression, NodeId)>,
    pub(super) additional: Additional,
}

/// A property that an object declares.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) is_required: bool,
    pub(super) node: NodeId,
}

/// What holds for all other properties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Additional {
    #[default]
    Open,
    Closed,
    Schema(NodeId),
}
