//! Types that no one would go through by hand are compared in bounded time, and what could not be compared is said.

use serde_json::{Value, json};

use crate::playground::Playground;

/// A plan with one property.
fn plan(definitions: &Value, property: &Value) -> String {
    let schema = json!({"type": "object", "properties": {"p": property}});
    json!({"ampliPlan": 1, "name": "Radio", "$defs": definitions, "events": [{"name": "A", "schema": schema}]})
        .to_string()
}

/// What is said of two plans.
fn told(older: &str, newer: &str) -> String {
    let playground = Playground::with_plan(older);
    playground.write("new.json", newer);
    let run = playground.run(&["diff", "plan.json", "new.json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run.stdout
}

fn named(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

const MAJOR: &str = "breaks programs and consumers of the data: asks for a major version\n";

#[test]
fn long_lists_of_values_are_compared_value_by_value() {
    let of = |from: usize, to: usize| {
        let values: Vec<String> = (from..to).map(|index| format!("v{index}")).collect();
        plan(&json!({}), &json!({"enum": values}))
    };
    let told = told(&of(0, 10_000), &of(1, 10_001));
    assert_eq!(
        told,
        format!(
            "Radio: 1 event changed\n  ~ A\n\
             \x20     - p: value \"v0\" removed\n\
             \x20         breaks programs: the variant `AP::V0` is gone\n\
             \x20         breaks programs: what was sent is no longer valid: \"v0\"\n\
             \x20     + p: value \"v10000\" added\n\
             \x20         breaks consumers: what comes was not allowed before: \"v10000\"\n{MAJOR}"
        )
    );
}

#[test]
fn types_nested_too_deep_are_not_said_to_be_the_same() {
    let of = |kind: &str| {
        let nest = |inner: Value, index: usize| match index % 2 {
            0 => json!({"type": "array", "items": inner}),
            _ => json!({"type": "object", "properties": {"d": inner}}),
        };
        plan(&json!({}), &(0..50).fold(json!({"type": kind}), nest))
    };
    let told = told(&of("integer"), &of("boolean"));
    assert!(
        told.contains("what was sent may no longer be valid: the types are nested too deep to be compared\n"),
        "{told}"
    );
}

#[test]
fn schemas_that_no_type_can_express_are_not_said_to_be_the_same() {
    let of = |most: u64| {
        let variant = |index: u64| {
            let most = if index == 7 { most } else { 10 };
            let name = format!("a{index}");
            let properties: Value =
                [(name.clone(), json!({"type": "integer", "maximum": most}))].into_iter().collect();
            json!({"type": "object", "properties": properties, "required": [name]})
        };
        plan(&json!({}), &json!({"anyOf": (0..200).map(variant).collect::<Vec<_>>()}))
    };
    assert_eq!(told(&of(10), &of(10)), "Radio: nothing changed\n");
    assert_eq!(
        told(&of(10), &of(20)),
        format!(
            "Radio: 1 event changed\n  ~ A\n      ~ p: schema changed\n\
             \x20         breaks programs: what was sent may no longer be valid: what it says beyond types and rules can't be compared\n\
             \x20         breaks consumers: what comes may not have been allowed before: what it says beyond types and rules can't be compared\n\
             {MAJOR}"
        )
    );
}

#[test]
fn alternatives_that_are_called_as_before_may_mean_something_else() {
    let of = |most: u64| {
        let definitions = json!({
            "Name": {"type": "string", "maxLength": most},
            "Number": {"type": "integer"},
        });
        plan(&definitions, &json!({"anyOf": [named("Name"), named("Number")]}))
    };
    let told = told(&of(9), &of(5));
    assert!(told.contains("      ~ p: values changed\n          breaks programs: what was sent is no longer valid: \"aaaaaa\"\n"), "{told}");
}

#[test]
fn types_that_name_each_other_many_times_have_an_end() {
    let tree = |last: &str| {
        let mut definitions = json!({"L0": {"type": last}});
        for level in 1..40 {
            let inner = named(&format!("L{}", level - 1));
            definitions[format!("L{level}")] =
                json!({"type": "object", "properties": {"left": inner, "right": inner}});
        }
        plan(&definitions, &named("L39"))
    };
    assert!(told(&tree("string"), &tree("integer")).ends_with(MAJOR));
    let unions = |last: &str| {
        let mut definitions = json!({"L0": {"type": "object", "properties": {"x": {"type": last}}}});
        for level in 1..40 {
            let inner = named(&format!("L{}", level - 1));
            definitions[format!("L{level}")] = json!({"anyOf": [{"type": "array", "items": inner}, {"type": "object", "additionalProperties": inner}]});
        }
        plan(&definitions, &named("L39"))
    };
    assert!(told(&unions("string"), &unions("integer")).ends_with(MAJOR));
}
