use jsonschema::Validator;
use serde_json::{Value, json};

use super::{Keys, OWN_SCHEMA, write};
use crate::diagnostic::Severity;
use crate::json::Json;
use crate::parse::{self, Parsed};
use crate::plan::{EventKind, Plan, Shape};
use crate::text::{Document, PlanText};

const COMPLETE: &str = include_str!("../../../../fixtures/plans/complete/own.json");
const GARDEN: &str = include_str!("../../../../fixtures/plans/garden/own.json");

fn read(text: &str) -> Parsed {
    let document = Document { name: "plan.json".to_owned(), text: text.to_owned() };
    let text = PlanText { origin: "plan.json".to_owned(), documents: vec![document] };
    parse::plan(&text).expect("a plan in the project's own format")
}

/// The findings as `code pointer: message`.
fn findings(parsed: &Parsed) -> Vec<String> {
    let line = |finding: &crate::diagnostic::Diagnostic| {
        let place = finding.labels[0].location.pointer.to_string();
        format!("{} {place}: {}", finding.code.name, finding.message)
    };
    parsed.findings.iter().map(line).collect()
}

/// A plan as far as it does not depend on where things stand.
fn content(plan: &Plan) -> (Value, Vec<Json>) {
    let schemas = plan.events.iter().map(|event| event.schema.clone());
    let groups = plan.groups.iter().map(|group| group.schema.clone());
    let all = schemas.chain(groups).chain([plan.definitions_schema.clone()]).collect();
    (serde_json::to_value(plan).expect("a plan serialises"), all)
}

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(OWN_SCHEMA).expect("the schema is JSON");
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).expect("the schema is valid")
}

#[test]
fn everything_that_the_format_can_say_is_read() {
    let parsed = read(COMPLETE);
    assert_eq!(findings(&parsed), [""; 0]);
    let plan = parsed.plan;
    assert_eq!((plan.id.as_deref(), plan.version.as_deref()), (Some("plan-1"), Some("7")));
    assert_eq!(plan.sources[0].destinations, ["warehouse"]);
    assert_eq!(plan.destinations[0].keys[1].environment, "development");
    assert_eq!(plan.destinations[1].endpoint.as_deref(), Some("https://garden.example/events"));
    let calls: Vec<_> = plan.events.iter().map(|event| (event.kind.word(), event.name.as_str())).collect();
    assert_eq!(
        calls,
        [
            ("context", ""),
            ("identify", ""),
            ("group", ""),
            ("page", ""),
            ("page", "Pricing"),
            ("screen", ""),
            ("track", "Seed Sown"),
            ("track", "Seed Planted"),
            ("track", "Garden Left"),
        ]
    );
    let sown = plan.events.iter().find(|event| event.name == "Seed Sown").expect("the event");
    let names: Vec<_> = sown.properties.properties.iter().map(|property| property.name.as_str()).collect();
    assert_eq!(names, ["depth", "unit", "currency", "bed", "latitude"]);
    assert_eq!(sown.properties.properties[1].value.shape, Shape::Reference("#/$defs/Unit".into()));
    assert_eq!(sown.definitions.keys().collect::<Vec<_>>(), ["#/$defs/Unit"]);
    assert_eq!(plan.definitions.keys().collect::<Vec<_>>(), ["#/$defs/Bed"]);
    assert_eq!(sown.name_location.pointer.to_string(), "/events/0/name");
    assert_eq!(sown.destinations.get("posthog"), Some(&false));
    let since = sown.deprecation.as_ref().and_then(|deprecation| deprecation.since.as_deref());
    assert_eq!(since, Some("2026-03-01"));
}

#[test]
fn a_written_plan_reads_as_the_same_plan() {
    for text in [COMPLETE, GARDEN] {
        let plan = read(text).plan;
        let written = write(&plan, Keys::Include);
        assert!(written.ends_with("}\n"));
        let again = read(&written).plan;
        assert_eq!(content(&again), content(&plan));
        let keys = |plan: &Plan| plan.destinations.iter().map(|entry| entry.keys.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&again), keys(&plan));
        assert_eq!(write(&again, Keys::Include), written);
    }
}

#[test]
fn keys_are_written_only_on_request() {
    let plan = read(COMPLETE).plan;
    assert!(!write(&plan, Keys::default()).contains("phc_"));
    assert!(write(&plan, Keys::Include).contains("\"production\": \"phc_production\""));
}

#[test]
fn what_is_read_and_written_follows_the_published_schema() {
    let validator = validator();
    for text in [COMPLETE, GARDEN] {
        let written = write(&read(text).plan, Keys::Include);
        for text in [text, &written] {
            let plan: Value = serde_json::from_str(text).expect("JSON");
            let errors: Vec<_> = validator.iter_errors(&plan).map(|error| error.to_string()).collect();
            assert_eq!(errors, [""; 0]);
        }
    }
}

#[test]
fn the_published_schema_rejects_what_the_reader_reports() {
    let validator = validator();
    let broken = [
        json!({"events": []}),
        json!({"ampliPlan": 2, "events": []}),
        json!({"ampliPlan": 1}),
        json!({"ampliPlan": 1, "evnts": [], "events": []}),
        json!({"ampliPlan": 1, "events": [{"description": "nameless"}]}),
        json!({"ampliPlan": 1, "events": [{"name": ""}]}),
        json!({"ampliPlan": 1, "events": [{"name": 7}]}),
        json!({"ampliPlan": 1, "events": [{"name": "A", "schema": []}]}),
        json!({"ampliPlan": 1, "events": [{"name": "A", "tags": "core"}]}),
        json!({"ampliPlan": 1, "events": [{"name": "A", "destinations": {"posthog": "off"}}]}),
        json!({"ampliPlan": 1, "events": [{"name": "A", "deprecated": "yes"}]}),
        json!({"ampliPlan": 1, "sources": [{"id": "no name"}], "events": []}),
        json!({"ampliPlan": 1, "identify": "none", "events": []}),
    ];
    for plan in broken {
        assert!(!validator.is_valid(&plan), "{plan}");
        let reported = plan.get("ampliPlan").is_none()
            || plan.get("events").is_none()
            || !read(&plan.to_string()).findings.is_empty();
        assert!(reported, "{plan}");
    }
}

#[test]
fn unknown_keys_are_named_with_the_likely_one() {
    let parsed = read(r#"{"ampliPlan": 1, "x-own": 1, "events": [{"name": "A", "descripton": "…"}]}"#);
    assert_eq!(
        findings(&parsed),
        ["unknown-key /events/0/descripton: the key `descripton` is not known here and is not read"]
    );
    let finding = parsed.findings.iter().next().expect("one finding");
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.event.as_deref(), Some("A"));
    assert!(finding.help.as_deref().is_some_and(|help| help.starts_with("did you mean `description`?")));
}

#[test]
fn names_that_lead_nowhere_are_errors_of_their_event() {
    let parsed = read(
        r#"{"ampliPlan": 1, "sources": [{"name": "web", "destinations": ["tray"]}, {"name": "web"}],
            "groups": {"Place": {}},
            "events": [{"name": "A", "sources": ["wbe"], "groups": ["Plaec"], "destinations": {"x": true}}]}"#,
    );
    assert_eq!(
        findings(&parsed),
        [
            "duplicate-name /sources/1/name: the plan has the source `web` twice",
            "unknown-reference /sources/0/destinations/0: the plan has no destination `tray`",
            "unknown-reference /events/0/sources/0: the plan has no source `wbe`",
            "unknown-reference /events/0/destinations/x: the plan has no destination `x`",
            "unknown-reference /events/0/groups/0: the plan has no property group `Plaec`",
        ]
    );
    let events: Vec<_> = parsed.findings.iter().map(|finding| finding.event.as_deref()).collect();
    assert_eq!(events, [None, None, Some("A"), Some("A"), Some("A")]);
}

#[test]
fn the_first_of_two_ways_to_declare_a_property_counts() {
    let parsed = read(
        r#"{"ampliPlan": 1,
            "groups": {
              "One": {"schema": {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}},
              "Two": {"schema": {"type": "object", "properties": {"b": {"type": "string"}, "a": {"type": "integer"}}}}},
            "events": [{"name": "A", "groups": ["One", "Two"]}]}"#,
    );
    assert_eq!(
        findings(&parsed),
        ["property-in-two-groups /events/0/groups/1: \
             the group `Two` declares `a` in another way than what counts here"]
    );
    let shapes: Vec<_> =
        parsed.plan.events[0].properties.properties.iter().map(|property| &property.value.shape).collect();
    assert_eq!(shapes, [&Shape::String, &Shape::String]);
}

#[test]
fn identities_are_unique_and_names_are_there() {
    let parsed = read(
        r#"{"ampliPlan": 1, "page": [{"name": "P"}, {"name": "P"}],
            "events": [{"name": "A", "version": 1}, {"name": "A", "version": "1"}, {"name": "A"},
                       {"name": ""}, {"name": "identify"}]}"#,
    );
    assert_eq!(
        findings(&parsed),
        [
            "empty-event-name /events/3/name: an event has no name",
            "reserved-event-name /events/4/name: an event can't be called `identify`: that is the name of a system call",
            "duplicate-event /page/1/name: the plan has `P` twice",
            "duplicate-event /events/1/name: the plan has `A` in version `1` twice",
        ]
    );
    let duplicate = parsed.findings.iter().last().expect("a finding");
    assert_eq!(duplicate.labels[1].location.pointer.to_string(), "/events/0/name");
    let tracked = parsed.plan.events.iter().filter(|event| event.kind == EventKind::Track).count();
    assert_eq!(tracked, 4);
}

#[test]
fn events_that_go_out_under_one_name_are_told_apart_by_what_they_are_known_as() {
    let text = r#"{"ampliPlan": 1, "events": [
        {"name": "Seed Sown"}, {"name": "Seed Sown", "knownAs": "Seed Sown (at night)"},
        {"name": "Seed Sown", "knownAs": "Seed Sown (at night)"}
    ]}"#;
    let parsed = read(text);
    assert_eq!(
        findings(&parsed),
        ["duplicate-event /events/2/name: the plan has `Seed Sown (at night)` twice"]
    );
    let written = write(&parsed.plan, Keys::Include);
    assert!(validator().is_valid(&serde_json::from_str(&written).expect("JSON")));
    assert_eq!(read(&written).plan.events[1].known_as.as_deref(), Some("Seed Sown (at night)"));
}
