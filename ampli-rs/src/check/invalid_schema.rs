//! # Invalid JSON Schema
//!
//! ## What it does
//!
//! Holds the schema of every event and property group against the meta-schema of its draft: the one that
//! `$schema` names, draft 7 otherwise. Oddities of vendors that do no harm are let pass: `"type": "any"`, an empty
//! `required`, and `id` in properties.
//!
//! ## Why it matters
//!
//! Every tool reads an invalid schema in its own way, or not at all.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "title": 7 }
//! ```
//!
//! ## What to do
//!
//! Correct the keyword that the finding points at.

use std::collections::HashSet;

use jsonschema::meta::MetaValidator;
use jsonschema::{Draft, ValidationError};

use super::dialect::Dialect;
use super::findings::Findings;
use super::schema_node::{self, Written};
use super::{Settings, tolerated};
use crate::diagnostic::{Amendment, Code, Diagnostic, Severity};
use crate::json::Json;
use crate::plan::Plan;
use crate::pointer::Pointer;

pub(super) static INVALID_SCHEMA: Code = Code {
    id: "AMP0201",
    name: "invalid-schema",
    severity: Severity::Error,
    source: include_str!("invalid_schema.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    for written in schema_node::all(plan).filter(|written| written.schema.is_object()) {
        let schema = tolerated::schema(written.schema);
        let validator = validator(Dialect::of(written.schema).draft());
        // Most schemas are valid, and saying only that is the quicker way.
        if !validator.is_valid(&schema) {
            let errors: Vec<_> = validator.iter_errors(&schema).collect();
            let exact = errors.iter().filter(|error| !is_explained(error, &errors));
            exact.for_each(|error| findings.push(finding(&written, error)));
        }
    }
}

/// Whether another error lies inside of what this one is about, and so says more exactly what is wrong.
fn is_explained(error: &ValidationError<'_>, errors: &[ValidationError<'_>]) -> bool {
    let outer = error.instance_path().as_str();
    errors.iter().any(|other| {
        let rest = other.instance_path().as_str().strip_prefix(outer);
        rest.is_some_and(|rest| rest.starts_with('/'))
    })
}

/// The meta-schema of a draft. The crate builds each once.
fn validator(draft: Draft) -> MetaValidator<'static> {
    match draft {
        Draft::Draft4 => jsonschema::draft4::meta::validator(),
        Draft::Draft6 => jsonschema::draft6::meta::validator(),
        Draft::Draft201909 => jsonschema::draft201909::meta::validator(),
        Draft::Draft202012 => jsonschema::draft202012::meta::validator(),
        _ => jsonschema::draft7::meta::validator(),
    }
}

fn finding(written: &Written<'_>, error: &ValidationError<'_>) -> Diagnostic {
    let path = Pointer::from_text(error.instance_path().as_str());
    let place = path.segments().fold(written.location.clone(), |location, segment| location.key(segment));
    let keyword = path.last().unwrap_or("the schema");
    let message =
        format!("`{keyword}` makes the schema of {} invalid: {}", written.owner, error.masked_with("it"));
    let finding = Diagnostic::new(&INVALID_SCHEMA, message).at(&place, "").help(
        "correct the keyword; its values are told in https://json-schema.org/understanding-json-schema",
    );
    let again =
        repeated_names(written.schema, &path).into_iter().map(|index| Amendment::Remove(place.index(index)));
    written.owner.mark(again.fold(finding, Diagnostic::amended_by))
}

/// The items of a `required` list that were in it before; none for everything else.
fn repeated_names(schema: &Json, path: &Pointer) -> Vec<usize> {
    if path.segments().last().is_none_or(|keyword| keyword != "required") {
        return Vec::new();
    }
    let list = path.segments().try_fold(schema, |json, segment| match json {
        Json::Array(items) => items.get(segment.parse::<usize>().ok()?),
        other => other.get(segment),
    });
    let mut seen = HashSet::new();
    let names = list.into_iter().flat_map(Json::items).enumerate();
    names
        .filter(|(_, name)| name.as_str().is_some_and(|name| !seen.insert(name)))
        .map(|(index, _)| index)
        .collect()
}
