use super::is_match;
use crate::parse::gardens::{documents, event, findings, garden, properties};

#[test]
fn both_generations_of_a_registry_are_read_together() {
    let parsed = garden("garden-opentelemetry");
    assert_eq!(parsed.plan.name, "garden");
    let sown = event(&parsed, "seed.sown");
    assert_eq!(sown.description.as_deref(), Some("A seed was put into the earth.\n\nOnce for every seed."));
    assert_eq!(
        (sown.id.as_deref(), sown.tags.as_slice()),
        (Some("event.seed.sown"), ["stability:development".into()].as_slice())
    );
    assert_eq!(
        properties(sown),
        [
            "garden.name!: string",
            "seed.kind!: bean|pea",
            "seed.depth: integer",
            "seed.names: string[]",
            "seed.label: map",
            "body: {weight!: number, origin: {shop: string}}",
        ]
    );
    let deprecation = event(&parsed, "seed.put").deprecation.as_ref().expect("a deprecation");
    assert_eq!(deprecation.replacement.as_deref(), Some("seed.sown"));
    assert_eq!(properties(event(&parsed, "row.watered")), ["row.number!: integer", "garden.name: string"]);
    assert_eq!(
        findings(&parsed),
        [
            "attribute-family 1 /groups/0/attributes/3/ref: `seed.label` is a family of attributes, `seed.label.<key>`, which goes out as one object",
            "not-an-event 1 : conventions for other signals than events are not read: 1",
        ]
    );
}

#[test]
fn a_refinement_is_an_event_of_its_own_that_goes_out_under_the_same_name() {
    let parsed = garden("garden-opentelemetry");
    let by_hand = event(&parsed, "row.watered.by_hand");
    assert_eq!((by_hand.name.as_str(), by_hand.id.as_deref()), ("row.watered", Some("row.watered.by_hand")));
    assert_eq!(by_hand.description.as_deref(), Some("A row got water from a can."));
    assert_eq!(by_hand.tags, ["stability:stable"]);
    assert_eq!(properties(by_hand), ["row.number!: integer", "garden.name: string", "seed.kind!: bean|pea"]);
}

#[test]
fn what_is_refined_must_be_there() {
    let parsed = documents(&["file_format: definition/2\nevent_refinements:\n- {id: a.b, ref: a}\n"]);
    assert_eq!(
        findings(&parsed),
        ["unknown-reference 0 /event_refinements/0/ref: no document of the folder has the event `a`"]
    );
    assert_eq!(parsed.findings.iter().next().and_then(|finding| finding.event.as_deref()), Some("a.b"));
}

#[test]
fn a_registry_that_was_resolved_names_attributes_by_number() {
    let parsed = garden("garden-opentelemetry-resolved");
    assert_eq!(parsed.plan.url.as_deref(), Some("https://garden.example/schemas/1.0.0"));
    let sown = event(&parsed, "seed.sown");
    assert_eq!(properties(sown), ["seed.kind!: bean|pea", "seed.depth: integer", "seed.label: map"]);
    let pea = event(&parsed, "seed.sown.pea");
    assert_eq!((pea.name.as_str(), parsed.plan.events.len()), ("seed.sown", 2));
    assert_eq!(properties(pea), ["seed.kind!: bean|pea", "seed.depth!: integer"]);
    let depth = &pea.properties.properties[1].value;
    assert_eq!(depth.description.as_deref(), Some("How deep the pea lies."));
    assert_eq!(findings(&parsed).len(), 1, "{:?}", findings(&parsed));
}

#[test]
fn a_number_beyond_the_catalog_breaks_its_event() {
    let parsed = documents(&[
        "file_format: resolved/2.0\nschema_url: https://a/1.0.0\nattribute_catalog: []\nregistry: {events: [{name: a, brief: A, attributes: [{base: 7, requirement_level: required}]}]}\nrefinements: {}\n",
    ]);
    assert_eq!(
        findings(&parsed),
        [
            "malformed-plan 0 /registry/events/0/attributes/0: `attributes` must be an attribute, or the number of one in the catalog, not `7`"
        ]
    );
}

#[test]
fn what_templates_get_has_attributes_whole() {
    for text in [
        "schema_url: https://a/1.0.0\nregistry:\n  attributes: []\n  events:\n  - {name: a, brief: A, attributes: [{key: a.b, type: int, brief: B, requirement_level: required}]}\nrefinements: {events: []}\n",
        "registry_url: https://a\ngroups:\n- {id: event.a, type: event, name: a, brief: A, attributes: [{name: a.b, type: int, brief: B, requirement_level: required}]}\n",
        "file_format: 1.0.0\nschema_url: https://a/1.0.0\nregistry_id: a\nregistry:\n  groups:\n  - {id: event.a, type: event, name: a, brief: A, attributes: [0]}\ncatalog:\n  attributes: [{name: a.b, type: int, brief: B, requirement_level: required}]\n",
    ] {
        let parsed = documents(&[text]);
        assert_eq!(properties(event(&parsed, "a")), ["a.b!: integer"], "{text}");
        assert_eq!(findings(&parsed), [""; 0], "{text}");
    }
}

#[test]
fn what_no_document_defines_breaks_the_event_that_uses_it() {
    let parsed = documents(&[
        "groups:
- {id: a, type: attribute_group, brief: A, attributes: [{id: a.b, type: strin, brief: B}]}
- {id: event.x, type: event, name: x, brief: X, extends: b, attributes: [{ref: a.c}, {ref: a.b}, {brief: none}]}
",
    ]);
    assert_eq!(
        findings(&parsed),
        [
            "unknown-reference 0 /groups/1/extends: no document of the folder has the group `b`",
            "unknown-reference 0 /groups/1/attributes/0/ref: no document of the folder has the attribute `a.c`",
            "malformed-plan 0 /groups/1: `type` must be a type of the conventions, like `string`, `int`, `double[]`, not a string",
            "malformed-plan 0 /groups/1/attributes/2: `ref` is missing here",
        ]
    );
}

#[test]
fn groups_that_extend_each_other_are_named() {
    let parsed = documents(&[
        "groups:\n- {id: a, type: event, name: a, brief: A, extends: b}\n- {id: b, type: attribute_group, brief: B, extends: a}\n",
    ]);
    assert_eq!(findings(&parsed).len(), 1);
    assert!(findings(&parsed)[0].contains("must be a group that does not lead back here"));
}

#[test]
fn imports_are_looked_for_in_the_folder() {
    let parsed = documents(&[
        "file_format: definition/2\nimports: {events: [\"seed.*\", \"row.*\"]}\nevents:\n- {name: seed.sown, brief: S, stability: stable}\n",
    ]);
    assert_eq!(
        findings(&parsed),
        ["unknown-reference 0 /imports/events/1: no document of the folder has the event `row.*`"]
    );
}

#[test]
fn old_files_say_names_in_ids_and_deprecation_in_words() {
    let parsed = documents(&[
        "groups:\n- id: event.exception\n  type: event\n  brief: E\n  prefix: exception\n  deprecated: gone\n  attributes:\n  - {id: code, type: {allow_custom_values: true, members: [{id: a, value: 1}, {id: b, value: 2}]}, brief: C}\n",
    ]);
    let event = event(&parsed, "exception");
    assert_eq!(properties(event), ["exception.code: integer"]);
    assert_eq!(event.deprecation.as_ref().and_then(|deprecation| deprecation.note.as_deref()), Some("gone"));
}

#[test]
fn stars_stand_for_any_text() {
    for (pattern, name, fits) in [
        ("*", "a", true),
        ("a.*", "a.b", true),
        ("a.*", "b.a.c", false),
        ("*.b", "a.b", true),
        ("a", "ab", false),
        ("a*c", "abd", false),
    ] {
        assert_eq!(is_match(pattern, name), fits, "{pattern} {name}");
    }
}
