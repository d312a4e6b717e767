//! Whether a property is there, and whether it has a value.

use serde_json::json;

use super::{Declared, Kind, kind, optional, required};

pub(super) fn kinds() -> Vec<Kind> {
    let text = json!({"type": "string"});
    let declared = |is_required| Some(Declared { schema: text.clone(), is_required });
    let some = || (json!(["a"]), json!(["a"]));
    vec![
        kind("optional property added", "", None, declared(false), some()),
        kind("required property added", "cs", None, declared(true), some()),
        kind("optional property removed", "cr", declared(false), None, some()),
        kind("required property removed", "cr", declared(true), None, some()),
        kind("made required", "cs", declared(false), declared(true), some()),
        kind("made optional", "cr", declared(true), declared(false), some()),
        optional(
            "null allowed",
            "r",
            text.clone(),
            json!({"type": ["string", "null"]}),
            (json!(["a"]), json!([null])),
        ),
        optional(
            "null refused",
            "s",
            json!({"type": ["string", "null"]}),
            text.clone(),
            (json!([null]), json!(["a"])),
        ),
        required(
            "null allowed where required",
            "cr",
            text.clone(),
            json!({"type": ["string", "null"]}),
            (json!(["a"]), json!([null])),
        ),
        required(
            "null refused where required",
            "cs",
            json!({"type": ["string", "null"]}),
            text.clone(),
            (json!([null]), json!(["a"])),
        ),
    ]
}
