//! What the checks say about rules is what a validator of JSON Schema does with them, on whatever values.

use ampli_rs::amend;
use ampli_rs::check::Settings;
use ampli_rs::diagnostic::{Amendment, Diagnostic};
use ampli_rs::parse::Parsed;
use ampli_rs::plan::Plan;
use ampli_rs::text::PlanText;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const TEXTS: &[&str] = &[
    "",
    "a",
    "bean",
    "pea",
    "2030-01-31",
    "10.0.0.1",
    "6f2e5cfe-1a48-4cbc-90f2-6ac4e6d28ab3",
    "A b",
    "a\nb",
];

fn scalars() -> impl Strategy<Value = Value> {
    prop_oneof![
        proptest::sample::select(TEXTS).prop_map(Value::from),
        (-3_i64..4).prop_map(Value::from),
        prop_oneof![Just(0.5), Just(1.0), Just(-2.5)].prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
    ]
}

/// Values of all kinds.
fn values() -> impl Strategy<Value = Value> {
    let members =
        proptest::collection::btree_map(proptest::sample::select(&["p", "q", "r"][..]), scalars(), 0..4);
    prop_oneof![
        4 => scalars(),
        2 => proptest::collection::vec(scalars(), 0..5).prop_map(Value::from),
        2 => proptest::collection::vec(proptest::sample::select(TEXTS), 0..4).prop_map(|texts| json!(texts)),
        1 => members.prop_map(|members| members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
    ]
}

fn rules() -> impl Strategy<Value = Map<String, Value>> {
    let count = || (0_u64..5).prop_map(Value::from);
    let number = || prop_oneof![(-3_i64..4).prop_map(Value::from), Just(json!(0.5)), Just(json!(1.0))];
    let patterns = ["", ".*", "a*", "^a*$", "^[a-z]*", "b|", "[a-z]+", "^.*$", "(?:a)?$", "\\d*"];
    let one = prop_oneof![
        ("minLength|maxLength|minItems|maxItems|minProperties|maxProperties", count()),
        (
            "maxLength|minLength",
            prop_oneof![Just(json!(10)), Just(json!(36)), Just(json!(15)), Just(json!(7))]
        ),
        ("minimum|maximum|exclusiveMinimum|exclusiveMaximum", number()),
        ("multipleOf", prop_oneof![Just(json!(1)), Just(json!(0.5)), Just(json!(2))]),
        ("pattern", proptest::sample::select(patterns.to_vec()).prop_map(Value::from)),
        ("format", proptest::sample::select(vec!["date", "uuid", "ipv4", "email"]).prop_map(Value::from)),
        ("uniqueItems", any::<bool>().prop_map(Value::from)),
    ];
    proptest::collection::vec(one, 0..5).prop_map(|rules| rules.into_iter().collect())
}

/// Schemas with rules that make sense and rules that make none.
fn schemas() -> impl Strategy<Value = Value> {
    let word = proptest::sample::select(vec!["string", "integer", "number", "boolean", "array", "object"]);
    let of_type = (word, any::<bool>()).prop_map(
        |(word, nullable)| json!({ "type": if nullable { json!([word, "null"]) } else { json!(word) } }),
    );
    let listed = proptest::collection::vec(scalars(), 1..4).prop_map(|values| json!({ "enum": values }));
    let items = prop_oneof![
        Just(json!({ "type": "boolean" })),
        Just(json!({ "enum": ["bean", "pea", "bean"] })),
        Just(json!({ "type": "integer", "minimum": 0, "maximum": 2 })),
        Just(json!({ "type": "string" })),
    ];
    let lists = items.prop_map(|items| json!({ "type": "array", "items": items }));
    let names = proptest::collection::vec(proptest::sample::select(vec!["p", "q"]), 0..4);
    let objects = (names, any::<bool>()).prop_map(|(required, open)| {
        json!({ "type": "object", "properties": { "p": { "type": "string" }, "q": {} }, "required": required,
            "additionalProperties": open })
    });
    let bases = prop_oneof![of_type, listed, lists, objects, Just(json!({}))];
    (bases, rules()).prop_map(|(mut schema, rules)| {
        for (keyword, value) in rules {
            schema[keyword] = value;
        }
        schema
    })
}

fn plan_text(schema: &Value, pretty: bool) -> PlanText {
    let plan = json!({ "ampliPlan": 1, "events": [{ "name": "Seed Sown", "description": "A seed.",
        "schema": { "type": "object", "properties": { "x": schema } } }] });
    let text = if pretty { format!("{plan:#}") } else { plan.to_string() };
    PlanText::single("plan.json".to_owned(), text)
}

fn read(text: &PlanText) -> Parsed {
    ampli_rs::read(text, &Settings::default()).expect("a plan")
}

fn of_code<'p>(parsed: &'p Parsed, name: &str) -> Vec<&'p Diagnostic> {
    parsed.findings.iter().filter(|finding| finding.code.name == name).collect()
}

/// By the latest draft, with all of its formats asserted.
fn is_valid(schema: &Value, value: &Value) -> bool {
    let validator =
        jsonschema::draft202012::options().should_validate_formats(true).build(schema).expect("a schema");
    validator.is_valid(value)
}

/// The schema of the property without the keywords that the findings point at.
fn without(schema: &Value, findings: &[&Diagnostic]) -> Value {
    let mut left = schema.clone();
    for finding in findings {
        let pointer = finding.labels[0].location.pointer.to_string();
        let path = pointer.strip_prefix("/events/0/schema/properties/x").expect("a place in the property");
        let (outer, keyword) = path.rsplit_once('/').expect("a keyword");
        let object = left.pointer_mut(outer).and_then(Value::as_object_mut).expect("the schema is there");
        assert!(object.remove(keyword).is_some(), "{pointer}");
    }
    left
}

/// The repeated names of a draft 7 schema are a mistake that the validator does not build.
fn has_repeated_names(schema: &Value) -> bool {
    let names = schema["required"].as_array().cloned().unwrap_or_default();
    names.len() == 2 && names[0] == names[1] || names.len() > 2
}

/// What the plan says, without the places in its text.
fn said(plan: &Plan) -> Value {
    serde_json::to_value(plan).expect("serialises")
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn rules_called_always_true_keep_nothing_out(
        schema in schemas(),
        values in proptest::collection::vec(values(), 12),
    ) {
        prop_assume!(!has_repeated_names(&schema));
        let parsed = read(&plan_text(&schema, false));
        let idle = of_code(&parsed, "always-true-rule");
        let left = without(&schema, &idle);
        for value in &values {
            prop_assert_eq!(is_valid(&schema, value), is_valid(&left, value), "{} {} {}", schema, left, value);
        }
    }

    #[test]
    fn rules_called_contradictory_let_nothing_in(
        schema in schemas(),
        values in proptest::collection::vec(values(), 12),
    ) {
        prop_assume!(!has_repeated_names(&schema));
        // A schema of several kinds may have values of another one.
        prop_assume!(schema["type"].is_string() || schema.get("enum").is_some());
        let parsed = read(&plan_text(&schema, false));
        let is_outer = |finding: &&&Diagnostic| {
            let pointer = finding.labels[0].location.pointer.to_string();
            pointer.matches('/').count() == 6
        };
        let contradictory = of_code(&parsed, "contradictory-rules");
        if contradictory.iter().any(|finding| is_outer(&finding)) {
            for value in &values {
                prop_assert!(!is_valid(&schema, value), "{schema} {value}");
            }
        }
    }

    /// What the reader leaves out anyway can be left out of the text.
    #[test]
    fn a_fixed_plan_says_the_same(schema in schemas(), pretty: bool) {
        let before = plan_text(&schema, pretty);
        let parsed = read(&before);
        let fixes: Vec<&Amendment> = parsed.findings.iter()
            .filter(|finding| finding.code.name != "always-true-rule")
            .flat_map(|finding| finding.amendments())
            .collect();
        let amended = amend::amended(&before.documents[0].text, &fixes);
        prop_assert_eq!(amended.made.len(), fixes.len(), "{}", before.documents[0].text);
        let after = read(&PlanText::single("plan.json".to_owned(), amended.text.clone()));
        prop_assert_eq!(said(&parsed.plan), said(&after.plan), "{}", amended.text);
    }

    /// What is fixed is fixed: nothing is left for a second run.
    #[test]
    fn a_fixed_plan_has_nothing_to_be_fixed(schema in schemas(), pretty: bool) {
        let mut text = plan_text(&schema, pretty);
        for _ in 0..4 {
            let parsed = read(&text);
            let fixes: Vec<&Amendment> = parsed.findings.iter().flat_map(|finding| finding.amendments()).collect();
            text.documents[0].text = amend::amended(&text.documents[0].text, &fixes).text;
        }
        let left = read(&text);
        prop_assert!(left.findings.iter().all(|finding| finding.amendments().is_empty()), "{}", text.documents[0].text);
    }
}
