//! # Listed value against the rules
//!
//! ## What it does
//!
//! Looks for values of an `enum` that break the other rules of the same schema: `minLength`, `pattern`, `maximum`
//! and the like.
//!
//! ## Why it matters
//!
//! The generated type offers the value, and every event that carries it is invalid.
//!
//! ## Example
//!
//! ```json
//! { "enum": ["bean", "sunflower"], "maxLength": 5 }
//! ```
//!
//! ## What to do
//!
//! Remove the value or the rule. A rule beside an `enum` is hardly ever needed.

use super::findings::Findings;
use super::{Settings, schema_node, walk};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::json::Json;
use crate::plan::{Plan, Shape};
use crate::values::conformance;

pub(super) static VALUE_AGAINST_RULES: Code = Code {
    id: "AMP0204",
    name: "value-against-rules",
    severity: Severity::Warning,
    source: include_str!("value_against_rules.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    walk::values(plan, &mut |value| {
        let listed: Vec<&Json> = match &value.value.shape {
            Shape::Enum(listed) => listed.iter().map(|listed| &listed.value).collect(),
            // Of two listed values one may be `null`.
            Shape::Const(constant) if value.value.nullable => vec![constant],
            _ => return,
        };
        let broken: Vec<(&Json, String)> = listed
            .iter()
            .filter_map(|listed| Some((*listed, conformance::broken_rule(listed, &value.value.rules)?)))
            .collect();
        let Some((first, why)) = broken.first() else { return };
        // When no value is left, that is an error of its own.
        if broken.len() == listed.len() && !value.value.nullable {
            return;
        }
        let text = first.to_value();
        let message = match broken.len() {
            1 => format!("the value `{text}` of {} {why}", value.title()),
            count => format!(
                "`{text}` and {} more values of {} break its rules: the first {why}",
                count - 1,
                value.title()
            ),
        };
        let finding = Diagnostic::new(&VALUE_AGAINST_RULES, message)
            .at(&schema_node::listed(plan, value.owner, &value.value.location, first), "")
            .help("remove the value or the rule");
        findings.push(value.owner.mark(finding));
    });
}
