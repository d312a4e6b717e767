//! # Contradictory rules
//!
//! ## What it does
//!
//! Looks for rules that no value can satisfy together: a minimum over its maximum, exclusive bounds that leave
//! nothing between them, no integer or no multiple of `multipleOf` in the range, a constant or a list of values
//! of which none satisfies the rules, more unique items than there are different ones, more properties than may be there
//! or fewer than are required, and a text of another length than its `format` has
//! or its `pattern` lets through.
//!
//! ## Why it matters
//!
//! Every event that carries the property is wrong, whatever the program sends.
//!
//! ## Example
//!
//! ```json
//! { "type": "integer", "minimum": 10, "maximum": 5 }
//! ```
//!
//! ## What to do
//!
//! Correct one of the rules, or remove the property.

use super::Settings;
use super::findings::Findings;
use super::walk::{self, ValueAt};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::plan::{Plan, Shape};
use crate::values::bounds::{self, Conflict};
use crate::values::{conformance, crowding};

pub(super) static CONTRADICTORY_RULES: Code = Code {
    id: "AMP0203",
    name: "contradictory-rules",
    severity: Severity::Error,
    source: include_str!("contradictory_rules.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    walk::values(plan, &mut |value| {
        for conflict in conflicts(plan, value) {
            let message = format!("{} can have no value: {}", value.title(), conflict.reason);
            findings.push(value.owner.mark(finding(message, &conflict, &value.value.location)));
        }
        if let Some(finding) = no_value_left(value) {
            findings.push(value.owner.mark(finding));
        }
    });
    walk::objects(plan, &mut |object| {
        let crowded = crowding::object_conflicts(object.object);
        for conflict in bounds::conflicts(&object.object.rules, false).into_iter().chain(crowded) {
            let message = format!("no object of {} can be right: {}", object.owner, conflict.reason);
            findings.push(object.owner.mark(finding(message, &conflict, object.location)));
        }
    });
}

/// The conflicts of rules that hold for all values there may be.
fn conflicts(plan: &Plan, value: &ValueAt<'_>) -> Vec<Conflict> {
    match &value.value.shape {
        // Rules say nothing about values of other kinds, of which there may be some.
        Shape::Enum(_) | Shape::Const(_) | Shape::Any => Vec::new(),
        shape => {
            let mut conflicts = bounds::conflicts(&value.value.rules, matches!(shape, Shape::Integer));
            conflicts.extend(crowding::conflicts(value.value, value.owner.scope(plan)));
            conflicts
        }
    }
}

fn finding(message: String, conflict: &Conflict, location: &crate::pointer::Location) -> Diagnostic {
    let mut keywords = conflict.keywords.iter();
    let first = keywords.next().map(|keyword| location.key(keyword));
    let mut finding = Diagnostic::new(&CONTRADICTORY_RULES, message).help("correct one of the rules");
    finding = finding.at(first.as_ref().unwrap_or(location), "");
    keywords.fold(finding, |finding, keyword| finding.at(&location.key(keyword), ""))
}

/// A constant that breaks the rules, or a list of values that all do.
fn no_value_left(value: &ValueAt<'_>) -> Option<Diagnostic> {
    let rules = &value.value.rules;
    let (keyword, message) = match &value.value.shape {
        Shape::Const(constant) if !value.value.nullable => {
            let why = conformance::broken_rule(constant, rules)?;
            ("const", format!("{} can have no value: its constant {why}", value.title()))
        }
        Shape::Enum(values) if !values.is_empty() && !value.value.nullable => {
            let all_break =
                values.iter().all(|listed| conformance::broken_rule(&listed.value, rules).is_some());
            all_break.then_some(())?;
            ("enum", format!("{} can have no value: each listed one breaks its rules", value.title()))
        }
        _ => return None,
    };
    let finding = Diagnostic::new(&CONTRADICTORY_RULES, message);
    Some(finding.at(&value.value.location.key(keyword), "").help("correct the rules or the values"))
}
