//! Rules of texts.

use serde_json::{Value, json};

use super::{Kind, optional};

pub(super) fn kinds() -> Vec<Kind> {
    let text = |rules: Value| {
        let mut schema = json!({"type": "string"});
        for (name, rule) in rules.as_object().expect("rules") {
            schema[name] = rule.clone();
        }
        schema
    };
    let none = || text(json!({}));
    let moment = "2026-03-01T10:00:00Z";
    vec![
        optional(
            "least length added",
            "s",
            none(),
            text(json!({"minLength": 3})),
            (json!(["ab", "abc"]), json!(["abc"])),
        ),
        optional(
            "most length lowered",
            "s",
            text(json!({"maxLength": 9})),
            text(json!({"maxLength": 4})),
            (json!(["abcde"]), json!(["abcd"])),
        ),
        optional(
            "most length raised",
            "r",
            text(json!({"maxLength": 4})),
            text(json!({"maxLength": 9})),
            (json!(["abcd"]), json!(["abcde"])),
        ),
        optional(
            "pattern added",
            "s",
            none(),
            text(json!({"pattern": "^[0-9]+$"})),
            (json!(["a"]), json!(["1"])),
        ),
        optional(
            "pattern removed",
            "r",
            text(json!({"pattern": "^[0-9]+$"})),
            none(),
            (json!(["1"]), json!(["a"])),
        ),
        optional(
            "pattern changed",
            "sr",
            text(json!({"pattern": "^[a-z]+$"})),
            text(json!({"pattern": "^[A-Z]+$"})),
            (json!(["abc"]), json!(["ABC"])),
        ),
        optional(
            "pattern that nothing is known to match",
            "?r",
            text(json!({"pattern": "^qu[0-9]{5}x$"})),
            text(json!({"pattern": "^qu[0-9]{4,5}x$"})),
            (json!(["qu12345x"]), json!(["qu1234x"])),
        ),
        optional(
            "format added",
            "s",
            none(),
            text(json!({"format": "date-time"})),
            (json!(["a"]), json!([moment])),
        ),
        optional(
            "format removed",
            "r",
            text(json!({"format": "date-time"})),
            none(),
            (json!([moment]), json!(["a"])),
        ),
    ]
}
