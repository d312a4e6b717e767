//! Rules beyond the shape: numbers, lengths, patterns, counts.

use serde_json::Number;

use super::keywords::Keywords;
use crate::json::Json;
use crate::plan::Rule;

/// The rule that `keyword` with `value` makes, if it makes one; otherwise what the value should have been.
pub(super) fn rule(
    keyword: &str,
    value: &Json,
    keywords: &Keywords<'_>,
) -> Result<Option<Rule>, &'static str> {
    let exclusive =
        |flag: &str| keywords.rules.iter().any(|(key, value)| *key == flag && value.as_bool() == Some(true));
    Ok(Some(match keyword {
        "minimum" if exclusive("exclusiveMinimum") => Rule::ExclusiveMinimum(number(value)?),
        "maximum" if exclusive("exclusiveMaximum") => Rule::ExclusiveMaximum(number(value)?),
        "minimum" => Rule::Minimum(number(value)?),
        "maximum" => Rule::Maximum(number(value)?),
        // Draft 4 writes a boolean beside the bound, which has become the rule already.
        "exclusiveMinimum" | "exclusiveMaximum" if matches!(value, Json::Boolean(_)) => return Ok(None),
        "exclusiveMinimum" => Rule::ExclusiveMinimum(number(value)?),
        "exclusiveMaximum" => Rule::ExclusiveMaximum(number(value)?),
        "multipleOf" => Rule::MultipleOf(positive(value)?),
        "minLength" => Rule::MinLength(count(value)?),
        "maxLength" => Rule::MaxLength(count(value)?),
        "minItems" => Rule::MinItems(count(value)?),
        "maxItems" => Rule::MaxItems(count(value)?),
        "minProperties" => Rule::MinProperties(count(value)?),
        "maxProperties" => Rule::MaxProperties(count(value)?),
        "pattern" => Rule::Pattern(value.text().ok_or("a string")?),
        // OpenAPI's widths of numbers are no formats of text, and every number that we send fits them or not by its type.
        "format" if matches!(value.as_str(), Some("int32" | "int64" | "float" | "double")) => {
            return Ok(None);
        }
        "format" => Rule::Format(value.text().ok_or("a string")?),
        "uniqueItems" if value.as_bool().ok_or("a boolean")? => Rule::UniqueItems,
        _ => return Ok(None),
    }))
}

fn number(value: &Json) -> Result<Number, &'static str> {
    if let Json::Number(number) = value { Ok(number.clone()) } else { Err("a number") }
}

fn positive(value: &Json) -> Result<Number, &'static str> {
    const EXPECTED: &str = "a number greater than zero";
    let number = number(value).map_err(|_| EXPECTED)?;
    if number.as_f64().is_some_and(|value| value > 0.0) { Ok(number) } else { Err(EXPECTED) }
}

/// A count; `3.0` is as good as `3`.
fn count(value: &Json) -> Result<u64, &'static str> {
    const EXPECTED: &str = "an integer of zero or more";
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    let Json::Number(number) = value else { return Err(EXPECTED) };
    if let Some(count) = number.as_u64() {
        return Ok(count);
    }
    let float = number.as_f64().unwrap_or(-1.0);
    if float.fract() != 0.0 || !(0.0..=LIMIT).contains(&float) {
        return Err(EXPECTED);
    }
    // Written out without its fraction the number is an integer, and it fits: it was compared with 2^53.
    format!("{float:.0}").parse().map_err(|_| EXPECTED)
}
