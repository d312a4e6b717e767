//! Recognition, and the oddities of real files, one a test.

use super::{Parsed, plan};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::plan::{Additional, Event, Shape};
use crate::text::{Document, PlanText};

fn text(documents: &[(&str, &str)]) -> PlanText {
    let document =
        |(name, text): &(&str, &str)| Document { name: (*name).to_owned(), text: (*text).to_owned() };
    PlanText { origin: "plan".to_owned(), documents: documents.iter().map(document).collect() }
}

fn read(json: &str) -> Parsed {
    plan(&text(&[("plan.json", json)])).unwrap_or_else(|findings| panic!("{findings:?}"))
}

fn refused(json: &str) -> Diagnostics {
    plan(&text(&[("plan.json", json)])).expect_err("nothing to read")
}

fn line(finding: &Diagnostic) -> String {
    format!("{} {}: {}", finding.code.name, finding.labels[0].location.pointer, finding.message)
}

fn lines(findings: &Diagnostics) -> Vec<String> {
    findings.iter().map(line).collect()
}

fn names(event: &Event) -> Vec<&str> {
    event.properties.properties.iter().map(|property| property.name.as_str()).collect()
}

#[test]
fn every_format_may_be_written_in_yaml() {
    let own = read(
        "ampliPlan: 1\nevents:\n- name: Seed Sown\n  schema: {type: object, properties: {depth: {type: integer}}}\n",
    );
    assert_eq!(names(&own.plan.events[0]), ["depth"]);
    let structure = read(
        "apiVersion: v1\nresourceType: data-structure\nmeta: {schemaType: event}\ndata:\n  self: {vendor: garden, name: seed_sown, format: jsonschema, version: 1-0-0}\n  type: object\n  properties: {depth: {type: integer}}\n",
    );
    assert_eq!(names(&structure.plan.events[0]), ["depth"]);
    let schemas = [
        ("a.yaml", "type: object\nproperties:\n  x: {$ref: \"b.yml#/$defs/Unit\"}\n"),
        ("b.yml", "$defs: {Unit: {type: string}}\n"),
    ];
    let parsed = plan(&text(&schemas)).expect("schemas");
    assert_eq!((lines(&parsed.findings), parsed.plan.events[0].name.as_str()), (vec![], "a"));
    assert_eq!(names(&parsed.plan.events[0]), ["x"]);
}

#[test]
fn unknown_structures_are_shown_with_what_can_be_read() {
    let findings = refused(r#"{"hello": 1, "world": 2}"#);
    assert_eq!(
        lines(&findings),
        [
            "unknown-format : `plan.json` is no tracking plan that is known: it is an object with `hello`, `world`"
        ]
    );
    let help = findings.iter().next().and_then(|finding| finding.help.as_deref());
    assert_eq!(
        help,
        Some(
            "these can be read: ampli-rs tracking plan; mParticle data plan; Segment tracking plan (Public API); RudderStack `plan.json`; \
             Segment tracking plan (Config API); RudderStack data catalogue; Avo export; Avo export as Iglu schemas; \
             Avo import; \
             Snowplow data structures and products; PostHog property groups and event definitions; \
             Amplitude Data (GraphQL API); Amplitude Taxonomy API; Amplitude CSV; RudderStack project; Glean registry; OpenTelemetry registry; \
             plain JSON Schema, or a folder of them; Itly schema map"
        )
    );
    assert_eq!(refused("[]").count(Severity::Error), 1);
    assert_eq!(refused("{}").count(Severity::Error), 1);
    assert_eq!(refused("7").count(Severity::Error), 1);
}

#[test]
fn a_folder_holds_schemas_only() {
    let documents = [
        ("a.json", r#"{"type": "object", "properties": {"x": {"$ref": "none.json"}}}"#),
        ("b.json", r#"{"ampliPlan": 1, "events": []}"#),
        ("c.json", "{"),
    ];
    let parsed = plan(&text(&documents)).expect("one schema is enough");
    assert_eq!(
        lines(&parsed.findings),
        [
            "invalid-json : `c.json` ends in the middle of an object",
            "mixed-folder : `b.json` is in the format ampli-rs tracking plan; \
             the folder is read as plain JSON Schema, or a folder of them",
            "foreign-reference /properties/x/$ref: `$ref` names another document: `none.json`",
        ]
    );
    assert_eq!(parsed.plan.events.iter().map(|event| event.name.as_str()).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn a_schema_folder_follows_names_between_files() {
    let documents = [
        ("events/a.json", r##"{"type": "object", "properties": {"x": {"$ref": "../types.json#/$defs/T"}}}"##),
        ("events/b.json", r##"{"title": "B", "type": "object", "properties": {"y": {"$ref": "a.json"}}}"##),
        (
            "types.json",
            r##"{"$defs": {"T": {"type": "array", "items": {"$ref": "#/$defs/U"}}, "U": {"type": "boolean"}}}"##,
        ),
    ];
    let parsed = plan(&text(&documents)).expect("a folder of schemas");
    assert_eq!(lines(&parsed.findings), [""; 0]);
    let keys: Vec<_> = parsed.plan.definitions.keys().collect();
    assert_eq!(keys, ["#/$defs/T", "#/$defs/U", "#/$defs/a"]);
    let names: Vec<_> = parsed.plan.events.iter().map(|event| event.name.as_str()).collect();
    assert_eq!(names, ["a", "B"]);
}

#[test]
fn repeated_events_of_a_map_are_shown_at_both_places() {
    let parsed = read(r#"{"A": {"type": "object"}, "B": {}, "A": {"type": "object"}}"#);
    assert_eq!(lines(&parsed.findings), ["repeated-key /A: the key `A` stands twice in one object"]);
    assert_eq!(parsed.findings.iter().next().and_then(|finding| finding.event.as_deref()), Some("A"));
    assert_eq!(parsed.plan.events.len(), 2);
}

#[test]
fn itly_names_are_keys_whatever_the_title_says() {
    let parsed = read(r#"{"page": {}, "Seed Sown ": {"title": "Other", "type": "object"}, "context": {}}"#);
    let names: Vec<_> =
        parsed.plan.events.iter().map(|event| (event.kind.word(), event.name.as_str())).collect();
    assert_eq!(names, [("context", ""), ("page", ""), ("track", "Seed Sown ")]);
}

#[test]
fn segment_properties_named_like_keywords_stay_properties() {
    let parsed = read(
        r##"{"rules": [{"key": "A", "type": "TRACK", "version": 1, "jsonSchema": {
            "$defs": {"T": {"id": "/T", "type": ["string"]}},
            "properties": {"context": {}, "properties": {"type": "object", "properties": {
                "id": {"id": "/properties/id", "type": ["string"]}, "type": {"type": "any"}, "$ref": {"type": "string"},
                "labels": {}, "t": {"$ref": "#/$defs/T"}, "http://x/?a=\"b\"": {}}}}},
            "deprecatedAt": "0001-01-01T00:00:00.000Z"}]}"##,
    );
    assert_eq!(lines(&parsed.findings), [""; 0]);
    let event = &parsed.plan.events[0];
    assert_eq!(names(event), ["id", "type", "$ref", "labels", "t", "http://x/?a=\"b\""]);
    assert_eq!(event.deprecation, None);
    assert_eq!(
        serde_json::to_string(&event.schema).expect("JSON"),
        r##"{"type":"object","properties":{"id":{"type":["string"]},"type":{"type":"any"},"$ref":{"type":"string"},"labels":{},"t":{"$ref":"#/$defs/T"},"http://x/?a=\"b\"":{}},"$defs":{"T":{"type":["string"]}}}"##
    );
}

#[test]
fn the_outer_required_of_segment_is_about_the_section() {
    let parsed = read(
        r#"{"rules": [{"key": "A", "type": "TRACK", "jsonSchema": {"required": ["properties"], "properties": {
            "traits": {"type": "object", "properties": {"x": {}}},
            "properties": {"type": "object", "properties": {"a": {}}, "required": ["a"]}}}}]}"#,
    );
    assert_eq!(
        lines(&parsed.findings),
        ["unread-section /rules/0/jsonSchema/properties/traits: \
          the section `traits` has no place in this call and is not read"]
    );
    assert!(parsed.plan.events[0].properties.properties[0].required);
}

#[test]
fn committed_typewriter_plans_have_their_names_in_the_metadata() {
    let parsed = read(
        r#"{"rules": [{"key": "Seed Sown 1", "type": "TRACK", "version": 1, "jsonSchema": {"$id": "Seed_Sown_1",
            "type": "object", "eventMetadata": {"name": "Seed Sown #1", "type": "TRACK"},
            "properties": {"context": {"$id": "/properties/context", "type": "string"}, "properties": {"type": "integer"}},
            "required": ["properties"]}}]}"#,
    );
    assert_eq!(lines(&parsed.findings), [""; 0]);
    let event = &parsed.plan.events[0];
    assert_eq!(event.name, "Seed Sown #1");
    assert_eq!(event.name_location.pointer.to_string(), "/rules/0/jsonSchema/eventMetadata/name");
    assert_eq!(names(event), ["context", "properties"]);
    assert_eq!(event.properties.properties[1].value.shape, Shape::Integer);
}

#[test]
fn segment_labels_are_tags_and_other_types_are_errors() {
    let parsed = read(
        r#"{"data": {"trackingPlan": {"id": "tp_1", "name": "P"}, "rules": [
            {"key": "A", "type": "TRACK", "labels": {"team": "orchard", "core": ""}, "deprecatedAt": "2025-01-31T09:30:00.000Z",
             "jsonSchema": {}},
            {"key": "Home", "type": "SCREEN", "jsonSchema": {}}, {"key": "B", "type": "TRAK", "jsonSchema": {}}]}}"#,
    );
    assert_eq!(
        lines(&parsed.findings),
        ["malformed-plan /data/rules/2/type: `TRAK` is no type of a rule, so the rule is not read"]
    );
    assert_eq!((parsed.plan.name.as_str(), parsed.plan.id.as_deref()), ("P", Some("tp_1")));
    let [screen, event] = parsed.plan.events.as_slice() else { panic!("two events") };
    assert_eq!((screen.kind.word(), screen.name.as_str()), ("screen", "Home"));
    assert_eq!(event.tags, ["team:orchard", "core"]);
    let since = event.deprecation.as_ref().and_then(|deprecation| deprecation.since.as_deref());
    assert_eq!(since, Some("2025-01-31T09:30:00.000Z"));
}

#[test]
fn system_rules_of_segment_are_lists_entries_or_schemas() {
    let rules = [
        r#"[]"#,
        r#"{"properties": {"traits": {"type": "object", "properties": {"plan": {}}}}}"#,
        r#"[{"name": "", "rules": {"properties": {"traits": {"properties": {"plan": {}}}}}}]"#,
        r#"{"type": "object", "properties": {"plan": {}}}"#,
    ];
    for (index, rule) in rules.iter().enumerate() {
        let parsed = read(&format!(
            r#"{{"name": "workspaces/a/tracking-plans/rs_1", "display_name": "P", "rules": {{"events": [], "identify_traits": {rule}}}}}"#
        ));
        assert_eq!(parsed.plan.id.as_deref(), Some("rs_1"));
        assert_eq!(parsed.plan.name, "P");
        let found: Vec<_> =
            parsed.plan.events.iter().map(|event| (event.kind.word(), names(event))).collect();
        let expected = if index == 0 { vec![] } else { vec![("identify", vec!["plan"])] };
        assert_eq!(found, expected, "{rule}");
    }
}

#[test]
fn rudderstack_keeps_traits_in_the_context_too() {
    let parsed = read(
        r#"{"id": "tp_1", "name": "P", "workspaceId": "w", "version": 3, "rules": {"events": [
            {"name": "", "eventType": "identify", "rules": {"properties": {"context": {"properties": {"traits": {
                "type": "object", "properties": {"plan": {}}, "required": [], "additionalProperties": false}}}}}},
            {"name": "", "eventType": "track", "rules": {}},
            {"name": "A", "eventType": "alias", "rules": {}}]}}"#,
    );
    assert_eq!(
        lines(&parsed.findings),
        [
            "malformed-plan /rules/events/2/eventType: `alias` is no type of an event, so the event is not read",
            "empty-event-name /rules/events/1/name: an event has no name",
        ]
    );
    let [identify] = parsed.plan.events.as_slice() else { panic!("one event") };
    assert_eq!(names(identify), ["plan"]);
    assert_eq!(identify.properties.additional, Additional::Closed);
    assert_eq!(parsed.plan.version.as_deref(), Some("3"));
}

#[test]
fn a_broken_event_leaves_the_others_alone() {
    let parsed = read(
        r#"{"ampliPlan": 1, "events": [{"name": "A", "schema": {"type": "strng"}}, {"name": "B", "schema": {"type": "object"}}]}"#,
    );
    let broken: Vec<_> =
        parsed.findings.iter().map(|finding| (finding.severity, finding.event.as_deref())).collect();
    assert_eq!(broken, [(Severity::Error, Some("A"))]);
    assert_eq!(parsed.plan.events.len(), 2);
}
