//! Rules of numbers.

use serde_json::{Value, json};

use super::{Kind, optional};

pub(super) fn kinds() -> Vec<Kind> {
    let with = |kind: &str, rules: Value| {
        let mut schema = json!({"type": kind});
        for (name, rule) in rules.as_object().expect("rules") {
            schema[name] = rule.clone();
        }
        schema
    };
    let number = |rules: Value| with("number", rules);
    let integer = |rules: Value| with("integer", rules);
    vec![
        optional(
            "maximum lowered",
            "s",
            integer(json!({"maximum": 100})),
            integer(json!({"maximum": 50})),
            (json!([51, 100, 50]), json!([50])),
        ),
        optional(
            "maximum raised",
            "r",
            integer(json!({"maximum": 50})),
            integer(json!({"maximum": 100})),
            (json!([50]), json!([51])),
        ),
        optional(
            "maximum added",
            "s",
            number(json!({})),
            number(json!({"maximum": 1.5})),
            (json!([1.6]), json!([1.5])),
        ),
        optional(
            "maximum removed",
            "r",
            number(json!({"maximum": 1.5})),
            number(json!({})),
            (json!([1.5]), json!([1.6])),
        ),
        optional(
            "minimum raised",
            "s",
            number(json!({"minimum": 0})),
            number(json!({"minimum": 1})),
            (json!([0.5]), json!([1])),
        ),
        optional(
            "limit made exclusive",
            "s",
            number(json!({"minimum": 0})),
            number(json!({"exclusiveMinimum": 0})),
            (json!([0]), json!([0.5])),
        ),
        optional(
            "another limit for the same integers",
            "",
            integer(json!({"minimum": 1})),
            integer(json!({"exclusiveMinimum": 0})),
            (json!([1, 2]), json!([1, 2])),
        ),
        optional(
            "range moved",
            "sr",
            integer(json!({"minimum": 0, "maximum": 10})),
            integer(json!({"minimum": 5, "maximum": 15})),
            (json!([4]), json!([11])),
        ),
        optional(
            "step made wider",
            "s",
            integer(json!({"multipleOf": 2})),
            integer(json!({"multipleOf": 4})),
            (json!([2, 4]), json!([4])),
        ),
        optional(
            "step made narrower",
            "r",
            integer(json!({"multipleOf": 4})),
            integer(json!({"multipleOf": 2})),
            (json!([4]), json!([2])),
        ),
        optional(
            "step added",
            "s",
            integer(json!({})),
            integer(json!({"multipleOf": 3})),
            (json!([4]), json!([3])),
        ),
        optional(
            "beyond 63 bits no more",
            "cr",
            integer(json!({"minimum": 0, "maximum": 18446744073709551615_u64})),
            integer(json!({"maximum": 18446744073709551615_u64})),
            (json!([1]), json!([-1])),
        ),
    ]
}
