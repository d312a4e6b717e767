//! # Value of any type
//!
//! ## What it does
//!
//! Looks for properties and items whose schema says nothing about their type, or says `"type": "any"`, which is
//! not JSON Schema. A property that has no type in many events is told once.
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

use std::collections::HashMap;

use super::alike::{self, Places};
use super::findings::Findings;
use super::{Settings, schema_node, walk};
use crate::diagnostic::{Code, Diagnostic, Label, Part, Severity};
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
    let mut known: HashMap<(String, bool), usize> = HashMap::new();
    let mut all: Vec<(String, bool, Places)> = Vec::new();
    walk::values(plan, &mut |value| {
        let location = &value.value.location;
        if !matches!(value.value.shape, Shape::Any) || findings.allow(&UNTYPED_VALUE, location) {
            return;
        }
        let Some(written) = schema_node::at(plan, value.owner, location) else { return };
        let says_any = is_any(written);
        let says_nothing = written.members().iter().all(|(key, _)| ANNOTATIONS.contains(&&**key));
        let is_schema = written.is_object() || *written == Json::Boolean(true);
        if !is_schema || !(says_any || says_nothing) {
            return;
        }
        let next = all.len();
        let name = value.path.to_string();
        let name = if name.is_empty() { name } else { format!("`{name}` of ") };
        let index = *known.entry((name.clone(), says_any)).or_insert(next);
        if index == next {
            all.push((name, says_any, Places::default()));
        }
        let label = Label { text: "takes any value".to_owned(), ..alike::label(location, Part::Key) };
        all[index].2.add(value.owner, &[label]);
    });
    for (name, says_any, places) in all {
        let what = if says_any { "the type `any`" } else { "no type" };
        let finding = Diagnostic::new(&UNTYPED_VALUE, format!("{name}{} has {what}", places.owners()))
            .help("say what it is, for example `\"type\": \"string\"`");
        findings.push(places.mark(finding));
    }
}

fn is_any(schema: &Json) -> bool {
    match schema.get("type") {
        Some(Json::String(word)) => &**word == "any",
        Some(Json::Array(words)) => words.iter().any(|word| word.as_str() == Some("any")),
        _ => false,
    }
}
