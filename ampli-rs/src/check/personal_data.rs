//! # Personal data by name
//!
//! ## What it does
//!
//! Looks for properties whose names say that they hold personal data or secrets: e-mail addresses, telephone numbers,
//! names and addresses of people, birth dates, IP addresses, numbers of identity papers, accounts and cards, passwords,
//! tokens. Names are read word by word: `ship` holds no `ip`, and `emailed_count` no `email`. What only tells about such
//! data is let pass: booleans, listed values, numbers in the place of texts, `email_hash`, `phone_type`,
//! `has_address`. So are properties that the plan itself marks with `pii`.
//!
//! `identify` is there to tell who somebody is: there only secrets and official numbers are reported.
//!
//! ## Why it matters
//!
//! Analytics systems keep events for years, show them to many, and hand them on. What was sent once is hard to delete,
//! and a law may forbid to have sent it.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Bought", "schema": { "properties": { "email": { "type": "string" } } } }
//! ```
//!
//! ## What to do
//!
//! Leave it out, or send an identifier of your own. Where it is meant, allow it for the property in `ampli.toml`, or in
//! the property's schema with `"x-allow": ["personal-data"]`:
//!
//! ```toml
//! [check.allow]
//! "Seed Bought.email" = ["personal-data"]
//! ```

use super::alike::{self, Alike, PropertyAt};
use super::findings::Findings;
use super::personal_words::{self, Sort, Term};
use super::walk::Owner;
use super::{Settings, schema_node};
use crate::diagnostic::{Code, Diagnostic, Severity, visible};
use crate::json::Json;
use crate::plan::{EventKind, Plan, Shape, Type};

pub(super) static PERSONAL_DATA: Code = Code {
    id: "AMP0223",
    name: "personal-data",
    severity: Severity::Warning,
    source: include_str!("personal_data.rs"),
};

pub(super) fn check(plan: &Plan, properties: &[Alike<'_>], _: &Settings, findings: &mut Findings) {
    for alike in properties {
        let Some(term) = personal_words::of_name(alike.name) else { continue };
        let wanted = alike.reportable(&PERSONAL_DATA, findings, |at| {
            !is_identity(at, term) && may_hold(&at.property.value, term) && !is_marked(plan, at)
        });
        if wanted.is_empty() {
            continue;
        }
        let message =
            format!("`{}` of {} looks like {}", visible(alike.name), alike::owners(&wanted), term.noun);
        let help = match term.sort {
            Sort::Secret => "never send it",
            Sort::Number | Sort::Person => {
                "leave it out or send an identifier of your own; if it is meant, allow it"
            }
        };
        let finding = Diagnostic::new(&PERSONAL_DATA, message).help(help);
        findings.push(alike::marked_properties(finding, &wanted));
    }
}

/// Whether it is there that people are told apart.
fn is_identity(at: &PropertyAt<'_>, term: &Term) -> bool {
    let is_identify = matches!(at.owner, Owner::Event(event) if event.kind == EventKind::Identify);
    is_identify && term.sort == Sort::Person
}

/// Whether values of the type can be what the name says.
fn may_hold(value: &Type, term: &Term) -> bool {
    match &value.shape {
        Shape::String | Shape::Any | Shape::Reference(_) => true,
        Shape::Integer | Shape::Number => term.may_be_number,
        Shape::Array(array) => may_hold(&array.items, term),
        Shape::Union(branches) => branches.iter().any(|branch| may_hold(branch, term)),
        // An address may have parts.
        Shape::Object(_) | Shape::Map(_) => term.sort == Sort::Person,
        Shape::Boolean | Shape::Null | Shape::Enum(_) | Shape::Const(_) => false,
    }
}

/// Whether the plan itself says that it is personal data: then people know.
fn is_marked(plan: &Plan, at: &PropertyAt<'_>) -> bool {
    let written = schema_node::at(plan, at.owner, &at.property.location);
    written.and_then(|schema| schema.get("pii")).is_some_and(|mark| *mark != Json::Boolean(false))
}
