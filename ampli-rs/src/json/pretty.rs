//! JSON as `serde_json` prints it for people: a member or an item a line, two spaces a level.

use super::{Json, push_quoted};

/// One level of indentation.
const STEP: &str = "  ";

/// The text of a whole document, with an end of line.
pub(crate) fn pretty(json: &Json) -> String {
    let mut text = String::new();
    write(json, 0, &mut text);
    text.push('\n');
    text
}

/// Adds the text of `json` to `text`; its lines after the first are indented by `depth` levels.
fn write(json: &Json, depth: usize, text: &mut String) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Boolean(true) => text.push_str("true"),
        Json::Boolean(false) => text.push_str("false"),
        Json::Number(number) => text.push_str(&number.to_string()),
        Json::String(value) => push_quoted(value, text),
        Json::Array(items) if items.is_empty() => text.push_str("[]"),
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "[\n" } else { ",\n" });
                indent(depth + 1, text);
                write(item, depth + 1, text);
            }
            close(depth, "]", text);
        }
        Json::Object(members) if members.is_empty() => text.push_str("{}"),
        Json::Object(members) => {
            for (index, (key, value)) in members.iter().enumerate() {
                text.push_str(if index == 0 { "{\n" } else { ",\n" });
                indent(depth + 1, text);
                push_quoted(key, text);
                text.push_str(": ");
                write(value, depth + 1, text);
            }
            close(depth, "}", text);
        }
    }
}

fn close(depth: usize, bracket: &str, text: &mut String) {
    text.push('\n');
    indent(depth, text);
    text.push_str(bracket);
}

/// Most levels are written in one step: indentation is a large part of the text.
fn indent(depth: usize, text: &mut String) {
    const SPACES: &str = "                                                                ";
    match SPACES.get(..depth * STEP.len()) {
        Some(spaces) => text.push_str(spaces),
        None => text.extend(std::iter::repeat_n(STEP, depth)),
    }
}

#[cfg(test)]
mod tests {
    use super::pretty;
    use crate::json::Json;

    fn assert_as_serde_json(text: &str) {
        let json: Json = serde_json::from_str(text).unwrap();
        assert_eq!(pretty(&json), serde_json::to_string_pretty(&json).unwrap() + "\n");
    }

    #[test]
    fn the_text_is_what_serde_json_prints() {
        assert_as_serde_json(r#"{"a": [], "b": {}, "c": [1, -2.5, 1e300, null, true, false, [{"d": ""}]]}"#);
        assert_as_serde_json(r#""a\"b\\c\n\u0001\u007f\u2028é😀/""#);
        assert_as_serde_json(&format!("{}1{}", "[".repeat(60), "]".repeat(60)));
        assert_as_serde_json("[0.1, 100000000000000000000, 18446744073709551615, 1.0]");
    }
}
