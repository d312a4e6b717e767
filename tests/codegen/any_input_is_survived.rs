//! Whatever the text of a plan is, reading it ends with a plan or with findings, never with a panic.

use ampli_rs::parse;
use ampli_rs::parse::own::{Keys, write};
use ampli_rs::text::{Document, PlanText};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const PLANS: &[&str] = &[
    include_str!("../../fixtures/plans/garden/own.json"),
    include_str!("../../fixtures/plans/garden/itly.json"),
    include_str!("../../fixtures/plans/garden/segment-public.json"),
    include_str!("../../fixtures/plans/garden/typewriter.json"),
    include_str!("../../fixtures/plans/garden/segment-config.json"),
    include_str!("../../fixtures/plans/garden/rudderstack-v1.json"),
    include_str!("../../fixtures/plans/garden/rudderstack-v2.json"),
    include_str!("../../fixtures/plans/garden/schemas/events/seed-sown.json"),
    include_str!("../../fixtures/plans/complete/own.json"),
];

/// Words that make arbitrary JSON look like a schema or a plan.
const WORDS: &[&str] = &[
    "type",
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "items",
    "prefixItems",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "then",
    "else",
    "not",
    "$ref",
    "$defs",
    "definitions",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "pattern",
    "format",
    "nullable",
    "description",
    "default",
    "unevaluatedProperties",
    "a",
    "b",
];
const TEXTS: &[&str] = &[
    "string",
    "number",
    "integer",
    "object",
    "array",
    "null",
    "any",
    "",
    "#",
    "#/$defs/a",
    "#/$defs/b",
    "#/definitions/a",
    "other.json#/$defs/a",
    "#/properties/a",
    "#/%2",
    "a",
];

/// Reads documents, and what was read once more after it was written.
fn read(texts: &[&str]) {
    let document = |(index, text): (usize, &&str)| Document {
        name: format!("plan{index}.json"),
        text: (*text).to_owned(),
    };
    let documents = texts.iter().enumerate().map(document).collect();
    let text = PlanText { origin: "plan".to_owned(), documents };
    let Ok(parsed) = parse::plan(&text) else { return };
    let written = write(&parsed.plan, Keys::Include);
    let document = Document { name: "tracking-plan.json".to_owned(), text: written };
    let again = PlanText { origin: "plan".to_owned(), documents: vec![document] };
    assert!(parse::plan(&again).is_ok(), "what is written can be read");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(TEXTS).prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        let members = proptest::collection::vec((proptest::sample::select(WORDS), inner.clone()), 0..6);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(Value::Array),
            members.prop_map(|members| {
                let members = members.into_iter().map(|(key, value)| (key.to_owned(), value));
                Value::Object(members.collect::<Map<_, _>>())
            }),
        ]
    })
}

/// Replaces the value that a walk by `steps` arrives at.
fn replace(plan: &mut Value, steps: &[usize], by: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *plan = by;
        return;
    };
    match plan {
        Value::Array(items) if !items.is_empty() => {
            let index = step % items.len();
            replace(&mut items[index], rest, by);
        }
        Value::Object(members) if !members.is_empty() => {
            let index = step % members.len();
            if let Some(value) = members.values_mut().nth(index) {
                replace(value, rest, by);
            }
        }
        other => *other = by,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_as_a_schema(schema in any_json(), shared in any_json()) {
        let own = json!({"ampliPlan": 1, "$defs": {"a": shared, "b": schema}, "groups": {"G": {"schema": schema}},
                         "events": [{"name": "A", "schema": schema, "groups": ["G"]}]});
        read(&[&own.to_string()]);
        let rules = json!({"rules": [{"key": "A", "jsonSchema": {"$defs": {"a": shared},
                           "properties": {"properties": schema, "traits": shared}}}]});
        read(&[&rules.to_string()]);
    }

    #[test]
    fn any_json_as_a_plan(plan in any_json(), other in any_json()) {
        read(&[&plan.to_string()]);
        read(&[&plan.to_string(), &other.to_string()]);
        read(&[&json!({"$schema": "x", "properties": plan, "$ref": "plan1.json"}).to_string(), &other.to_string()]);
    }

    #[test]
    fn plans_with_a_value_replaced(
        plan in proptest::sample::select(PLANS),
        steps in proptest::collection::vec(any::<usize>(), 1..8),
        by in any_json(),
    ) {
        let mut plan: Value = serde_json::from_str(plan).expect("a fixture is JSON");
        replace(&mut plan, &steps, by);
        read(&[&plan.to_string()]);
    }

    #[test]
    fn plans_with_a_part_of_the_text_missing(
        plan in proptest::sample::select(PLANS),
        cut in any::<prop::sample::Index>(),
        length in 0..40_usize,
    ) {
        let start = cut.index(plan.len());
        let end = (start + length).min(plan.len());
        prop_assume!(plan.is_char_boundary(start) && plan.is_char_boundary(end));
        read(&[&plan[..start]]);
        read(&[&format!("{}{}", &plan[..start], &plan[end..])]);
    }
}
