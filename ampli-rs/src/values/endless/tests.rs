//! Endless types, by hand, and by chance against a validator of JSON Schema.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::Endless;
use crate::parse;
use crate::plan::Plan;
use crate::text::PlanText;

/// A plan with these definitions, all of which an event uses.
fn plan(definitions: &Value) -> Plan {
    let names = definitions.as_object().expect("definitions").keys();
    let properties: Value =
        names.map(|name| (name.clone(), json!({"$ref": format!("#/$defs/{name}")}))).collect();
    let event = json!({"name": "A", "schema": {"type": "object", "properties": properties}});
    let text = json!({"ampliPlan": 1, "$defs": definitions, "events": [event]}).to_string();
    parse::plan(&PlanText::single("plan.json".to_owned(), text)).expect("a plan").plan
}

/// The circles, as `Type: path`, and all types that have no value.
fn told(definitions: &Value) -> (Vec<String>, Vec<String>) {
    let plan = plan(definitions);
    let endless = Endless::of(&plan.definitions, &Endless::default());
    let name = |key: &str| key.trim_start_matches("#/$defs/").to_owned();
    let circles = endless.circles().iter().map(|own| format!("{}: {}", name(own.key), own.path)).collect();
    (circles, endless.keys.iter().map(|key| name(key)).collect())
}

fn named(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn object(name: &str, value: Value) -> Value {
    json!({"type": "object", "properties": {name: value}, "required": [name]})
}

#[test]
fn a_type_that_requires_itself_is_endless() {
    let circle = |definitions: Value| told(&definitions).0;
    assert_eq!(circle(json!({"A": object("inner", named("A"))})), ["A: inner"]);
    let list = |least: u64| json!({"type": "array", "minItems": least, "items": named("A")});
    assert_eq!(circle(json!({"A": object("inner", list(2))})), ["A: inner[]"]);
    assert_eq!(circle(json!({"A": object("inner", list(0))})), [""; 0]);
    let either = |other: Value| json!({"anyOf": [object("a", named("A")), other]});
    assert_eq!(circle(json!({"A": either(object("b", named("A")))})), ["A: a"]);
    assert_eq!(circle(json!({"A": either(json!({"type": "string"}))})), [""; 0]);
    let optional = json!({"type": "object", "properties": {"inner": named("A")}});
    assert_eq!(circle(json!({"A": optional})), [""; 0]);
}

#[test]
fn a_circle_of_several_types_is_told_once() {
    let definitions = json!({
        "Bed": object("row", named("Row")),
        "Garden": object("bed", named("Bed")),
        "Row": object("beds", json!({"type": "array", "items": named("Bed"), "minItems": 1})),
        "Seed": object("kind", json!({"type": "string"})),
    });
    let (circles, endless) = told(&definitions);
    assert_eq!(circles, ["Bed: row.beds[]"]);
    assert_eq!(endless, ["Bed", "Garden", "Row"]);
}

/// Definitions that name each other.
fn definitions() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({"type": "integer"})),
        Just(json!({"type": ["string", "null"]})),
        select(vec!["A", "B", "C"]).prop_map(named),
        select(vec!["A", "B", "C"]).prop_map(named),
    ];
    let schema = leaf.prop_recursive(2, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone(), any::<(bool, bool)>()).prop_map(|(x, y, (needs_x, needs_y))| {
                let required: Vec<&str> =
                    [("x", needs_x), ("y", needs_y)].iter().filter(|own| own.1).map(|own| own.0).collect();
                json!({"type": "object", "properties": {"x": x, "y": y}, "required": required})
            }),
            (inner.clone(), 0_u64..2)
                .prop_map(|(items, least)| json!({"type": "array", "items": items, "minItems": least})),
            (inner.clone(), inner).prop_map(|(left, right)| json!({"anyOf": [left, right]})),
        ]
    });
    let of_object = |inner: Value| object("x", inner);
    let all = [schema.clone(), schema.clone(), schema].map(|own| own.prop_map(of_object));
    let [a, b, c] = all;
    (a, b, c).prop_map(|(a, b, c)| json!({"A": a, "B": b, "C": c}))
}

fn values() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![Just(json!(1)), Just(json!("a")), Just(json!(null)), Just(json!([])), Just(json!({}))];
    leaf.prop_recursive(4, 12, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|item| json!([item])),
            inner.clone().prop_map(|x| json!({"x": x})),
            (inner.clone(), inner).prop_map(|(x, y)| json!({"x": x, "y": y})),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_validator_accepts_a_value_of_an_endless_type(
        definitions in definitions(),
        values in proptest::collection::vec(values(), 20),
    ) {
        for name in told(&definitions).1 {
            let schema = json!({"$ref": format!("#/$defs/{name}"), "$defs": definitions});
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            for value in &values {
                prop_assert!(!validator.is_valid(value), "{} of {}", value, name);
            }
        }
    }
}
