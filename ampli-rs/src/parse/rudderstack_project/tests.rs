use super::read_with;
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::parse::gardens::{documents, event, findings, garden, properties};
use crate::parse::{Input, Parsed};
use crate::plan::Additional;
use crate::pointer::Pointer;

const EVENTS: &str = "version: rudder/v1\nkind: events\nmetadata: {name: e}\nspec:\n  events:\n    - {id: sown, name: Seed Sown, event_type: track}\n    - {id: dug, name: \"{{ .DUG }}\", event_type: track}\n";
const PROPERTIES: &str = "version: rudder/v1\nkind: properties\nspec:\n  properties:\n    - {id: depth, name: depth, type: integer}\n    - {id: kind, name: kind, type: \"#custom-type:nothing\"}\n";

/// A tracking plan with these rules.
fn rules(rules: &str) -> String {
    format!("version: rudder/v1\nkind: tracking-plan\nspec:\n  id: p\n  display_name: P\n  rules: {rules}\n")
}

fn read(rules: &str) -> Parsed {
    documents(&[EVENTS, PROPERTIES, &self::rules(rules)])
}

#[test]
fn both_generations_of_a_project_are_read_together() {
    let parsed = garden("garden-rudderstack");
    let plan = &parsed.plan;
    assert_eq!((plan.name.as_str(), plan.id.as_deref()), ("Garden", Some("garden")));
    let titles: Vec<_> = plan.events.iter().map(|event| event.title()).collect();
    assert_eq!(titles, ["identify", "page", "Seed Sown", "Row Watered"]);
    let sown = event(&parsed, "Seed Sown");
    assert_eq!((sown.id.as_deref(), sown.category.as_deref()), (Some("seed_sown"), Some("Beds")));
    assert_eq!(sown.properties.additional, Additional::Closed);
    assert_eq!(
        properties(sown),
        [
            "kind!: #/$defs/Kind",
            "depth!: integer?",
            "place: #/$defs/Place",
            "tools: string[]",
            "weather: {sunny!: boolean}",
            "height: number",
            "row: integer",
        ]
    );
    assert_eq!(plan.definitions.keys().collect::<Vec<_>>(), ["#/$defs/Kind", "#/$defs/Place"]);
    assert_eq!(properties(event(&parsed, "Row Watered")), ["litres!: number?", "rows: integer[]"]);
    assert_eq!(event(&parsed, "identify").properties.additional, Additional::Open);
    assert!(findings(&parsed).iter().all(|finding| finding.starts_with("unsupported-keyword ")));
}

#[test]
fn the_environment_fills_holes_before_files_do() {
    let texts = [EVENTS, &rules("[{type: event_rule, id: r, event: \"#event:dug\"}]"), "DUG: Row Dug\n"];
    assert_eq!(documents(&texts).plan.events[0].name, "Row Dug");
    let inputs: Vec<_> = texts
        .iter()
        .zip(0..)
        .map(|(text, index)| {
            let json = crate::yaml::compose(text).expect("YAML")[0].to_document().json;
            Input { name: "project", index, root: Pointer::root(), json }
        })
        .collect();
    let environment = |name: &str| (name == "RUDDER_DUG").then(|| "Bed Dug".to_owned());
    let plan = read_with(&inputs.iter().collect::<Vec<_>>(), environment, &mut Diagnostics::new());
    assert_eq!(plan.events[0].name, "Bed Dug");
}

#[test]
fn a_hole_without_a_value_breaks_the_event_that_has_it() {
    let parsed = read("[{type: event_rule, id: r, event: \"#event:dug\"}, {id: s, event: \"#event:sown\"}]");
    assert_eq!(
        findings(&parsed),
        ["unfilled-hole 2 /spec/rules/0/event: nothing fills the hole `{{ .DUG }}`"]
    );
    let finding = parsed.findings.iter().next().expect("a finding");
    assert_eq!(finding.labels[1].location.pointer.to_string(), "/spec/events/1/name");
    assert_eq!(finding.event.as_deref(), Some("{{ .DUG }}"));
}

#[test]
fn names_that_lead_nowhere_and_unknown_keys_break_their_event() {
    let parsed = read(
        "[{type: event_rule, id: r, event: \"#event:sown\", colour: red, properties: [
            {property: \"#property:dpeth\"}, {property: \"#property:kind\", required: yes}]},
          {type: event_rule, id: s, event: \"#event:sawn\"}]",
    );
    assert_eq!(
        findings(&parsed),
        [
            "unknown-key 2 /spec/rules/0/colour: the key `colour` is not known here and is not read",
            "unknown-reference 2 /spec/rules/0/properties/0/property: the project has no property `#property:dpeth`",
            "unknown-reference 2 /spec/rules/0/event: the project has no custom-type `#custom-type:nothing`",
            "malformed-plan 2 /spec/rules/0/properties/1/required: `required` must be a boolean, not a string",
            "unknown-reference 2 /spec/rules/1/event: the project has no event `#event:sawn`",
        ]
    );
    assert!(parsed.findings.has_errors());
    assert_eq!(parsed.findings.count(crate::diagnostic::Severity::Error), 5);
}

#[test]
fn a_resource_that_is_there_twice_is_an_error() {
    let parsed = documents(&[EVENTS, EVENTS, &rules("[]")]);
    assert_eq!(
        findings(&parsed)[..1],
        ["duplicate-name 1 /spec/events/0/id: the project has the event `sown` twice"]
    );
}

#[test]
fn types_that_hold_themselves_are_read() {
    let types = "version: rudder/v1\nkind: custom-types\nspec:\n  types:\n    - {id: n, name: Node, type: object, properties: [{property: \"#property:next\"}]}\n";
    let properties = "version: rudder/v1\nkind: properties\nspec:\n  properties:\n    - {id: next, name: next, type: \"#custom-type:n\"}\n";
    let rules = rules(
        "[{type: event_rule, id: r, event: \"#event:sown\", properties: [{property: \"#property:next\"}]}]",
    );
    let parsed = documents(&[EVENTS, properties, types, &rules]);
    assert_eq!(findings(&parsed), [""; 0]);
    assert_eq!(super::super::gardens::properties(&parsed.plan.events[0]), ["next: #/$defs/Node"]);
    assert_eq!(
        parsed.plan.definitions_schema.get("Node").and_then(|node| node.get("type")),
        Some(&Json::from("object"))
    );
}

/// A second tracking plan, which includes rules of the first one.
fn including(includes: &str) -> Vec<String> {
    let first = rules("[{type: event_rule, id: r, event: \"#event:sown\"}]")
        .replace("spec:", "metadata: {name: beds}\nspec:");
    let second = format!(
        "version: rudder/v1\nkind: tracking-plan\nmetadata: {{name: all}}\nspec: {{id: q, display_name: Q, rules: [{{type: event_rule, id: i, includes: {includes}}}]}}\n"
    );
    let parsed = documents(&[EVENTS, PROPERTIES, &first, &second]);
    assert_eq!(parsed.plan.events.len(), 1);
    findings(&parsed)
}

#[test]
fn rules_that_are_included_are_there_already() {
    for includes in [
        "{$ref: \"#/tp/beds/event_rule/r\"}",
        "{$ref: \"#/tp/beds/event_rule/*\"}",
        "[{$ref: \"#/tp/beds/event_rule/r\"}, \"#/tp/beds/event_rule/r\"]",
    ] {
        assert_eq!(including(includes), [""; 0], "{includes}");
    }
}

#[test]
fn what_is_included_must_be_there() {
    const PLACE: &str = "unknown-reference 3 /spec/rules/0/includes/$ref";
    for (includes, told) in [
        ("{$ref: \"#/tp/bedz/event_rule/*\"}", "the project has no tracking plan `bedz`"),
        ("{$ref: \"#/tp/beds/event_rule/s\"}", "the tracking plan `beds` has no rule `s`"),
        ("{$ref: \"#/events/beds/sown\"}", "`#/events/beds/sown` refers to no rule of a tracking plan"),
    ] {
        assert_eq!(including(includes), [format!("{PLACE}: {told}")]);
    }
}
