//! What Amplitude's model has and no JSON Schema: codes of types, groups, dots, a context a source.

use serde_json::json;

use crate::parse::{Parsed, plan};
use crate::plan::{Event, EventKind, Shape};
use crate::text::PlanText;

/// A plan whose only version has these members.
fn read(version: &serde_json::Value) -> Parsed {
    let whole = json!({"data": {"orgs": [{"id": "o", "name": "Acme", "workspaces": [{"id": 7, "name": "Garden",
        "branches": [{"id": "b", "name": "main", "versions": [version]}]}]}]}});
    plan(&PlanText::single("plan.json".to_owned(), whole.to_string()))
        .unwrap_or_else(|findings| panic!("{findings:?}"))
}

fn event_with(properties: serde_json::Value) -> Parsed {
    read(&json!({"id": "v", "events": [{"id": "e", "name": "Seed Sown", "properties": properties}]}))
}

fn lines(parsed: &Parsed) -> Vec<String> {
    const VERSION: &str = "/data/orgs/0/workspaces/0/branches/0/versions/0";
    let line = |finding: &crate::diagnostic::Diagnostic| {
        let place = finding.labels[0].location.pointer.to_string();
        format!("{} {}: {}", finding.code.name, place.trim_start_matches(VERSION), finding.message)
    };
    parsed.findings.iter().map(line).collect()
}

/// The properties with their shapes, the required ones marked.
fn shapes(event: &Event) -> Vec<String> {
    let line = |property: &crate::plan::Property| {
        let mark = if property.required { "!" } else { "" };
        let shape = match &property.value.shape {
            Shape::Object(object) => {
                let inner: Vec<_> = object.properties.iter().map(|inner| inner.name.as_str()).collect();
                format!("{{{}}}", inner.join(" "))
            }
            other => format!("{other:?}").to_lowercase(),
        };
        format!("{}{mark} {shape}", property.name)
    };
    event.properties.properties.iter().map(line).collect()
}

#[test]
fn workspace_branch_and_version_are_the_plans() {
    let parsed =
        read(&json!({"id": "v", "majorVersion": 3, "minorVersion": 1, "patchVersion": 4, "events": []}));
    let plan = parsed.plan;
    assert_eq!((plan.name.as_str(), plan.id.as_deref()), ("Garden", Some("7")));
    assert_eq!((plan.branch.as_deref(), plan.version.as_deref()), (Some("main"), Some("3.1.4")));
}

#[test]
fn codes_are_types_and_rules_refine_them() {
    let parsed = event_with(json!([
        {"name": "a", "type": "0", "required": true}, {"name": "b", "type": "1"}, {"name": "c", "type": 2},
        {"name": "d", "type": "1", "schema": {"type": "integer"}}, {"name": "e", "type": "7"},
        {"name": "f", "type": null}, {"name": "g", "type": "boolean"}, {"name": "h", "type": "4", "schema": ""},
    ]));
    assert_eq!(lines(&parsed), Vec::<String>::new());
    assert_eq!(
        shapes(&parsed.plan.events[0])[..7],
        ["a! string", "b number", "c boolean", "d integer", "e null", "f any", "g boolean"]
    );
}

#[test]
fn what_can_not_be_is_named_where_it_stands() {
    let parsed = event_with(json!([
        {"name": "a", "type": "9"}, {"name": "b", "type": "5"}, {"name": "c", "type": "0", "schema": "minLength: 1"},
        {"name": "d", "type": "0", "schema": {"minLength": "long"}}, {"name": "d", "type": "1"},
    ]));
    let own = "/events/0/properties";
    assert_eq!(
        lines(&parsed),
        [
            format!("malformed-plan {own}/0/type: `9` is no type of a property"),
            format!("malformed-plan {own}/1: a property of the type `enum` has no `enum` in its `schema`"),
            format!("malformed-plan {own}/2/schema: `schema` must be an object, or the text of one"),
            format!("duplicate-name {own}/4: the plan has the property `d` twice"),
            format!(
                "malformed-keyword {own}/3/schema/minLength: `minLength` must be an integer of zero or more, \
                 not a string, in property `d`"
            ),
        ]
    );
    assert!(parsed.findings.iter().all(|finding| finding.event.as_deref() == Some("Seed Sown")));
}

#[test]
fn dots_are_levels_where_there_can_be_levels() {
    let parsed = event_with(json!([
        {"name": "bed.row", "type": "1", "required": true}, {"name": "bed.soil.kind", "type": "0"},
        {"name": "bed", "type": "4", "required": false}, {"name": "pot.size", "type": "1", "required": true},
        {"name": "tag", "type": "0"}, {"name": "tag.x", "type": "0"}, {"name": ".y", "type": "0"},
    ]));
    assert_eq!(lines(&parsed), Vec::<String>::new());
    assert_eq!(
        shapes(&parsed.plan.events[0]),
        ["bed {row soil}", "tag string", ".y string", "pot! {size}", "tag.x string"]
    );
}

#[test]
fn an_event_has_the_properties_of_its_groups_after_its_own() {
    let group = |id: &str, kind: &str| {
        json!({"id": id, "name": id, "properties": [
            {"name": "row", "type": kind}, {"name": "bed", "type": kind},
        ]})
    };
    let parsed = read(&json!({"id": "v", "templates": [group("t1", "1"), group("t2", "0")], "events": [{
        "id": "e", "name": "Seed Sown", "templates": [{"id": "t1"}, {"id": "t2"}],
        "properties": [{"name": "bed", "type": "2"}],
    }]}));
    assert_eq!(shapes(&parsed.plan.events[0]), ["bed boolean", "row number"]);
    assert_eq!(
        lines(&parsed),
        [
            "property-in-two-groups /events/0/templates: the group `t2` declares `row` in another way than what \
          counts here"
        ]
    );
}

#[test]
fn a_mistake_in_a_group_breaks_the_events_that_take_it_in_and_no_others() {
    let parsed = read(&json!({
        "id": "v",
        "templates": [{"id": "t1", "name": "t1", "properties": [{"name": "row", "type": "9"}]}],
        "events": [
            {"id": "e1", "name": "Seed Sown", "templates": [{"id": "t1"}], "properties": []},
            {"id": "e2", "name": "Seed Lost", "templates": [], "properties": []},
        ],
    }));
    assert_eq!(lines(&parsed), ["malformed-plan /events/0/templates: `9` is no type of a property"]);
    let finding = parsed.findings.iter().next().unwrap();
    assert_eq!(finding.event.as_deref(), Some("Seed Sown"));
    assert!(finding.labels[1].location.pointer.to_string().ends_with("/templates/0/properties/0/type"));
}

#[test]
fn groups_of_sources_are_the_context_and_required_if_all_have_them() {
    let group = |id: &str, name: &str| json!({"id": id, "name": id, "properties": [{"name": name, "type": "0", "required": true}]});
    let source = |name: &str, groups: serde_json::Value| {
        json!({"id": name, "name": name, "destinations": [{"name": "Sink", "serviceId": "custom"}],
               "templates": groups})
    };
    let parsed = read(&json!({
        "id": "v",
        "sources": [source("web", json!([{"id": "t1"}, {"id": "t2"}])), source("ios", json!([{"id": "t1"}]))],
        "templates": [group("t1", "app"), group("t2", "browser")],
        "properties": [{"name": "team", "kind": "group", "type": "0"}, {"name": "x", "kind": "event", "type": "0"}],
        "events": [],
    }));
    assert_eq!(lines(&parsed), Vec::<String>::new());
    let kinds: Vec<_> = parsed.plan.events.iter().map(|event| (event.kind, shapes(event))).collect();
    let of = |shapes: &[&str]| shapes.iter().map(|shape| (*shape).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        kinds,
        [
            (EventKind::Context, of(&["app! string", "browser string"])),
            (EventKind::Group, of(&["team string"]))
        ]
    );
    assert_eq!(parsed.plan.destinations.len(), 1);
    assert_eq!(parsed.plan.sources[1].destinations, ["Sink"]);
}

#[test]
fn keys_tags_and_switches_are_read_where_they_are_served() {
    let destination = |name: &str, default: bool| {
        json!({"name": name, "serviceId": "Custom", "enabledByDefault": default, "apiKeys": [
            {"environment": {"name": "production"}, "apiKey": "k1"}, {"environment": "development", "apiKey": "k2"},
            {"environment": {"name": "staging"}, "apiKey": null},
        ]})
    };
    let switch = |name: &str, on: bool| json!({"source": {"name": "web"}, "destination": {"name": name}, "enabled": on});
    let parsed = read(&json!({
        "id": "v",
        "sources": [{"id": "s", "name": "web", "destinations": [destination("Ads", true), destination("Lab", false)]}],
        "events": [
            {"id": "e1", "name": "Seed Sown", "properties": [], "tags": ["core", {"name": "spring"}],
             "sourceDestinations": [switch("Ads", false), switch("Lab", true), switch("Gone", false)]},
            {"id": "e2", "name": "Seed Lost", "properties": [], "sourceDestinations": [switch("Ads", true)]},
        ],
    }));
    assert_eq!(lines(&parsed), Vec::<String>::new());
    let keys: Vec<_> =
        parsed.plan.destinations[0].keys.iter().map(|key| (&*key.environment, &*key.key)).collect();
    assert_eq!(keys, [("production", "k1"), ("development", "k2")]);
    let [sown, lost] = parsed.plan.events.as_slice() else { panic!("two events") };
    assert_eq!(sown.tags, ["core", "spring"]);
    let switches = |event: &Event| event.destinations.clone().into_iter().collect::<Vec<_>>();
    assert_eq!(switches(sown), [("Ads".into(), false), ("Lab".into(), true)]);
    assert_eq!(switches(lost), [("Lab".into(), false)]);
}
