//! Why a line is no enriched event.

mod python;
mod strict;

use std::fmt;

use crate::field::{FIELD_COUNT, Field, Kind};
use crate::json::{JsonKind, JsonMistake};

/// Why a line could not be transformed.
///
/// It is printed in words of its own; [`python_messages`](Self::python_messages) and [`strict_json`](Self::strict_json)
/// say it as the originals do.
///
/// ```
/// use snowplow_analytics::{Compatibility, transform};
///
/// let error = transform("two\tfields", Compatibility::Python).unwrap_err();
/// assert_eq!(error.to_string(), "2 fields in place of 131");
/// assert_eq!(error.python_messages(), ["Expected 131 fields, received 2 fields."]);
/// assert_eq!(error.strict_json(), r#"{"type":"FieldNumberMismatch","fieldCount":2}"#);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The line does not have 131 fields.
    FieldCount(usize),
    /// Some fields are wrong: all of them, in the order of the line.
    Fields(Vec<FieldError>),
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    field: &'static Field,
    value: String,
    reason: Reason,
}

/// Why a field's text is not what the field holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// It is not what a field of this kind holds, or a number too large for it.
    Not(Kind),
    /// The field is empty, and strict compatibility requires it.
    Empty,
    /// It is no JSON.
    Json(JsonMistake),
    /// It is JSON of another shape.
    Shape(Shape),
    /// The URI is none of a schema.
    SchemaUri(String),
    /// The self-describing event has no inner `data`.
    InnerDataMissing,
    /// The outer schema, which strict compatibility looks at, is not the one of this field.
    UnknownPayload(String),
    /// It has `NaN` or an infinite number, which is no JSON.
    NotFinite,
}

/// How self-describing JSON differs from what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape(pub(crate) ShapeMistake);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShapeMistake {
    /// A value of another kind stands where an object should.
    NoObject(JsonKind),
    /// A value of another kind stands where a list should.
    NoList(JsonKind),
    /// An object lacks this member.
    Missing(&'static str),
    /// The `schema` is no text.
    SchemaNoText(JsonKind),
}

impl FieldError {
    pub(crate) fn new(field: &'static Field, value: &str, reason: Reason) -> Self {
        Self { field, value: value.to_owned(), reason }
    }

    /// The field.
    pub const fn field(&self) -> &'static Field {
        self.field
    }

    /// Its text.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What is wrong with it.
    pub const fn reason(&self) -> &Reason {
        &self.reason
    }
}

impl Error {
    /// The messages of the Python SDK's `SnowplowEventTransformationException`.
    ///
    /// They are the same texts, the exceptions of Python 3.11 within them included, wherever the Python SDK refuses the
    /// line too.
    pub fn python_messages(&self) -> Vec<String> {
        match self {
            Self::FieldCount(count) => {
                vec![format!("Expected {FIELD_COUNT} fields, received {count} fields.")]
            }
            Self::Fields(errors) => errors.iter().map(FieldError::python_message).collect(),
        }
    }

    /// The error as the Scala SDK writes it: the `failure` of a `loader_parsing_error` bad row 2-0-0.
    pub fn strict_json(&self) -> String {
        strict::document(self)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldCount(1) => write!(formatter, "1 field in place of {FIELD_COUNT}"),
            Self::FieldCount(count) => write!(formatter, "{count} fields in place of {FIELD_COUNT}"),
            Self::Fields(errors) => {
                for (index, error) in errors.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "; " };
                    write!(formatter, "{separator}{error}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {}

/// Without the field's text, which can hold personal data.
impl fmt::Display for FieldError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is {}", self.field.name(), self.reason)
    }
}

impl std::error::Error for FieldError {}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Not(kind) => formatter.write_str(match kind {
                Kind::Integer => "no integer",
                Kind::Double | Kind::TextOrDouble => "no finite number",
                Kind::Boolean => "neither `0` nor `1`",
                Kind::Timestamp => "no date and time",
                Kind::Uuid => "no UUID",
                Kind::Text | Kind::Contexts | Kind::UnstructEvent => "of another kind",
            }),
            Self::Empty => formatter.write_str("empty, and required"),
            Self::Json(mistake) => mistake.fmt(formatter),
            Self::Shape(shape) => shape.fmt(formatter),
            Self::SchemaUri(uri) => write!(formatter, "of a schema `{uri}`, which is no Iglu URI"),
            Self::InnerDataMissing => formatter.write_str("a self-describing event without `data`"),
            Self::UnknownPayload(uri) => write!(formatter, "an unknown payload, of schema `{uri}`"),
            Self::NotFinite => formatter.write_str("not JSON: it has a number that is not finite"),
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            ShapeMistake::NoObject(kind) => {
                write!(formatter, "not self-describing: {} in place of an object", words(kind))
            }
            ShapeMistake::NoList(kind) => {
                write!(formatter, "not self-describing: {} in place of a list", words(kind))
            }
            ShapeMistake::Missing(name) => {
                write!(formatter, "not self-describing: an object has no `{name}`")
            }
            ShapeMistake::SchemaNoText(kind) => {
                write!(formatter, "not self-describing: a `schema` is {}", words(kind))
            }
        }
    }
}

const fn words(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Object => "an object",
        JsonKind::List => "a list",
        JsonKind::Text => "a text",
        JsonKind::Integer | JsonKind::Double => "a number",
        JsonKind::Boolean => "a boolean",
        JsonKind::Null => "null",
    }
}
