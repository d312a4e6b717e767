//! YAML 1.2 (core schema) as it was written: the order of keys, repeated keys, and where every value stands.
//!
//! Aliases and merge keys are followed, within limits: a few lines of them can stand for more values than memory holds.

mod compose;
mod merge;
mod padding;
mod scalar;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use ecow::EcoString;

pub(crate) use self::compose::compose;
use crate::json::{self, Json};

/// How deep values may lie in each other: as deep as in JSON.
pub(crate) const DEPTH: usize = 127;

/// How many values the aliases of a file may stand for together.
pub(crate) const ALIASED: usize = 1_000_000;

/// A value and where it stands.
#[derive(Debug)]
pub(crate) struct Node {
    /// The value.
    pub(crate) content: Content,
    /// Where it stands in the text, in bytes. What an alias stands for stands at its anchor.
    pub(crate) range: Range<usize>,
    /// How many values it holds, itself included.
    weight: usize,
    /// How many levels of values it has.
    height: usize,
}

/// A value.
#[derive(Debug)]
pub(crate) enum Content {
    /// Anything but a list or a mapping.
    Scalar(Json),
    /// A list.
    Sequence(Vec<Arc<Node>>),
    /// An object. Keys may be repeated.
    Mapping(Vec<Entry>),
}

/// A member of a mapping.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The key, as it was written.
    pub(crate) key: EcoString,
    /// Where the key stands.
    pub(crate) key_range: Range<usize>,
    /// The value.
    pub(crate) value: Arc<Node>,
}

/// Why a text can't be read.
#[derive(Debug, PartialEq)]
pub(crate) struct Mistake {
    /// What is wrong.
    pub(crate) kind: MistakeKind,
    /// The byte of the text where it shows.
    pub(crate) offset: usize,
}

/// What can be wrong with a text.
#[derive(Debug, PartialEq)]
pub(crate) enum MistakeKind {
    /// It is no YAML; in the words of the parser.
    Syntax(String),
    /// A key is a list or a mapping.
    KeyIsNoText,
    /// `<<` names something else than mappings.
    MergeOfNoMapping,
    /// An alias stands in the value that it names.
    AliasInItself,
    /// Aliases stand for more than [`ALIASED`] values.
    TooManyAliased,
    /// Values lie in each other more than [`DEPTH`] levels deep.
    TooDeep,
    /// A number that is not finite in 64 bits.
    NumberOutOfRange,
}

impl Node {
    fn new(content: Content, range: Range<usize>) -> Self {
        let inner: Vec<&Arc<Self>> = match &content {
            Content::Scalar(_) => Vec::new(),
            Content::Sequence(items) => items.iter().collect(),
            Content::Mapping(entries) => entries.iter().map(|entry| &entry.value).collect(),
        };
        let weight = inner.iter().fold(1, |sum: usize, node| sum.saturating_add(node.weight));
        let height = 1 + inner.iter().map(|node| node.height).max().unwrap_or_default();
        Self { content, range, weight, height }
    }

    /// Whether there is no value.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.content, Content::Scalar(Json::Null))
    }

    /// The value as a tree of JSON.
    pub(crate) fn to_document(&self) -> json::Document {
        let mut document = json::Document { json: Json::Null, repeats_keys: false, has_huge_numbers: false };
        document.json = self.to_json(&mut document.repeats_keys, &mut document.has_huge_numbers);
        document
    }

    fn to_json(&self, repeats_keys: &mut bool, has_huge_numbers: &mut bool) -> Json {
        match &self.content {
            Content::Scalar(json) => {
                *has_huge_numbers |= matches!(json, Json::Number(number) if number.is_f64());
                json.clone()
            }
            Content::Sequence(items) => {
                items.iter().map(|item| item.to_json(repeats_keys, has_huge_numbers)).collect()
            }
            Content::Mapping(entries) => {
                let mut keys = HashSet::with_capacity(entries.len());
                *repeats_keys |= !entries.iter().all(|entry| keys.insert(&entry.key));
                let member =
                    |entry: &Entry| (entry.key.clone(), entry.value.to_json(repeats_keys, has_huge_numbers));
                entries.iter().map(member).collect()
            }
        }
    }
}
