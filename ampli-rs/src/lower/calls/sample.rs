//! Scalars that a plan would allow: its own examples first.

use serde_json::Number;

use crate::json::Json;
use crate::lower::literal;
use crate::plan::{Rule, Type};
use crate::values::conformance::{Scope, mismatch};
use crate::values::number::{ceiling, floor, integer as whole};

/// What is tried for a format of texts.
const FORMATS: &[(&str, &str)] = &[
    ("date", "2026-01-31"),
    ("date-time", "2026-01-31T12:00:00Z"),
    ("duration", "PT5M"),
    ("email", "ada@example.com"),
    ("hostname", "www.example.com"),
    ("idn-email", "ada@example.com"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("iri", "https://example.com/"),
    ("regex", "^[a-z]+$"),
    ("time", "12:00:00Z"),
    ("uri", "https://example.com/"),
    ("url", "https://example.com/"),
    ("uuid", "1f0e7a52-6c1d-4b1e-9d3a-5b8f0a6c2d41"),
];

/// A text for the property `label`, as a literal.
pub(super) fn text(label: &str, of_type: Option<&Type>, scope: Scope<'_>) -> String {
    let mut candidates: Vec<Json> = given(of_type).filter(|json| matches!(json, Json::String(_))).collect();
    let word = label.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut word: String = word.collect::<Vec<_>>().join("-").to_lowercase();
    if word.is_empty() {
        "text".clone_into(&mut word);
    }
    for rule in of_type.iter().flat_map(|of_type| &of_type.rules) {
        match rule {
            Rule::Format(name) => {
                let known = FORMATS.iter().filter(|(format, _)| format == name);
                candidates.extend(known.map(|(_, text)| Json::String((*text).into())));
            }
            Rule::MaxLength(most) => word = word.chars().take(*most as usize).collect(),
            _ => {}
        }
    }
    for rule in of_type.iter().flat_map(|of_type| &of_type.rules) {
        if let Rule::MinLength(least @ ..=200) = rule {
            let missing = (*least as usize).saturating_sub(word.chars().count());
            word.extend(std::iter::repeat_n('x', missing));
        }
    }
    candidates.push(Json::String(word.as_str().into()));
    let fallback = candidates.len() - 1;
    match chosen(candidates, fallback, of_type, scope) {
        Json::String(text) => literal::string(&text),
        _ => literal::string(&word),
    }
}

/// A whole number, as a literal; `is_unsigned` for those that are never negative.
pub(super) fn integer(is_unsigned: bool, of_type: Option<&Type>, scope: Scope<'_>) -> String {
    let fits = |number: &i128| {
        if is_unsigned { u64::try_from(*number).is_ok() } else { i64::try_from(*number).is_ok() }
    };
    let bounds = of_type.iter().flat_map(|of_type| &of_type.rules).filter_map(|rule| match rule {
        Rule::Minimum(least) => ceiling(least),
        Rule::ExclusiveMinimum(least) => floor(least).map(|least| least + 1),
        Rule::Maximum(most) => floor(most),
        Rule::ExclusiveMaximum(most) => ceiling(most).map(|most| most - 1),
        Rule::MultipleOf(step) => floor(step),
        _ => None,
    });
    let examples = given(of_type).filter_map(|json| match json {
        Json::Number(number) => whole(&number),
        _ => None,
    });
    let numbers: Vec<i128> = examples.chain([1]).chain(bounds).chain([0]).filter(fits).collect();
    let first = numbers.iter().position(|number| *number == 1).unwrap_or_default();
    let json = |number: &i128| {
        let number =
            i64::try_from(*number).map(Number::from).or_else(|_| u64::try_from(*number).map(Number::from));
        Json::Number(number.unwrap_or_else(|_| Number::from(1)))
    };
    match chosen(numbers.iter().map(json).collect(), first, of_type, scope) {
        Json::Number(number) => number.to_string(),
        _ => "1".to_owned(),
    }
}

/// A number, as a literal.
pub(super) fn number(of_type: Option<&Type>, scope: Scope<'_>) -> String {
    let bounds = of_type.iter().flat_map(|of_type| &of_type.rules).filter_map(|rule| match rule {
        Rule::Minimum(limit) | Rule::Maximum(limit) | Rule::MultipleOf(limit) => limit.as_f64(),
        Rule::ExclusiveMinimum(least) => least.as_f64().map(|least| least + 0.5),
        Rule::ExclusiveMaximum(most) => most.as_f64().map(|most| most - 0.5),
        _ => None,
    });
    let examples = given(of_type).filter_map(|json| match json {
        Json::Number(number) => number.as_f64(),
        _ => None,
    });
    let numbers: Vec<f64> = examples.chain([1.5]).chain(bounds).chain([0.5, 0.0]).collect();
    let first = numbers.iter().position(|number| *number == 1.5).unwrap_or_default();
    let json = numbers.iter().filter_map(|number| Number::from_f64(*number)).map(Json::Number).collect();
    match chosen(json, first, of_type, scope) {
        Json::Number(number) => literal::float(number.as_f64().unwrap_or_default()),
        _ => "1.5".to_owned(),
    }
}

/// The values that the plan writes down.
fn given(of_type: Option<&Type>) -> impl Iterator<Item = Json> {
    let of_type = of_type.into_iter();
    of_type.flat_map(|of_type| of_type.examples.iter().chain(of_type.default.as_deref())).cloned()
}

/// The first of the candidates that the plan allows, else the one at `fallback`.
fn chosen(mut candidates: Vec<Json>, fallback: usize, of_type: Option<&Type>, scope: Scope<'_>) -> Json {
    let is_allowed = |json: &Json| of_type.is_none_or(|of_type| mismatch(json, of_type, scope).is_none());
    let index = candidates.iter().position(is_allowed).unwrap_or(fallback);
    if index < candidates.len() { candidates.swap_remove(index) } else { Json::Null }
}
