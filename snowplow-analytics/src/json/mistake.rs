//! What is wrong with a JSON text.

use std::fmt;

/// Why a text is not JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonMistake {
    kind: JsonMistakeKind,
    /// In bytes, from the start of the JSON text.
    offset: usize,
}

/// Why a text is not JSON: the kinds that Python's `json` module tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonMistakeKind {
    /// A value should stand here.
    ValueExpected,
    /// The name of a member, a string, should stand here.
    NameExpected,
    /// The colon behind a name should stand here.
    ColonExpected,
    /// A comma, or the end of the list or object, should stand here.
    CommaExpected,
    /// The string that begins here has no end.
    StringWithoutEnd,
    /// A control character in a string.
    ControlCharacter,
    /// A backslash before a letter that means nothing.
    UnknownEscape,
    /// `\u` without four hexadecimal digits.
    UnicodeEscape,
    /// Something behind the value.
    TextBehind,
    /// A byte-order mark before the value.
    ByteOrderMark,
    /// A list that stands deeper than 980 lists and objects.
    ListTooDeep,
    /// An object that stands deeper than 980 lists and objects.
    ObjectTooDeep,
}

impl JsonMistake {
    pub(crate) const fn new(kind: JsonMistakeKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// The same mistake in a text that begins at `start`.
    pub(crate) const fn since(self, start: usize) -> Self {
        Self { kind: self.kind, offset: self.offset - start }
    }

    /// What is wrong.
    pub const fn kind(&self) -> JsonMistakeKind {
        self.kind
    }

    /// Where, in bytes from the start of the field's text.
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for JsonMistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            JsonMistakeKind::ValueExpected => "a value is expected",
            JsonMistakeKind::NameExpected => "a name in double quotes is expected",
            JsonMistakeKind::ColonExpected => "a `:` is expected",
            JsonMistakeKind::CommaExpected => "a `,` is expected",
            JsonMistakeKind::StringWithoutEnd => "a string without an end",
            JsonMistakeKind::ControlCharacter => "a control character in a string",
            JsonMistakeKind::UnknownEscape => "an escape that means nothing",
            JsonMistakeKind::UnicodeEscape => "`\\u` without four hexadecimal digits",
            JsonMistakeKind::TextBehind => "text behind the value",
            JsonMistakeKind::ByteOrderMark => "a byte-order mark",
            JsonMistakeKind::ListTooDeep => "a list that stands too deep",
            JsonMistakeKind::ObjectTooDeep => "an object that stands too deep",
        };
        write!(formatter, "not JSON: {what} at byte {}", self.offset)
    }
}
