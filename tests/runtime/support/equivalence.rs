//! Whether two requests say the same.

use std::collections::BTreeSet;

use serde_json::Value;

/// The time that the recorded calls have, unless they have that of the recording.
const MILLISECONDS: f64 = 1_767_323_045_678.0;
const INSTANT: &str = "2026-01-02T03:04:05.678";

/// Holds a request of this library against one of another SDK. They may differ at the paths of `permitted` and below,
/// each for the reason that stands beside it, and must differ at all of them.
///
/// Ids that are made at random, and times at which something was sent, are never the same and count as such.
#[track_caller]
pub(crate) fn assert_equivalent(theirs: &Value, ours: &Value, permitted: &[(&str, &str)]) {
    let mut differences = BTreeSet::new();
    collect(theirs, ours, String::new(), &mut differences);
    let is_below = |difference: &str, path: &str| {
        let rest = difference.strip_prefix(path);
        rest.is_some_and(|rest| rest.starts_with([':', '.', '[']))
    };
    let is_permitted = |difference: &String| permitted.iter().any(|(path, _)| is_below(difference, path));
    let others: Vec<&String> = differences.iter().filter(|difference| !is_permitted(difference)).collect();
    assert!(others.is_empty(), "{others:#?}");
    for (path, reason) in permitted {
        let is_used = differences.iter().any(|difference| is_below(difference, path));
        assert!(is_used, "no difference at `{path}`, though {reason}");
    }
}

/// Collects where two values differ, each as `path: theirs / ours`.
fn collect(theirs: &Value, ours: &Value, path: String, differences: &mut BTreeSet<String>) {
    match (theirs, ours) {
        (Value::Object(left), Value::Object(right)) => {
            let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for name in names {
                let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match (left.get(name), right.get(name)) {
                    (Some(left), Some(right)) => collect(left, right, place, differences),
                    (Some(left), None) => drop(differences.insert(format!("{place}: {left} / nothing"))),
                    (_, right) => {
                        let right = right.unwrap_or(&Value::Null);
                        differences.insert(format!("{place}: nothing / {right}"));
                    }
                }
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (left, right) in left.iter().zip(right) {
                collect(left, right, format!("{path}[]"), differences);
            }
        }
        _ if is_same(theirs, ours) => {}
        _ => drop(differences.insert(format!("{path}: {theirs} / {ours}"))),
    }
}

fn is_same(theirs: &Value, ours: &Value) -> bool {
    if theirs == ours {
        return true;
    }
    if is_time(theirs) && is_time(ours) {
        return !is_given(theirs) || instant(theirs).is_some() && instant(theirs) == instant(ours);
    }
    match (theirs, ours) {
        (Value::String(left), Value::String(right)) => is_id(left) && is_id(right),
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        _ => false,
    }
}

fn is_time(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            (1.6e9..2e9).contains(&number) || (1.6e12..2e12).contains(&number)
        }
        Value::String(text) => text == "<time>" || instant(value).is_some(),
        _ => false,
    }
}

/// Whether it is the time of the recorded calls.
fn is_given(value: &Value) -> bool {
    match value {
        Value::Number(number) => number
            .as_f64()
            .is_some_and(|number| number == MILLISECONDS || number == (MILLISECONDS / 1e3).trunc()),
        _ => instant(value).is_some_and(|instant| instant == INSTANT),
    }
}

/// A time in UTC without the ways to write the same one differently.
fn instant(value: &Value) -> Option<&str> {
    let text = value.as_str()?;
    let text = text.strip_suffix('Z').or_else(|| text.strip_suffix("+00:00"))?;
    let is_instant = text.len() >= 19 && text.as_bytes()[4] == b'-' && text.as_bytes()[10] == b'T';
    is_instant.then(|| if text.contains('.') { text.trim_end_matches('0') } else { text })
}

/// Whether there is an id in it that was made at random.
fn is_id(text: &str) -> bool {
    let is_uuid = |bytes: &[u8]| {
        let digits = bytes.iter().filter(|byte| byte.is_ascii_hexdigit()).count();
        digits == 32 && bytes.iter().filter(|byte| **byte == b'-').count() == bytes.len() - digits
    };
    text.contains("<id>") || [36, 32].iter().any(|length| text.as_bytes().windows(*length).any(is_uuid))
}
