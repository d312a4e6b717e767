//! Integers that 64 bits can't hold: they are read as floating-point numbers, which may change them.

use super::codes::ROUNDED_NUMBER;
use super::step::{Step, location};
use crate::diagnostic::{Diagnostic, Diagnostics, Part, locate};
use crate::json::Json;
use crate::pointer::Location;
use crate::text::Document;

/// Reports every integer of `document` whose value was changed by reading it as `json`.
pub(super) fn report(document: &Document, index: u32, json: &Json, findings: &mut Diagnostics) {
    let mut suspects = Vec::new();
    find(json, index, &mut Vec::new(), &mut suspects);
    if suspects.is_empty() {
        return;
    }
    // Only the text knows whether `1e30` or thirty-one digits were written.
    let targets: Vec<_> = suspects.iter().map(|(location, _)| (&location.pointer, Part::Value)).collect();
    let places = locate::places(&document.text, &targets);
    for ((location, value), place) in suspects.iter().zip(places) {
        let written = place.and_then(|place| document.text.get(place.range)).unwrap_or_default();
        if is_rounded(written, *value) {
            let message = "the integer does not fit in 64 bits and is rounded";
            findings.push(
                Diagnostic::new(&ROUNDED_NUMBER, message)
                    .at(location, format!("read as {value:.0}"))
                    .help("write a smaller number, or a string if it is an identifier"),
            );
        }
    }
}

/// Whether `written` is an integer, and another one than `value`.
fn is_rounded(written: &str, value: f64) -> bool {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let is_integer = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_integer && format!("{value:.0}") != written
}

/// Collects the numbers that may have been integers beyond 64 bits.
fn find<'a>(json: &'a Json, document: u32, path: &mut Vec<Step<'a>>, suspects: &mut Vec<(Location, f64)>) {
    // The first floating-point number above all integers of 64 bits with a sign.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    match json {
        Json::Number(number) if number.is_f64() => {
            if let Some(value) = number.as_f64().filter(|value| value.abs() >= BEYOND) {
                suspects.push((location(document, path), value));
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Index(index));
                find(item, document, path, suspects);
                path.pop();
            }
        }
        Json::Object(members) => {
            for (key, value) in members.iter() {
                path.push(Step::Key(key));
                find(value, document, path, suspects);
                path.pop();
            }
        }
        Json::Null | Json::Boolean(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::report;
    use crate::diagnostic::Diagnostics;
    use crate::text::Document;

    fn rounded(text: &str) -> Vec<(String, String)> {
        let document = Document { name: "plan.json".to_owned(), text: text.to_owned() };
        let mut findings = Diagnostics::new();
        report(&document, 0, &serde_json::from_str(text).expect("JSON"), &mut findings);
        let labels = findings.into_iter().flat_map(|finding| finding.labels);
        labels.map(|label| (label.location.pointer.to_string(), label.text)).collect()
    }

    #[test]
    fn only_integers_that_were_changed_are_named() {
        assert_eq!(
            rounded(r#"{"a": [18446744073709551617, -9223372036854775809], "b/c": 123456789012345678901}"#),
            [
                ("/a/0".to_owned(), "read as 18446744073709551616".to_owned()),
                ("/a/1".to_owned(), "read as -9223372036854775808".to_owned()),
                ("/b~1c".to_owned(), "read as 123456789012345683968".to_owned()),
            ]
        );
        assert_eq!(
            rounded(
                "[18446744073709551615, -9223372036854775808, 100000000000000000000, 1e30, 123456789012345678901.0]"
            ),
            []
        );
        assert_eq!(rounded("18446744073709551617").len(), 1);
    }
}
