//! # Unknown rule
//!
//! ## What it does
//!
//! Looks for codes in `allow` of an event, and in `x-allow` of a schema, that no kind of finding has.
//!
//! ## Why it matters
//!
//! Nothing is let pass by a name that means nothing.
//!
//! ## Example
//!
//! ```json
//! { "name": "Seed Bought", "allow": ["personal-dat"] }
//! ```
//!
//! ## What to do
//!
//! Write the code or the name of the finding: `ampli-rs explain` lists them.

use super::allowances;
use crate::diagnostic::{self, Code, Diagnostic, Diagnostics, Severity, visible};
use crate::plan::Plan;

pub(super) static UNKNOWN_RULE: Code = Code {
    id: "AMP0230",
    name: "unknown-rule",
    severity: Severity::Warning,
    source: include_str!("unknown_rule.rs"),
};

pub(super) fn find(plan: &Plan, known: &[&'static Code]) -> Diagnostics {
    let mut findings = Diagnostics::new();
    for said in allowances::said(plan) {
        let (message, help) = match known.iter().find(|code| code.is_called(&said.word)) {
            Some(code) if code.is_always_error() => {
                let message =
                    format!("`{}` can't be let pass: what it finds can't be generated", visible(&said.word));
                (message, "correct what it finds".to_owned())
            }
            Some(_) => continue,
            None => {
                let message = format!("there is no rule `{}` to be let pass", visible(&said.word));
                (message, diagnostic::meant(known, &said.word))
            }
        };
        findings.push(Diagnostic::new(&UNKNOWN_RULE, message).at(&said.location, "").help(help));
    }
    findings
}
