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
            "body: {weight!: number, origin: {shop: string}}",
        ]
    );
    let deprecation = event(&parsed, "seed.put").deprecation.as_ref().expect("a deprecation");
    assert_eq!(deprecation.replacement.as_deref(), Some("seed.sown"));
    assert_eq!(properties(event(&parsed, "row.watered")), ["row.number!: integer", "garden.name: string"]);
    assert_eq!(
        findings(&parsed),
        [
            "unsupported-keyword 1 /groups/0: `patternProperties` of the properties can't be expressed: further properties are not checked",
            "not-an-event 1 : conventions for other signals than events are not read: 1",
        ]
    );
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
