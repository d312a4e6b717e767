//! What lists, objects and maps hold.

use serde_json::{Value, json};

use super::{Kind, optional};

pub(super) fn kinds() -> Vec<Kind> {
    let list = |items: Value, rules: Value| {
        let mut schema = json!({"type": "array", "items": items});
        for (name, rule) in rules.as_object().expect("rules") {
            schema[name] = rule.clone();
        }
        schema
    };
    let text = json!({"type": "string"});
    let strings = |rules: Value| list(json!({"type": "string"}), rules);
    let object = |properties: Value, required: Value| json!({"type": "object", "properties": properties, "required": required});
    let one = || object(json!({"a": text}), json!([]));
    vec![
        optional(
            "items of another type",
            "csr",
            strings(json!({})),
            list(json!({"type": "integer"}), json!({})),
            (json!([["a"]]), json!([[1]])),
        ),
        optional(
            "more items wanted",
            "s",
            strings(json!({})),
            strings(json!({"minItems": 2})),
            (json!([["a"]]), json!([["a", "b"]])),
        ),
        optional(
            "fewer items allowed",
            "s",
            strings(json!({"maxItems": 5})),
            strings(json!({"maxItems": 2})),
            (json!([["a", "b", "c"]]), json!([["a"]])),
        ),
        optional(
            "items must differ",
            "s",
            strings(json!({})),
            strings(json!({"uniqueItems": true})),
            (json!([["a", "a"]]), json!([["a", "b"]])),
        ),
        optional(
            "value of items removed",
            "cs",
            list(json!({"enum": ["a", "b"]}), json!({})),
            list(json!({"enum": ["a"]}), json!({})),
            (json!([["b"]]), json!([["a"]])),
        ),
        optional(
            "optional property within",
            "",
            one(),
            object(json!({"a": text, "b": text}), json!([])),
            (json!([{"a": "a"}]), json!([{"a": "a", "b": "b"}])),
        ),
        optional(
            "required property within",
            "cs",
            one(),
            object(json!({"a": text, "b": text}), json!(["b"])),
            (json!([{"a": "a"}]), json!([{"a": "a", "b": "b"}])),
        ),
        optional(
            "property within removed",
            "cr",
            object(json!({"a": text, "b": text}), json!([])),
            one(),
            (json!([{"b": "b"}]), json!([{"a": "a"}])),
        ),
        optional(
            "rule within",
            "s",
            one(),
            object(json!({"a": {"type": "string", "maxLength": 3}}), json!([])),
            (json!([{"a": "abcd"}]), json!([{"a": "abc"}])),
        ),
        optional(
            "closed",
            "",
            one(),
            json!({"type": "object", "properties": {"a": text}, "additionalProperties": false}),
            (json!([{"a": "a"}]), json!([{"a": "a"}])),
        ),
        optional(
            "values of keys that are data",
            "csr",
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            (json!([{"k": "a"}]), json!([{"k": 1}])),
        ),
        optional(
            "gains a lifetime",
            "c",
            object(json!({"n": {"type": "integer"}}), json!([])),
            object(json!({"n": {"type": "integer"}, "t": text}), json!([])),
            (json!([{"n": 1}]), json!([{"n": 1, "t": "a"}])),
        ),
    ]
}
