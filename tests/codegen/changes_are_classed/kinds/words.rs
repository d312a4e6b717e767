//! What is there for people alone.

use serde_json::{Value, json};

use super::{Kind, optional};

pub(super) fn kinds() -> Vec<Kind> {
    let text = |key: &str, value: Value| json!({"type": "string", key: value});
    let some = || (json!(["a"]), json!(["a"]));
    vec![
        optional(
            "description",
            "",
            text("description", json!("Old.")),
            text("description", json!("New.")),
            some(),
        ),
        optional("examples", "", text("examples", json!(["a"])), text("examples", json!(["b"])), some()),
        optional("default", "", text("default", json!("a")), text("default", json!("b")), some()),
        optional("deprecated", "", json!({"type": "string"}), text("deprecated", json!(true)), some()),
    ]
}
