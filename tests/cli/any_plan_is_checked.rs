//! Whatever a plan holds, it is checked and its findings are shown: nothing panics.

use ampli_rs::check::{self, Settings};
use ampli_rs::diagnostic::human::{self, Look};
use ampli_rs::diagnostic::{Report, github, json, sarif};
use ampli_rs::parse;
use ampli_rs::text::{Document, PlanText};
use proptest::prelude::*;
use serde_json::{Value, json};

const KEYWORDS: &[&str] = &[
    "type",
    "properties",
    "required",
    "items",
    "enum",
    "const",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "default",
    "examples",
    "anyOf",
    "allOf",
    "$ref",
    "$schema",
    "additionalProperties",
    "description",
    "a",
    "A",
    "a b",
    "",
];

const TEXTS: &[&str] = &[
    "string",
    "integer",
    "any",
    "null",
    "object",
    "date-time",
    "[a",
    "(?=a)",
    "a",
    "",
    " ",
    "#",
    "#/properties/a",
    "http://json-schema.org/draft-04/schema#",
    "\u{202e}\u{1b}[31m",
    "e\u{301}",
    "/a~0/~1",
];

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop_oneof![any::<i64>().prop_map(Value::from), any::<u64>().prop_map(Value::from)],
        (-3_i64..4).prop_map(Value::from),
        prop_oneof![Just(1e308), Just(-1e308), Just(0.1), Just(1.5), Just(5e-324)].prop_map(Value::from),
        proptest::sample::select(TEXTS).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        let object = proptest::collection::vec((proptest::sample::select(KEYWORDS), inner.clone()), 0..6);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::from),
            object.prop_map(|members| members
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.names.event = Some("Title Case".parse().expect("a convention"));
    settings.names.property = Some("snake_case".parse().expect("a convention"));
    settings.names.enum_value = Some("/[a-z]*/".parse().expect("a convention"));
    settings
}

/// Reads, checks, and shows in every format.
fn survive(text: String) {
    let document = Document { name: "plan.json".to_owned(), text };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    let findings = match parse::plan(&text) {
        Ok(parsed) => check::completed(parsed.findings, &parsed.plan, &settings()),
        Err(findings) => findings,
    };
    let report = Report::new(&findings, &text);
    let mut out = Vec::new();
    human::write(&report, Look { colour: true, ..Look::default() }, &mut out).expect("writes to memory");
    json::write(&report, &mut out).expect("writes to memory");
    sarif::write(&report, &mut out).expect("writes to memory");
    github::write(&report, &mut out).expect("writes to memory");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_schema_is_survived(first in values(), second in values(), pretty: bool) {
        let plan = json!({
            "a": { "type": "object", "properties": first },
            "A ": { "type": "object", "properties": { "x": second, "X": { "enum": ["a", "a b"], "default": second } } },
        });
        survive(if pretty { format!("{plan:#}") } else { plan.to_string() });
    }

    #[test]
    fn any_document_is_survived(document in values(), cut in 0_usize..400) {
        let text = document.to_string();
        survive(text.chars().take(cut).collect());
    }
}
