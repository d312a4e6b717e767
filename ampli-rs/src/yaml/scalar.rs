//! What a scalar says, by the core schema of YAML 1.2: `no` is a text, `012` is twelve, `1.0` is a number.

use saphyr_parser::{ScalarStyle, Tag};
use serde_json::Number;

use crate::json::Json;

/// The value of a scalar; `None` for a number that is not finite in 64 bits.
pub(super) fn resolve(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Option<Json> {
    let is_core = tag.is_some_and(Tag::is_yaml_core_schema);
    let is_text = match tag {
        Some(tag) if is_core => tag.suffix == "str",
        Some(tag) => tag.handle.is_empty() && tag.suffix == "!",
        None => false,
    };
    let is_plain = style == ScalarStyle::Plain || is_core;
    if is_text || !is_plain { Some(Json::from(text)) } else { plain(text) }
}

fn plain(text: &str) -> Option<Json> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Json::Null),
        "true" | "True" | "TRUE" => return Some(Json::Boolean(true)),
        "false" | "False" | "FALSE" => return Some(Json::Boolean(false)),
        ".nan" | ".NaN" | ".NAN" => return None,
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return None;
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return Some(in_base(digits, 8).unwrap_or_else(|| Json::from(text)));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return Some(in_base(digits, 16).unwrap_or_else(|| Json::from(text)));
    }
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return integer(text);
    }
    if is_float(unsigned) { float(text) } else { Some(Json::from(text)) }
}

fn in_base(digits: &str, base: u32) -> Option<Json> {
    let are_digits = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base));
    let value = if are_digits { u64::from_str_radix(digits, base).ok() } else { None };
    Some(Json::Number(value?.into()))
}

fn integer(text: &str) -> Option<Json> {
    let number = text.parse::<u64>().map(Number::from).or_else(|_| text.parse::<i64>().map(Number::from));
    number.map_or_else(|_| float(text), |number| Some(Json::Number(number)))
}

fn float(text: &str) -> Option<Json> {
    let value = text.parse::<f64>().ok()?;
    Number::from_f64(value).map(Json::Number)
}

/// Whether this is `[0-9]*(\.[0-9]*)?([eE][-+]?[0-9]+)?` with a digit before the exponent.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.map(|digits| digits.strip_prefix(['-', '+']).unwrap_or(digits));
    are_digits(whole)
        && are_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|digits| !digits.is_empty() && are_digits(digits))
}

#[cfg(test)]
mod tests {
    use super::plain;

    fn read(text: &str) -> String {
        plain(text).map_or_else(
            || "out of range".to_owned(),
            |json| serde_json::to_string(&json).expect("values serialise"),
        )
    }

    #[test]
    fn words_mean_what_the_core_schema_says() {
        for (text, value) in [
            ("", "null"),
            ("~", "null"),
            ("NULL", "null"),
            ("True", "true"),
            ("no", "\"no\""),
            ("on", "\"on\""),
            ("012", "12"),
            ("-012", "-12"),
            ("+7", "7"),
            ("0o17", "15"),
            ("0o8", "\"0o8\""),
            ("0xFf", "255"),
            ("1.0", "1.0"),
            (".5", "0.5"),
            ("5.", "5.0"),
            (".", "\".\""),
            ("1e3", "1000.0"),
            ("e3", "\"e3\""),
            ("1_000", "\"1_000\""),
            ("1-0-2", "\"1-0-2\""),
            ("1.0.2", "\"1.0.2\""),
            ("2025-01-02", "\"2025-01-02\""),
            ("18446744073709551615", "18446744073709551615"),
            ("-9223372036854775808", "-9223372036854775808"),
            ("1e400", "out of range"),
            ("-.inf", "out of range"),
            (".nan", "out of range"),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }
}
