//! Which kind of value a property has.

use serde_json::json;

use super::{Kind, optional, required};

pub(super) fn kinds() -> Vec<Kind> {
    let of = |name: &str| json!({"type": name});
    let either = json!({"anyOf": [{"type": "string"}, {"type": "integer"}]});
    vec![
        optional("integer to number", "cr", of("integer"), of("number"), (json!([1]), json!([1.5]))),
        optional("number to integer", "cs", of("number"), of("integer"), (json!([1.5]), json!([1]))),
        required("string to integer", "csr", of("string"), of("integer"), (json!(["a"]), json!([1]))),
        optional("boolean to string", "csr", of("boolean"), of("string"), (json!([true]), json!(["a"]))),
        optional("string to any value", "cr", of("string"), json!({}), (json!(["a"]), json!([1]))),
        optional("any value to string", "cs", json!({}), of("string"), (json!([1]), json!(["a"]))),
        optional(
            "string to one of two types",
            "cr",
            of("string"),
            either.clone(),
            (json!(["a"]), json!([1])),
        ),
        optional(
            "one of two types to string",
            "cs",
            either.clone(),
            of("string"),
            (json!([1]), json!(["a"])),
        ),
        optional(
            "a third type added",
            "r",
            either.clone(),
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}),
            (json!(["a", 1]), json!([true])),
        ),
        optional(
            "string to list of strings",
            "csr",
            of("string"),
            json!({"type": "array", "items": {"type": "string"}}),
            (json!(["a"]), json!([["a"]])),
        ),
        optional(
            "object to map",
            "csr",
            json!({"type": "object", "properties": {"a": {"type": "string"}}}),
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            (json!([{"a": "a"}]), json!([{"a": 1}])),
        ),
    ]
}
