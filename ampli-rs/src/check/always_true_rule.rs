//! # Rule that is always true
//!
//! ## What it does
//!
//! Looks for rules that every value satisfies: `minLength` of zero, a `pattern` that matches the empty text anywhere
//! (`[a-z]*` without `^` and `$`), a bound beside a stricter exclusive one, `maxItems` over the number of different
//! items, `multipleOf` one of an integer, and rules beside an `enum` or a `const` whose values all satisfy them. Lengths beside
//! a `format` are left alone: not every system checks formats, and to many a length says how wide a column is.
//!
//! ## Why it matters
//!
//! Whoever wrote the rule thinks that it keeps something out.
//!
//! ## Example
//!
//! ```json
//! { "type": "string", "pattern": "[a-z]*" }
//! ```
//!
//! ## What to do
//!
//! Say what was meant, such as `^[a-z]*$`, or remove the rule: `ampli-rs check --fix` does, but for patterns, whose authors
//! meant something.

use super::Settings;
use super::findings::Findings;
use super::schema_node;
use super::walk::{self, Owner};
use crate::diagnostic::{Amendment, Code, Diagnostic, Severity};
use crate::json::Json;
use crate::plan::{Plan, Rule};
use crate::pointer::Location;
use crate::values::idle::{self, Idle};

pub(super) static ALWAYS_TRUE_RULE: Code = Code {
    id: "AMP0227",
    name: "always-true-rule",
    severity: Severity::Note,
    source: include_str!("always_true_rule.rs"),
};

pub(super) fn check(plan: &Plan, _: &Settings, findings: &mut Findings) {
    walk::values(plan, &mut |value| {
        for idle in idle::rules(value.value, value.owner.scope(plan)) {
            report(plan, value.owner, &value.value.location, &value.title(), &idle, findings);
        }
    });
    walk::objects(plan, &mut |object| {
        for idle in idle::object_rules(object.object) {
            report(plan, object.owner, object.location, &object.owner.to_string(), &idle, findings);
        }
    });
}

/// Reports the rule where it is written. One that has come from another schema is reported there, or not at all.
fn report(
    plan: &Plan,
    owner: Owner<'_>,
    location: &Location,
    title: &str,
    idle: &Idle<'_>,
    findings: &mut Findings,
) {
    let (keyword, said) = said(idle.rule);
    let written = schema_node::at(plan, owner, location).and_then(|schema| schema.get(keyword));
    if written.is_none_or(|written| *written != said) {
        return;
    }
    let shown = said.to_value();
    let message = format!("`{keyword}: {shown}` of {title} is always true: {}", idle.why);
    let place = location.key(keyword);
    let finding = Diagnostic::new(&ALWAYS_TRUE_RULE, message)
        .at(&place, "")
        .help("say what was meant, or remove the rule");
    // Whoever wrote the pattern meant something.
    let needs_thought = matches!(idle.rule, Rule::Pattern(_));
    let finding = if needs_thought { finding } else { finding.amended_by(Amendment::Remove(place)) };
    findings.push(owner.mark(finding));
}

/// The keyword of a rule and its value, as schemas have them.
fn said(rule: &Rule) -> (&'static str, Json) {
    let count = |count: &u64| Json::Number((*count).into());
    match rule {
        Rule::Minimum(limit) => ("minimum", Json::Number(limit.clone())),
        Rule::Maximum(limit) => ("maximum", Json::Number(limit.clone())),
        Rule::ExclusiveMinimum(limit) => ("exclusiveMinimum", Json::Number(limit.clone())),
        Rule::ExclusiveMaximum(limit) => ("exclusiveMaximum", Json::Number(limit.clone())),
        Rule::MultipleOf(step) => ("multipleOf", Json::Number(step.clone())),
        Rule::MinLength(least) => ("minLength", count(least)),
        Rule::MaxLength(most) => ("maxLength", count(most)),
        Rule::Pattern(pattern) => ("pattern", Json::String(pattern.clone())),
        Rule::Format(format) => ("format", Json::String(format.clone())),
        Rule::MinItems(least) => ("minItems", count(least)),
        Rule::MaxItems(most) => ("maxItems", count(most)),
        Rule::UniqueItems => ("uniqueItems", Json::Boolean(true)),
        Rule::MinProperties(least) => ("minProperties", count(least)),
        Rule::MaxProperties(most) => ("maxProperties", count(most)),
    }
}
