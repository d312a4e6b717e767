//! Errors in the words of the Python SDK, and of Python 3.11, whose exceptions it passes on.

use super::{FieldError, Reason, ShapeMistake};
use crate::field::Kind;
use crate::json::{JsonKind, JsonMistake, JsonMistakeKind};
use crate::schema_uri::PYTHON_EXPRESSION;

/// `int()` shows so many characters of what it can't read.
const SHOWN_BY_INT: usize = 200;

impl FieldError {
    /// The message of the Python SDK.
    pub fn python_message(&self) -> String {
        let (key, value) = (self.field.name(), &self.value);
        let exception = match &self.reason {
            Reason::Not(Kind::Boolean | Kind::Timestamp) => {
                return format!("Invalid value {value} for field {key}");
            }
            Reason::SchemaUri(uri) => {
                return format!("Schema {uri} does not conform to regular expression {PYTHON_EXPRESSION}");
            }
            Reason::InnerDataMissing => {
                return "Could not extract inner data field from unstructured event".to_owned();
            }
            Reason::Not(Kind::Integer) => {
                let shown: String = repr(value).chars().take(SHOWN_BY_INT).collect();
                raised("ValueError", &format!("invalid literal for int() with base 10: {shown}"))
            }
            Reason::Not(_) => {
                raised("ValueError", &format!("could not convert string to float: {}", repr(value)))
            }
            Reason::Json(mistake) => json_exception(*mistake, value),
            Reason::Shape(shape) => shape_exception(shape.0),
            Reason::NotFinite => raised("ValueError", "Out of range float values are not JSON compliant"),
            // These are raised in strict compatibility only, of which Python knows nothing.
            Reason::Empty | Reason::UnknownPayload(_) => raised("ValueError", &self.reason.to_string()),
        };
        format!("Unexpected exception parsing field with key {key} and value {value}: {exception}")
    }
}

/// `repr()` of an exception with one text.
fn raised(class: &str, text: &str) -> String {
    format!("{class}({})", repr(text))
}

/// `repr()` of a text. What can't be printed is escaped, by the Unicode version of Rust.
fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut shown = String::from(quote);
    for character in text.chars() {
        match character {
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ if character == quote => shown.extend(['\\', quote]),
            _ if is_printable(character) => shown.push(character),
            _ => shown.push_str(&match u32::from(character) {
                code @ ..0x100 => format!("\\x{code:02x}"),
                code @ ..0x1_0000 => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            }),
        }
    }
    shown.push(quote);
    shown
}

/// Whether Python shows the character as it is. Rust shows the same ones in the middle of a text, by the same categories of
/// Unicode, but escapes quotes.
fn is_printable(character: char) -> bool {
    let text = ['x', character].into_iter().collect::<String>();
    matches!(character, '\'' | '"') || text.escape_debug().nth(1) == Some(character)
}

fn json_exception(mistake: JsonMistake, text: &str) -> String {
    let what = match mistake.kind() {
        JsonMistakeKind::ListTooDeep => return too_deep("array"),
        JsonMistakeKind::ObjectTooDeep => return too_deep("object"),
        JsonMistakeKind::ValueExpected => "Expecting value",
        JsonMistakeKind::NameExpected => "Expecting property name enclosed in double quotes",
        JsonMistakeKind::ColonExpected => "Expecting ':' delimiter",
        JsonMistakeKind::CommaExpected => "Expecting ',' delimiter",
        JsonMistakeKind::StringWithoutEnd => "Unterminated string starting at",
        JsonMistakeKind::ControlCharacter => "Invalid control character at",
        JsonMistakeKind::UnknownEscape => "Invalid \\escape",
        JsonMistakeKind::UnicodeEscape => "Invalid \\uXXXX escape",
        JsonMistakeKind::TextBehind => "Extra data",
        JsonMistakeKind::ByteOrderMark => "Unexpected UTF-8 BOM (decode using utf-8-sig)",
    };
    let before = text.get(..mistake.offset()).unwrap_or(text);
    let character = before.chars().count();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    raised("JSONDecodeError", &format!("{what}: line {line} column {column} (char {character})"))
}

fn too_deep(what: &str) -> String {
    let text = format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
    raised("RecursionError", &text)
}

fn shape_exception(mistake: ShapeMistake) -> String {
    match mistake {
        ShapeMistake::Missing(name) => raised("KeyError", name),
        ShapeMistake::NoObject(JsonKind::List) => {
            raised("TypeError", "list indices must be integers or slices, not str")
        }
        ShapeMistake::NoObject(JsonKind::Text) => {
            raised("TypeError", "string indices must be integers, not 'str'")
        }
        ShapeMistake::NoObject(kind) => {
            raised("TypeError", &format!("'{}' object is not subscriptable", class(kind)))
        }
        // Python goes through the characters of a text and the names of an object, and takes them for entities.
        ShapeMistake::NoList(JsonKind::Text | JsonKind::Object) => {
            raised("TypeError", "string indices must be integers, not 'str'")
        }
        ShapeMistake::NoList(kind) => {
            raised("TypeError", &format!("'{}' object is not iterable", class(kind)))
        }
        ShapeMistake::SchemaNoText(kind) => {
            raised("TypeError", &format!("expected string or bytes-like object, got '{}'", class(kind)))
        }
    }
}

/// The class of what Python reads.
const fn class(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Object => "dict",
        JsonKind::List => "list",
        JsonKind::Text => "str",
        JsonKind::Integer => "int",
        JsonKind::Double => "float",
        JsonKind::Boolean => "bool",
        JsonKind::Null => "NoneType",
    }
}

#[cfg(test)]
mod tests {
    use super::repr;

    #[test]
    fn texts_are_shown_as_python_shows_them() {
        let cases = [
            ("a", "'a'"),
            ("it's", "\"it's\""),
            ("\"it's\"", "'\"it\\'s\"'"),
            ("\\\n\r\t\0\u{7f}", "'\\\\\\n\\r\\t\\x00\\x7f'"),
            ("é\u{301}\u{a0}\u{ad}\u{2028}😀\u{e0001}", "'é\u{301}\\xa0\\xad\\u2028😀\\U000e0001'"),
        ];
        for (text, expected) in cases {
            assert_eq!(repr(text), expected);
        }
    }
}
