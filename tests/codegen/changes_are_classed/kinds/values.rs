//! Which values a property may have, one by one.

use serde_json::json;

use super::{Kind, optional, required};

pub(super) fn kinds() -> Vec<Kind> {
    let of = |values: &[&str]| json!({"enum": values});
    let text = json!({"type": "string"});
    vec![
        optional(
            "value added",
            "r",
            of(&["a", "b"]),
            of(&["a", "b", "c"]),
            (json!(["a", "b"]), json!(["c"])),
        ),
        optional("value removed", "cs", of(&["a", "b"]), of(&["a"]), (json!(["b"]), json!(["a"]))),
        required("value replaced", "csr", of(&["a", "b"]), of(&["a", "c"]), (json!(["b"]), json!(["c"]))),
        optional(
            "values in another order",
            "",
            of(&["a", "b"]),
            of(&["b", "a"]),
            (json!(["a", "b"]), json!(["a", "b"])),
        ),
        optional(
            "values spelled alike",
            "csr",
            of(&["in progress", "done"]),
            of(&["in_progress", "done"]),
            (json!(["in progress"]), json!(["in_progress"])),
        ),
        optional("string to values", "cs", text.clone(), of(&["a", "b"]), (json!(["x"]), json!(["a"]))),
        optional("values to string", "cr", of(&["a", "b"]), text.clone(), (json!(["a"]), json!(["x"]))),
        required(
            "constant changed",
            "sr",
            json!({"const": "a"}),
            json!({"const": "b"}),
            (json!(["a"]), json!(["b"])),
        ),
        optional(
            "optional constant changed",
            "csr",
            json!({"const": "a"}),
            json!({"const": "b"}),
            (json!(["a"]), json!(["b"])),
        ),
        required(
            "constant to string",
            "cr",
            json!({"const": "a"}),
            text.clone(),
            (json!(["a"]), json!(["x"])),
        ),
        required(
            "string to constant",
            "cs",
            text.clone(),
            json!({"const": "a"}),
            (json!(["x"]), json!(["a"])),
        ),
    ]
}
