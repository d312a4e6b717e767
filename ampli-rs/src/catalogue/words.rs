//! Types in words.

use super::link::{Links, definition_label};
use super::piece::{Piece, shown};
use crate::json::Json;
use crate::plan::{Additional, Event, Object, Shape, Type};

/// How many named types of the event's own are gone through: one may hold itself.
const DEEPEST: usize = 4;

/// Longest value that is shown whole.
const LONGEST_VALUE: usize = 120;

/// What the words are for.
#[derive(Clone, Copy)]
pub(super) struct Context<'a, 'p> {
    pub(super) links: &'a Links<'p>,
    /// The event whose own definitions are seen.
    pub(super) event: Option<&'p Event>,
}

impl<'p> Context<'_, 'p> {
    /// The event's own type of that key, which no other page has.
    pub(super) fn own(self, key: &str) -> Option<&'p Type> {
        self.event.and_then(|event| event.definitions.get(key))
    }

    /// The words for a type: `string`, `array of integer or null`.
    pub(super) fn words(self, of_type: &Type) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.push(of_type, DEEPEST, &mut pieces);
        joined(pieces)
    }

    fn push(self, of_type: &Type, depth: usize, to: &mut Vec<Piece>) {
        let word = match &of_type.shape {
            Shape::Any => "any value",
            Shape::String => "string",
            Shape::Integer => "integer",
            Shape::Number => "number",
            Shape::Boolean => "boolean",
            Shape::Null => "null",
            Shape::Enum(_) => "enum",
            Shape::Object(object) if is_free(object) => "object with any properties",
            Shape::Object(_) => "object",
            Shape::Const(value) => {
                to.push(Piece::text("always "));
                to.push(Piece::Code(value_text(value)));
                ""
            }
            Shape::Array(array) => {
                to.push(Piece::text("array of "));
                self.push(&array.items, depth, to);
                ""
            }
            Shape::Map(values) => {
                to.push(Piece::text("map of "));
                self.push(values, depth, to);
                ""
            }
            Shape::Union(branches) => {
                self.push_alternatives(branches, depth, to);
                ""
            }
            Shape::Reference(key) => {
                match self.own(key).filter(|_| depth > 0) {
                    Some(own) => self.push(own, depth - 1, to),
                    None => to.push(
                        self.links
                            .definition(key)
                            .unwrap_or_else(|| Piece::Text(shown(&definition_label(key)))),
                    ),
                }
                ""
            }
        };
        to.push(Piece::text(word));
        if of_type.nullable {
            to.push(Piece::text(" or null"));
        }
    }

    fn push_alternatives(self, branches: &[Type], depth: usize, to: &mut Vec<Piece>) {
        let words = branches.iter().map(|branch| {
            let mut words = Vec::new();
            self.push(branch, depth, &mut words);
            joined(words)
        });
        for (index, words) in counted_words(words.collect()).into_iter().enumerate() {
            to.push(Piece::text(if index == 0 { "" } else { " or " }));
            to.extend(words);
        }
    }
}

/// Alternatives with equal words are counted: `string or 2 kinds of object`.
fn counted_words(all: Vec<Vec<Piece>>) -> Vec<Vec<Piece>> {
    let mut counted: Vec<(usize, Vec<Piece>)> = Vec::new();
    for words in all {
        match counted.iter_mut().find(|(_, known)| *known == words) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, words)),
        }
    }
    let said = counted.into_iter().map(|(count, words)| match count {
        1 => words,
        _ => [vec![Piece::text(format!("{count} kinds of "))], words].concat(),
    });
    said.collect()
}

/// Whether nothing is said about the object's properties.
fn is_free(object: &Object) -> bool {
    object.properties.is_empty() && object.additional == Additional::Open
}

/// Neighbouring texts as one.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (all.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => all.push(piece),
        }
    }
    all.retain(|piece| *piece != Piece::text(""));
    all
}

/// A value as JSON writes it, no longer than people read.
pub(super) fn value_text(value: &Json) -> String {
    let text = shown(&serde_json::to_string(value).unwrap_or_default());
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
