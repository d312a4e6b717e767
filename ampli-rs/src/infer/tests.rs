use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Inferred, Seen, plan};
use crate::check::Settings;
use crate::collected::{CollectedEvent, Entity, EventKind, Properties};
use crate::parse::Parsed;
use crate::text::PlanText;

fn event<'a>(name: &'a str, properties: &Value) -> CollectedEvent<'a> {
    CollectedEvent::new(EventKind::Track, name.into(), Properties::new(properties.to_string()))
}

fn seen<'a>(events: impl IntoIterator<Item = &'a (String, Value)>) -> Seen {
    let mut seen = Seen::default();
    for (name, properties) in events {
        seen.add(&event(name, properties)).unwrap();
    }
    seen
}

/// The schema that a plan has for an event.
fn schema(inferred: &Inferred, name: &str) -> Option<Value> {
    let plan: Value = serde_json::from_str(&inferred.text).unwrap();
    let events = plan["events"].as_array().unwrap();
    events.iter().find(|event| event["name"] == name).map(|event| event["schema"].clone())
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-c]".prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
        Just(json!("2026-01-02T03:04:05Z")),
        Just(json!("ada@example.com")),
        Just(json!("https://example.com/a?b#c")),
        Just(json!("01890000-0000-7000-8000-000000000001")),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-d]|[0-9]{1,4}|\\PC{0,3}", inner, 0..6)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn events() -> impl Strategy<Value = Vec<(String, Value)>> {
    let properties = prop::collection::hash_map("[a-f]|\\PC{0,3}", value(), 0..6);
    let event = ("[AB]|\\PC{1,4}", properties.prop_map(|members| members.into_iter().collect()));
    prop::collection::vec(event, 1..24)
}

proptest! {
    // Each case checks a whole plan, and many schemas.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_event_is_allowed_and_the_plan_is_sound(events in events()) {
        let inferred = plan(&seen(&events), "plan", 100.0);
        for (name, properties) in &events {
            let Some(schema) = schema(&inferred, name) else {
                prop_assert!(inferred.left_out.iter().any(|left_out| left_out == name), "{name}");
                continue;
            };
            let judge = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
            prop_assert!(judge.is_valid(properties), "{properties} against {schema}");
        }
        let text = PlanText::single("plan".to_owned(), inferred.text);
        let Parsed { findings, .. } = crate::read(&text, &Settings::default()).unwrap();
        let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == crate::diagnostic::Severity::Error).collect();
        prop_assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn what_was_seen_in_parts_is_what_was_seen_at_once(events in events(), at in 0..24_usize) {
        let (first, second) = events.split_at(at.min(events.len()));
        let mut both = seen(first);
        both.merge(seen(second));
        prop_assert_eq!(plan(&both, "plan", 100.0), plan(&seen(&events), "plan", 100.0));
    }
}

#[test]
fn names_and_keys_that_are_data_are_bounded() {
    let mut all = Seen::default();
    let mut user = event("", &json!({ "plan": "free" }));
    user.kind = EventKind::Identify;
    all.add(&user).unwrap();
    for number in 0..6_000 {
        let members = (0..3).map(|member| (format!("key {number} {member}"), json!(1)));
        let properties = json!({ "by_key": members.collect::<serde_json::Map<_, _>>() });
        all.add(&event("One", &properties)).unwrap();
        all.add(&event(&format!("Viewed {number}"), &json!({}))).unwrap();
    }
    let inferred = plan(&all, "plan", 100.0);
    assert!(inferred.has_more);
    assert_eq!(inferred.events, 5_000);
    assert!(inferred.text.contains("\"identify\""));
    let expected = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
    assert_eq!(schema(&inferred, "One").unwrap()["properties"]["by_key"], expected);
}

#[test]
fn a_share_of_the_events_makes_a_property_required() {
    let events: Vec<_> = (0..20)
        .map(|number| ("One".to_owned(), if number == 0 { json!({}) } else { json!({ "bed": number }) }))
        .collect();
    let required = |percent| {
        let inferred = plan(&seen(&events), "plan", percent);
        schema(&inferred, "One").unwrap().get("required").cloned().unwrap_or_default()
    };
    assert_eq!(required(95.0), json!(["bed"]));
    assert_eq!(required(96.0).as_array().map_or(0, Vec::len), 0);
}

#[test]
fn half_an_event_is_not_taken_in() {
    let mut all = Seen::default();
    for text in ["[1]", "{\"a\":1", "{\"a\":1,\"b\":\"\\ud800\"}", "", "7"] {
        let mut broken = event("One", &json!({}));
        broken.properties = Properties::new(text);
        assert!(all.add(&broken).is_err(), "{text}");
    }
    assert_eq!(all, Seen::default());
}

#[test]
fn each_version_of_each_vendors_schema_is_an_event() {
    let mut all = Seen::default();
    for (vendor, version) in [("com.a", "1-0-2"), ("com.b", "1-0-0"), ("com.a", "1-0-10"), ("com.a", "1-0-2")]
    {
        let mut one = event("seed_sown", &json!({ "depth": 1 }));
        one.schema = Some(format!("iglu:{vendor}/seed_sown/jsonschema/{version}").into());
        one.version = Some(version.into());
        all.add(&one).unwrap();
    }
    let plan: Value = serde_json::from_str(&plan(&all, "plan", 100.0).text).unwrap();
    let said: Vec<_> = plan["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| json!([event["knownAs"], event["id"]]))
        .collect();
    let expected = [
        json!(["com.a seed_sown", "iglu:com.a/seed_sown/jsonschema/1-0-10"]),
        json!(["com.a seed_sown", "iglu:com.a/seed_sown/jsonschema/1-0-2"]),
        json!(["com.b seed_sown", "iglu:com.b/seed_sown/jsonschema/1-0-0"]),
    ];
    assert_eq!(said, expected);
}

#[test]
fn entities_are_planned_and_sent_by_no_source() {
    let entity =
        |schema: &'static str, data: &'static str| Entity { schema: schema.into(), data: data.into() };
    let mut all = Seen::default();
    let mut one = event("Seed Sown", &json!({}));
    one.entities = vec![
        entity("iglu:com.a/bed/jsonschema/1-0-0", r#"{"rows":3}"#),
        entity("iglu:com.a/list/jsonschema/1-0-0", "[1]"),
        entity("no address", "{}"),
    ];
    all.add(&one).unwrap();
    let inferred = plan(&all, "plan", 100.0);
    assert_eq!((all.count(), inferred.events, inferred.entities), (1, 1, 1));
    let plan: Value = serde_json::from_str(&inferred.text).unwrap();
    let expected = json!({
        "name": "bed",
        "id": "iglu:com.a/bed/jsonschema/1-0-0",
        "version": "1-0-0",
        "sources": [],
        "schema": { "type": "object", "properties": { "rows": { "type": "integer" } }, "required": ["rows"] },
    });
    assert_eq!(plan["events"][1], expected);
}
