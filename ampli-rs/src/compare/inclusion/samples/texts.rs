//! Texts of the lengths that rules are about, and such as are written in a known format.

use itly_runtime::Format;

use crate::compare::inclusion::resolved::Resolved;
use crate::json::Json;
use crate::plan::{Rule, Shape};

/// The longest text that is made up.
const LONGEST: u64 = 4096;

/// Texts that many patterns match.
const USUAL: &[&str] = &["a", "", "A", "0", "abc", "Abc", "ABC", "123", "a_b", "a-b", "a b", "1.0.0", "é"];

/// Texts as formats ask for; each was taken from the document that defines the format.
const WRITTEN: &[&str] = &[
    "1985-04-12T23:20:50.52Z",
    "2018-11-13",
    "20:20:39Z",
    "P3D",
    "user@example.com",
    "example.com",
    "192.0.2.1",
    "2001:db8::1",
    "https://example.com/a?b#c",
    "/a/b",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "^a+$",
];

pub(super) fn samples(own: &Resolved<'_>, others: &[Resolved<'_>]) -> Vec<Json> {
    // What can't be checked is not known to be a value.
    if own.rules.iter().any(|rule| is_unknown(rule)) {
        return Vec::new();
    }
    let mut texts: Vec<String> =
        own.examples.iter().filter_map(|json| json.as_str()).map(str::to_owned).collect();
    for rule in others.iter().flat_map(|other| &other.rules).chain(&own.rules) {
        if let Rule::MinLength(limit) | Rule::MaxLength(limit) = rule {
            let around = [*limit, limit.saturating_add(1), limit.saturating_sub(1)];
            let around = around.into_iter().filter(|length| *length <= LONGEST);
            texts.extend(around.map(|length| "a".repeat(length as usize)));
        }
    }
    for other in others {
        if let Shape::Enum(values) = other.shape {
            texts.extend(values.iter().filter_map(|listed| listed.value.as_str()).map(str::to_owned));
        }
    }
    texts.extend(USUAL.iter().chain(WRITTEN).map(|text| (*text).to_owned()));
    texts.retain(|text| own.rules.iter().all(|rule| is_written(text, rule)));
    texts.into_iter().map(|text| Json::from(text.as_str())).collect()
}

fn is_unknown(rule: &Rule) -> bool {
    match rule {
        Rule::Format(name) => Format::from_name(name).is_none(),
        Rule::Pattern(pattern) => regex_lite::Regex::new(pattern).is_err(),
        _ => false,
    }
}

fn is_written(text: &str, rule: &Rule) -> bool {
    match rule {
        Rule::Format(name) => Format::from_name(name).is_none_or(|format| format.holds(text)),
        _ => true,
    }
}
