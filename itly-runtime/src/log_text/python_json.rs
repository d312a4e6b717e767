use std::fmt::{self, Write};

/// Compact JSON text as Python's `json.dumps` would have written it: spaces after separators, ASCII alone, floats in
/// Python's spelling.
pub(super) struct PythonJson<'a>(pub(super) &'a str);

impl fmt::Display for PythonJson<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '"' => string_length(rest),
                '-' | '0'..='9' => number_length(rest),
                _ => first.len_utf8(),
            };
            let (token, after) = rest.split_at(length);
            match first {
                '"' => write_ascii(token, formatter)?,
                ',' | ':' => write!(formatter, "{first} ")?,
                '-' | '0'..='9' => write_number(token, formatter)?,
                _ => formatter.write_str(token)?,
            }
            rest = after;
        }
        Ok(())
    }
}

fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut position = 1;
    while let Some(byte) = bytes.get(position) {
        match byte {
            b'"' => return position + 1,
            b'\\' => position += 2,
            _ => position += 1,
        }
    }
    text.len()
}

fn number_length(text: &str) -> usize {
    text.find(|character: char| !matches!(character, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
        .unwrap_or(text.len())
}

/// JSON's escapes are the same in both spellings; only what is not ASCII differs.
fn write_ascii(token: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    for character in token.chars() {
        if character.is_ascii() {
            formatter.write_char(character)?;
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(formatter, "\\u{unit:04x}")?;
            }
        }
    }
    Ok(())
}

fn write_number(token: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match token.parse::<f64>() {
        Ok(number) if token.contains(['.', 'e', 'E']) => write_float(number, formatter),
        _ => formatter.write_str(token),
    }
}

/// Python's `repr` of a float: the shortest digits, with an exponent of at least two digits below 1e-4 and from 1e16 on.
fn write_float(number: f64, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>() {
        Ok(exponent) if !(-4..16).contains(&exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            write!(formatter, "{digits}e{sign}{:02}", exponent.unsigned_abs())
        }
        _ => write!(formatter, "{number:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::PythonJson;

    #[test]
    fn separators_are_followed_by_a_space_outside_of_strings() {
        let text = r#""a,b:c":{"d":[1,2,null,true]},"e\"":"\\","f":{}"#;
        assert_eq!(
            PythonJson(text).to_string(),
            r#""a,b:c": {"d": [1, 2, null, true]}, "e\"": "\\", "f": {}"#
        );
    }

    #[test]
    fn what_is_not_ascii_is_escaped() {
        assert_eq!(PythonJson("\"é日😀\u{7f}\"").to_string(), "\"\\u00e9\\u65e5\\ud83d\\ude00\u{7f}\"");
    }

    #[test]
    fn numbers_as_python_prints_them() {
        for (text, expected) in [
            ("1", "1"),
            ("-18446744073709551615", "-18446744073709551615"),
            ("1.0", "1.0"),
            ("-0.0", "-0.0"),
            ("0.1", "0.1"),
            ("0.0001", "0.0001"),
            ("0.00001", "1e-05"),
            ("1e15", "1000000000000000.0"),
            ("1e16", "1e+16"),
            ("1.5e300", "1.5e+300"),
            ("-1.25e-7", "-1.25e-07"),
        ] {
            assert_eq!(PythonJson(text).to_string(), expected);
        }
    }

    #[test]
    fn text_that_is_no_json_does_no_harm() {
        for text in ["\"", "\"\\", "-", "1.2.3", "é", "\"é\\"] {
            let _ = PythonJson(text).to_string();
        }
    }
}
