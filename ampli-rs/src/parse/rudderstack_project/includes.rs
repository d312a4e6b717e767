//! `includes`: rules that a tracking plan takes from another one of the project.
//!
//! A project is read as one plan, the rules of all its tracking plans together, so what is included is there already:
//! all that can be wrong is that it is not there.

use super::resources::Project;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Json;
use crate::parse::codes::UNKNOWN_REFERENCE;
use crate::parse::members::{Members, malformed};
use crate::pointer::Location;
use crate::suggestion;

/// What stands for all rules of a tracking plan.
const ALL: &str = "*";

/// Reports what a rule includes and no tracking plan of the project has.
pub(super) fn check(rule: &Members<'_>, project: &Project<'_>, findings: &mut Diagnostics) {
    let Some((includes, place)) = rule.get("includes") else { return };
    match includes {
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                check_one(item, place.index(index), project, findings);
            }
        }
        one => check_one(one, place, project, findings),
    }
}

/// One reference: a text, or an object with it.
fn check_one(include: &Json, place: Location, project: &Project<'_>, findings: &mut Diagnostics) {
    let place = if include.is_object() { place.key("$ref") } else { place };
    let Some(text) = include.as_str().or_else(|| include.get("$ref")?.as_str()) else {
        findings.push(malformed(&place, "includes", "a reference to rules of a tracking plan", include));
        return;
    };
    let Some((plan, rule)) = target(text) else {
        let message = format!("`{text}` refers to no rule of a tracking plan");
        let help = "write `#/tp/GROUP/event_rule/ID`, or `*` for the ID of all rules";
        return findings.push(Diagnostic::new(&UNKNOWN_REFERENCE, message).at(&place, "").help(help));
    };
    let Some(rules) = project.rules(plan) else {
        let message = format!("the project has no tracking plan `{plan}`");
        let help = suggestion::did_you_mean(plan, project.plan_groups().iter().copied());
        return findings.push(Diagnostic::new(&UNKNOWN_REFERENCE, message).at(&place, "").help(help));
    };
    if (rule == ALL && !rules.is_empty()) || rules.contains(&rule) {
        return;
    }
    let (message, help) = if rules.is_empty() {
        let help = "add rules to it, or remove `includes`".to_owned();
        (format!("the tracking plan `{plan}` has no rules"), help)
    } else {
        let help = suggestion::did_you_mean(rule, rules);
        (format!("the tracking plan `{plan}` has no rule `{rule}`"), help)
    };
    findings.push(Diagnostic::new(&UNKNOWN_REFERENCE, message).at(&place, "").help(help));
}

/// The group of a tracking plan and the id of its rule.
fn target(reference: &str) -> Option<(&str, &str)> {
    let rest = ["#/tp/", "#/tracking-plan/"].into_iter().find_map(|start| reference.strip_prefix(start))?;
    rest.split_once("/event_rule/")
}
