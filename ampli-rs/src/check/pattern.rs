//! Which regular expressions the generated code can run.

use std::collections::HashMap;

use itly_runtime::Pattern;

use super::findings::Findings;
use super::walk;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::{Plan, Rule};

/// What can be made of a regular expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The generated code checks it.
    Supported,
    /// It is one, but not for the engine of the generated code.
    OtherDialect,
    /// It is none.
    Invalid,
}

/// Reports the patterns of the plan that get `verdict` as findings of `code`.
pub(super) fn report(plan: &Plan, verdict: Verdict, code: &'static Code, findings: &mut Findings) {
    let mut known = HashMap::new();
    walk::values(plan, &mut |value| {
        for pattern in value.value.rules.iter().filter_map(text) {
            let (found, why) = known.entry(pattern.to_owned()).or_insert_with(|| judge(pattern));
            if *found != verdict {
                continue;
            }
            let (what, help) = match verdict {
                Verdict::Invalid => ("is no regular expression", "correct the expression"),
                _ => ("can't be checked by generated code", "write it without features of other dialects"),
            };
            let finding = Diagnostic::new(code, format!("the pattern of {} {what}: {why}", value.title()))
                .at(&value.value.location.key("pattern"), "")
                .help(help);
            findings.push(value.owner.mark(finding));
        }
    });
}

fn text(rule: &Rule) -> Option<&str> {
    if let Rule::Pattern(pattern) = rule { Some(pattern) } else { None }
}

/// The verdict on a pattern, and what the engine says about it.
fn judge(pattern: &str) -> (Verdict, String) {
    if Pattern::can_check(pattern) {
        return (Verdict::Supported, String::new());
    }
    // The validator of schemas knows the dialect of JSON Schema, which has look-around and back references.
    let schema = serde_json::json!({ "pattern": pattern });
    let is_known = jsonschema::draft7::options().offline().build(&schema).is_ok();
    let why = regex_lite::Regex::new(pattern).err().map_or_else(String::new, |error| error.to_string());
    (if is_known { Verdict::OtherDialect } else { Verdict::Invalid }, why)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judge};

    #[test]
    fn dialects_are_told_apart() {
        let verdict = |pattern| judge(pattern).0;
        assert_eq!(verdict("^[a-z]{2,4}$"), Verdict::Supported);
        assert_eq!(verdict("^(?!test)"), Verdict::OtherDialect);
        assert_eq!(verdict(r"(a)\1"), Verdict::OtherDialect);
        assert_eq!(verdict("[a-z"), Verdict::Invalid);
        assert_eq!(verdict("(a"), Verdict::Invalid);
    }
}
