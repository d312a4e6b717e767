//! Generated types and their checks take exactly what JSON Schema says is valid, as its own implementation sees it; where
//! they differ, a finding about the plan has said so, or the difference is listed here with its reason.

mod case;
mod program;

use std::collections::{BTreeMap, BTreeSet};

use ampli_rs::module::Layout;
use serde_json::{Value, json};

use self::case::Case;
use self::program::Verdict;
use crate::support::sdk::{ReadPlan, from_text};

/// Findings after which an event takes more than its schema allows.
const LOOSER: &[(&str, &str)] = &[
    ("idle-keyword", "a rule on a value of any kind has no type to stand on"),
    ("union-degraded", "alternatives that can't be told apart become any value"),
    ("unknown-value-format", "the runtime knows no such format"),
    (
        "unsatisfiable-schema",
        "an optional property that nothing satisfies is left out, like others that are not declared",
    ),
    ("unsupported-keyword", "neither types nor rules hold what the keyword asks"),
    ("unsupported-pattern", "`regex-lite` has no tables of Unicode, look-around or back-references"),
];

/// Findings after which an event takes less than its schema allows.
const STRICTER: &[(&str, &str)] =
    &[("inferred-type", "a schema without `type` is read as the type that its keywords speak of")];

/// Differences of which no finding speaks: the case, the property, the reason.
const SILENT: &[(&str, &str, &str)] = &[
    ("draft7/oneOf: oneOf with boolean schemas, all true", "\"foo\"", ONE_OF),
    ("draft7/oneOf: oneOf with boolean schemas, more than one true", "\"foo\"", ONE_OF),
    ("draft7/oneOf: oneOf with empty schema", "123", ONE_OF),
];

const ONE_OF: &str =
    "`oneOf` is read as `anyOf`: a value that several alternatives allow is taken, as plans mean it";

#[test]
fn with_json_schema() {
    let own = case::own();
    let own_count = own.len();
    let cases: Vec<Case> = own.into_iter().chain(case::of_the_suite()).collect();
    let read = plan(&cases);
    let told = told(&read);
    let sound = || cases.iter().enumerate().filter(|(number, _)| !read.broken.contains(number));
    assert_eq!(sound().take(own_count).count(), own_count, "a case of the repository's own is broken");

    let questions: Vec<(usize, String)> = sound()
        .flat_map(|(number, case)| case.instances.iter().map(move |instance| (number, instance.to_string())))
        .collect();
    let mut answers = program::ask(&read, &questions).into_iter();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for (number, case) in sound() {
        let validator = jsonschema::options().offline().should_validate_formats(true).build(&case.schema);
        let validator = validator.unwrap_or_else(|error| panic!("{}: {error}", case.about));
        for (instance, verdict) in case.instances.iter().zip(&mut answers) {
            let findings = &told[&number];
            match difference(&verdict, validator.is_valid(instance), instance) {
                None => {}
                Some(difference) => match reason(difference, case, instance, findings) {
                    Some(reason) => _ = seen.insert(reason),
                    None => wrong.push(format!("{}: {instance}: {verdict}", case.about)),
                },
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(answers.len(), 0);
    if cases.len() > own_count {
        let reasons = LOOSER.iter().chain(STRICTER).map(|(_, reason)| *reason);
        let reasons: BTreeSet<&str> = reasons.chain(SILENT.iter().map(|(.., reason)| *reason)).collect();
        assert_eq!(seen, reasons, "a difference that is listed is none any more");
        assert!(questions.len() > 2000, "only {} instances were tried", questions.len());
    }
}

/// How generated code and JSON Schema differ about an instance.
#[derive(Clone, Copy, PartialEq)]
enum Difference {
    Looser,
    Stricter,
    /// Both take it, but it is sent as something else.
    Changed,
}

fn difference(verdict: &Verdict, is_valid: bool, instance: &Value) -> Option<Difference> {
    match verdict {
        Verdict::Valid(_) if !is_valid => Some(Difference::Looser),
        Verdict::Valid(sent) if !is_part(sent, instance) => Some(Difference::Changed),
        Verdict::Valid(_) => None,
        Verdict::Refused | Verdict::Broken(_) => is_valid.then_some(Difference::Stricter),
    }
}

/// Whether `sent` is `given`, apart from properties that are not declared and can't be given to a generated type.
fn is_part(sent: &Value, given: &Value) -> bool {
    match (sent, given) {
        (Value::Object(sent), Value::Object(given)) => {
            sent.iter().all(|(name, value)| given.get(name).is_some_and(|given| is_part(value, given)))
        }
        (Value::Array(sent), Value::Array(given)) => {
            sent.len() == given.len() && sent.iter().zip(given).all(|(sent, given)| is_part(sent, given))
        }
        (Value::Number(sent), Value::Number(given)) => sent == given || sent.as_f64() == given.as_f64(),
        _ => sent == given,
    }
}

/// Why a difference is as it should be.
fn reason(
    difference: Difference,
    case: &Case,
    instance: &Value,
    findings: &BTreeSet<&'static str>,
) -> Option<&'static str> {
    let (told, is_looser) = match difference {
        Difference::Looser => (LOOSER, true),
        Difference::Stricter => (STRICTER, false),
        Difference::Changed => return None,
    };
    let property = instance[case::PROPERTY].to_string();
    let is_this =
        |(about, value, _): &&(&str, &str, &str)| is_looser && *about == case.about && *value == property;
    let silent = SILENT.iter().find(is_this).map(|(.., reason)| *reason);
    silent.or_else(|| told.iter().find(|(name, _)| findings.contains(name)).map(|(_, reason)| *reason))
}

/// The events of the cases, called `Case` and their number.
fn plan(cases: &[Case]) -> ReadPlan {
    let events: Vec<Value> = cases
        .iter()
        .enumerate()
        .map(|(number, case)| json!({ "name": format!("Case {number}"), "schema": case.schema }))
        .collect();
    from_text(json!({ "ampliPlan": 1, "name": "Cases", "events": events }).to_string())
}

/// The names of the findings about each event.
fn told(read: &ReadPlan) -> BTreeMap<usize, BTreeSet<&'static str>> {
    let mut told: BTreeMap<usize, BTreeSet<&'static str>> =
        (0..read.plan.events.len()).map(|number| (number, BTreeSet::new())).collect();
    let sdk = read.sdk("default", Layout::Crate, "cases");
    for finding in read.findings.iter().chain(sdk.findings.iter()) {
        let number = finding.event.as_deref().and_then(|name| name.strip_prefix("Case ")?.parse().ok());
        if let Some(names) = number.and_then(|number: usize| told.get_mut(&number)) {
            names.insert(finding.code.name);
        }
    }
    told
}
