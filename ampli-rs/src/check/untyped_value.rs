//! # Value of any type
//!
//! ## What it does
//!
//! Looks for properties and items whose schema says nothing about their type, or says `"type": "any"`, which is
//! not JSON Schema.
//!
//! ## Why it matters
//!
//! The generated code takes any value there, so neither the compiler nor the runtime finds a mistake.
//!
//! ## Example
//!
//! ```json
//! { "properties": { "depth": {}, "kind": { "type": "any" } } }
//! ```
//!
//! ## What to do
//!
//! Say what the value is: `{ "type": "integer" }`.

use super::findings::Findings;
use super::{Settings, schema_node, walk};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::json::Json;
use crate::plan::{Plan, Shape};

pub(super) static UNTYPED_VALUE: Code = Code {
    id: "AMP0206",
    name: "untyped-value",
    severity: Severity::Note,
    source: include_str!("untyped_value.rs"),
};

/// Keywords that say nothing about the type.
const ANNOTATIONS: &[&str] = &[
    "$comment",
    "$id",
    "$schema",
    "default",
    "deprecated",
    "description",
    "examples",
    "id",
    "readOnly",
    "title",
    "writeOnly",
];

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    walk::values(plan, &mut |value| {
        if !matches!(value.value.shape, Shape::Any) {
            return;
        }
        let Some(written) = schema_node::at(plan, value.owner, &value.value.location) else { return };
        let says_any = is_any(written);
        let says_nothing = written.members().iter().all(|(key, _)| ANNOTATIONS.contains(&&**key));
        let is_schema = written.is_object() || *written == Json::Boolean(true);
        if !is_schema || !(says_any || says_nothing) {
            return;
        }
        let what = if says_any { "has the type `any`" } else { "has no type" };
        let finding = Diagnostic::new(&UNTYPED_VALUE, format!("{} {what}", value.title()))
            .at_key(&value.value.location, "takes any value")
            .help("say what it is, for example `\"type\": \"string\"`");
        findings.push(value.owner.mark(finding));
    });
}

fn is_any(schema: &Json) -> bool {
    match schema.get("type") {
        Some(Json::String(word)) => &**word == "any",
        Some(Json::Array(words)) => words.iter().any(|word| word.as_str() == Some("any")),
        _ => false,
    }
}
