//! An audit finds nothing in the events that a plan was drawn from, whatever they are.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::playground::Playground;

/// Values of all kinds and shapes.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e6..1e6_f64).prop_map(Value::from),
        "[a-c]".prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
        Just(json!("2026-01-02T03:04:05Z")),
        Just(json!("ada@example.com")),
        Just(json!("01890000-0000-7000-8000-000000000001")),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-d]|a\\.b|[0-9]{1,4}|\\PC{0,3}", inner, 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn properties() -> impl Strategy<Value = Value> {
    prop::collection::hash_map("[a-d]|a\\.b|a\\[\\]|[A-Za-z é]{1,6}", value(), 0..6)
        .prop_map(|members| members.into_iter().collect())
}

/// A self-describing text, of one of a few schemas and versions of them.
fn described(names: &'static str) -> impl Strategy<Value = Value> {
    (names, "[12]-0-[01]", "com\\.[ab]", properties()).prop_map(|(name, version, vendor, data)| {
        json!({ "schema": format!("iglu:{vendor}/{name}/jsonschema/{version}"), "data": data })
    })
}

/// An enriched event with entities, some of which have the schema of an event.
fn enriched() -> impl Strategy<Value = String> {
    (described("sown|dug"), prop::collection::vec(described("bed|sown"), 0..3)).prop_map(
        |(event, entities)| {
            let envelope = |name: &str, data: Value| {
                let schema = format!("iglu:com.snowplowanalytics.snowplow/{name}/jsonschema/1-0-0");
                json!({ "schema": schema, "data": data }).to_string()
            };
            let mut fields = vec![String::new(); 131];
            fields[5] = "unstruct".to_owned();
            fields[52] = envelope("contexts", entities.into());
            fields[58] = envelope("unstruct_event", event);
            fields.join("\t")
        },
    )
}

/// A call, with a version or without.
fn call() -> impl Strategy<Value = String> {
    let kinds =
        prop_oneof![4 => Just("track"), 1 => Just("identify"), 1 => Just("page"), 1 => Just("screen")];
    (kinds, "[AB]|[A-Z][a-z ]{0,4}[a-z]", prop::option::of("[12]"), properties()).prop_map(
        |(kind, name, version, properties)| {
            let key = if kind == "identify" { "traits" } else { "properties" };
            let name_key = if kind == "track" { "event" } else { "name" };
            let mut call = json!({ "type": kind, "messageId": "m", name_key: name, key: properties });
            if let Some(version) = version {
                call["eventVersion"] = version.into();
            }
            call.to_string()
        },
    )
}

/// The lines of a file of events, of which each comes a few times.
fn lines(line: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::vec((line, 1..30_usize), 1..12)
        .prop_map(|lines| lines.into_iter().map(|(line, count)| (line + "\n").repeat(count)).collect())
}

proptest! {
    // Each case runs the program four times.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_found(lines in prop_oneof![lines(enriched()), lines(call())]) {
        let playground = Playground::new();
        playground.write("events", lines);
        let run = playground.run(&["infer", "events", "--output", "plan.json"]);
        prop_assert_eq!(run.status, 0, "{}", run.stderr);
        prop_assume!(!run.stderr.contains("left out, as no plan can hold them"));
        let check = playground.run(&["check", "--plan", "plan.json"]);
        prop_assert_eq!(check.status, 0, "{}", check.stdout);
        let fail_on = "violations,unplanned,unseen,unreadable";
        let audit = ["audit", "events", "--plan", "plan.json", "--samples", "full", "--fail-on", fail_on];
        let audit = playground.run(&audit);
        prop_assert_eq!(audit.status, 0, "{}\n{}\n{}", audit.stderr, audit.stdout, playground.read("plan.json"));
        let pull = playground.run(&["pull", "app", "--plan", "plan.json"]);
        prop_assert_eq!(pull.status, 0, "{}", pull.stderr);
    }
}
