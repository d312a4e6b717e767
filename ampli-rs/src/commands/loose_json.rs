//! JSON with what people write beside it: comments, single quotes, keys without quotes, commas before the end.

/// `text` as strict JSON, as far as these liberties are all that is wrong with it.
pub(super) fn to_json(text: &str) -> String {
    let mut json = String::with_capacity(text.len());
    let mut rest = text;
    let mut comma = false;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => string_length(rest, first),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ if is_word(first) => rest.find(|letter| !is_word(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        let is_nothing = first.is_whitespace() || token.starts_with("//") || token.starts_with("/*");
        if is_nothing {
            json.extend(token.chars().filter(|letter| letter.is_whitespace() && *letter != '\u{a0}'));
            continue;
        }
        if std::mem::take(&mut comma) && !matches!(first, '}' | ']') {
            json.push(',');
        }
        match first {
            ',' => comma = true,
            '\'' => push_requoted(token, &mut json),
            _ if is_word(first) && rest.trim_start().starts_with(':') => {
                json.push_str(&format!("\"{token}\""));
            }
            _ => json.push_str(token),
        }
    }
    json
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$' | '-' | '+' | '.')
}

/// The length of the string that `text` starts with, in bytes, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return place + quote.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// A string in single quotes as one in double quotes.
fn push_requoted(token: &str, json: &mut String) {
    let inside = token.strip_prefix('\'').unwrap_or(token);
    let inside = inside.strip_suffix('\'').unwrap_or(inside);
    json.push('"');
    json.push_str(&inside.replace("\\'", "'").replace('"', "\\\""));
    json.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::to_json;

    #[test]
    fn liberties_are_taken_away() {
        let text = "{ // one\n  a_b: 'it\\'s \"so\"', /* two, */ \"c,}\": [1, -2.5e+3, true,], }";
        let value: Value = serde_json::from_str(&to_json(text)).unwrap();
        assert_eq!(value, json!({"a_b": "it's \"so\"", "c,}": [1, -2500.0, true]}));
    }

    proptest! {
        #[test]
        fn what_is_strict_stays_what_it_is(key in "\\PC*", value in "\\PC*", number in any::<i64>()) {
            let value = json!({ key: [value, number, null, {}] });
            let text = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(serde_json::from_str::<Value>(&to_json(&text)).unwrap(), value);
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            to_json(&text);
        }
    }
}
