//! What each spelling of a schema comes to.

use serde_json::{Value, json};

use super::{Document, properties};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::pointer::Location;

/// The properties of an event as JSON, its definitions, and the findings as `code pointer`.
fn read(schema: Value) -> (Value, Value, Vec<String>) {
    let schema: Json = serde_json::from_value(schema).expect("JSON");
    let mut findings = Diagnostics::new();
    let document =
        Document { root: &schema, location: Location::default(), only_definitions: false, moved: None };
    let read = properties(&schema, &Location::default(), document, None, &mut findings);
    let findings = findings
        .iter()
        .map(|finding| format!("{} {}", finding.code.name, finding.labels[0].location.pointer))
        .collect();
    (shown(&read.object), shown(&read.definitions), findings)
}

fn shown(part: &impl serde::Serialize) -> Value {
    serde_json::to_value(part).expect("a plan serialises")
}

/// The type of a single property with the findings.
fn property(schema: Value) -> (Value, Vec<String>) {
    let (object, _, findings) = read(json!({"type": "object", "properties": {"p": schema}}));
    (object["properties"][0]["type"].clone(), findings)
}

/// The type of a single property about which there is nothing to say.
fn quiet(schema: Value) -> Value {
    let (value, findings) = property(schema);
    assert_eq!(findings, [""; 0]);
    value
}

#[test]
fn words_of_type_are_read() {
    assert_eq!(quiet(json!({"type": "string"})), json!({"shape": "string"}));
    assert_eq!(quiet(json!({"type": ["string"]})), json!({"shape": "string"}));
    assert_eq!(quiet(json!({"type": ["null", "integer"]})), json!({"shape": "integer", "nullable": true}));
    assert_eq!(quiet(json!({"type": ["integer", "number"]})), json!({"shape": "number"}));
    assert_eq!(quiet(json!({"type": "null"})), json!({"shape": "null"}));
    assert_eq!(
        quiet(json!({"type": "string", "nullable": true})),
        json!({"shape": "string", "nullable": true})
    );
    for any in [json!({}), json!(true), json!({"type": "any"}), json!({"type": ["any"]})] {
        assert_eq!(quiet(any), json!({"shape": "any"}));
    }
    assert_eq!(
        quiet(json!({"type": ["object", "string", "null"]})),
        json!({"shape": {"union": [{"shape": {"map": {"shape": "any"}}}, {"shape": "string"}]}, "nullable": true})
    );
}

#[test]
fn rules_keep_the_order_of_their_keywords_and_take_the_later_form() {
    assert_eq!(
        quiet(
            json!({"type": "number", "maximum": 5, "minimum": 1, "exclusiveMinimum": true, "multipleOf": 0.5})
        ),
        json!({"shape": "number", "rules": [{"maximum": 5}, {"exclusiveMinimum": 1}, {"multipleOf": 0.5}]})
    );
    assert_eq!(
        quiet(json!({"type": "integer", "exclusiveMaximum": 9_007_199_254_740_993_i64})),
        json!({"shape": "integer", "rules": [{"exclusiveMaximum": 9_007_199_254_740_993_i64}]})
    );
    assert_eq!(
        quiet(
            json!({"type": "string", "minLength": 1.0, "maxLength": 2, "pattern": "^a", "format": "email"})
        ),
        json!({"shape": "string",
               "rules": [{"minLength": 1}, {"maxLength": 2}, {"pattern": "^a"}, {"format": "email"}]})
    );
    assert_eq!(
        quiet(json!({"type": "array", "items": {"type": "boolean"}, "minItems": 0, "uniqueItems": true})),
        json!({"shape": {"array": {"items": {"shape": "boolean"}}}, "rules": [{"minItems": 0}, "uniqueItems"]})
    );
    assert_eq!(
        quiet(json!({"type": ["string", "integer"], "minLength": 1, "minimum": 2})),
        json!({"shape": {"union": [{"shape": "string", "rules": [{"minLength": 1}]},
                                   {"shape": "integer", "rules": [{"minimum": 2}]}]}})
    );
}

#[test]
fn rules_that_say_nothing_are_named() {
    let (value, findings) = property(json!({"type": "integer", "minLength": 3, "minimum": 1}));
    assert_eq!(value, json!({"shape": "integer", "rules": [{"minimum": 1}]}));
    assert_eq!(findings, ["idle-keyword /properties/p/minLength"]);
    let (value, findings) = property(json!({"minLength": 3, "minimum": 1}));
    assert_eq!(value, json!({"shape": "any"}));
    assert_eq!(findings, ["idle-keyword /properties/p"]);
}

#[test]
fn a_missing_type_is_inferred_where_the_keywords_agree() {
    let (value, findings) = property(json!({"minLength": 3}));
    assert_eq!(value, json!({"shape": "string", "rules": [{"minLength": 3}]}));
    assert_eq!(findings, ["inferred-type /properties/p"]);
    let (value, _) = property(json!({"items": {"type": "string"}}));
    assert_eq!(value, json!({"shape": {"array": {"items": {"shape": "string"}}}}));
}

#[test]
fn malformed_keywords_are_errors() {
    for (schema, finding) in [
        (json!({"type": 5}), "malformed-keyword /properties/p/type"),
        (json!({"type": []}), "malformed-keyword /properties/p/type"),
        (json!({"type": "strng"}), "unknown-type /properties/p/type"),
        (json!({"type": "string", "maxLength": "ten"}), "malformed-keyword /properties/p/maxLength"),
        (json!({"type": "string", "maxLength": -1}), "malformed-keyword /properties/p/maxLength"),
        (json!({"type": "number", "multipleOf": 0}), "malformed-keyword /properties/p/multipleOf"),
        (json!({"enum": "a"}), "malformed-keyword /properties/p/enum"),
        (json!({"type": "object", "properties": []}), "malformed-keyword /properties/p/properties"),
        (json!({"type": "object", "required": "a"}), "malformed-keyword /properties/p/required"),
        (json!({"anyOf": {}}), "malformed-keyword /properties/p/anyOf"),
        (json!({"$ref": 7}), "malformed-keyword /properties/p/$ref"),
        (json!("string"), "malformed-keyword /properties/p"),
        (json!({"enum": []}), "unsatisfiable-schema /properties/p/enum"),
        (json!({"anyOf": [false, false]}), "unsatisfiable-schema /properties/p/anyOf"),
        (json!({"type": "string", "const": 7}), "unsatisfiable-schema /properties/p/const"),
        (json!({"type": "string", "enum": [7]}), "unsatisfiable-schema /properties/p/enum"),
    ] {
        assert_eq!(property(schema.clone()).1, [finding], "{schema}");
    }
}

#[test]
fn enumerations_hold_scalars_each_once() {
    assert_eq!(
        quiet(json!({"enum": ["a", 1, true, null]})),
        json!({"shape": {"enum": [{"value": "a"}, {"value": 1}, {"value": true}]}, "nullable": true})
    );
    let (value, findings) = property(json!({"enum": ["a", 1, 1.0, "a", "b"]}));
    assert_eq!(value, json!({"shape": {"enum": [{"value": "a"}, {"value": 1}, {"value": "b"}]}}));
    assert_eq!(findings, ["repeated-enum-value /properties/p/enum/2"]);
    let (value, findings) = property(json!({"type": "string", "enum": ["a", 7, "b"]}));
    assert_eq!(value, json!({"shape": {"enum": [{"value": "a"}, {"value": "b"}]}}));
    assert_eq!(findings, ["impossible-value /properties/p/enum/1"]);
    assert_eq!(quiet(json!({"type": "boolean", "enum": [true, false]})), json!({"shape": "boolean"}));
    assert_eq!(quiet(json!({"enum": ["only"]})), json!({"shape": {"const": "only"}}));
    assert_eq!(quiet(json!({"const": {"a": [1]}})), json!({"shape": {"const": {"a": [1]}}}));
    assert_eq!(quiet(json!({"const": null})), json!({"shape": "null"}));
}

#[test]
fn compositions_of_constants_are_documented_enumerations() {
    let schema = json!({"type": "string", "description": "Which.", "oneOf": [
        {"const": "Poll", "description": "A poll."},
        {"const": "Chat", "title": "A chat.", "deprecated": true}]});
    let expected = json!({"shape": {"enum": [
        {"value": "Poll", "description": "A poll."},
        {"value": "Chat", "description": "A chat.", "deprecated": true}]}, "description": "Which."});
    assert_eq!(quiet(schema), expected);
    assert_eq!(
        quiet(json!({"anyOf": [{"const": 1}, {"enum": [2, 3]}, {"type": "null"}]})),
        json!({"shape": {"enum": [{"value": 1}, {"value": 2}, {"value": 3}]}, "nullable": true})
    );
}

#[test]
fn unions_keep_their_order_and_join_what_nobody_could_tell_apart() {
    assert_eq!(
        quiet(json!({"oneOf": [{"type": "string"}, {"type": "null"}]})),
        json!({"shape": "string", "nullable": true})
    );
    assert_eq!(
        quiet(json!({"anyOf": [{"type": "object", "properties": {"a": {"type": "string"}}},
                               {"type": "boolean"}, {"anyOf": [{"type": "number"}, {"type": "integer"}]}]})),
        json!({"shape": {"union": [
            {"shape": {"object": {"properties": [{"name": "a", "required": false, "type": {"shape": "string"}}],
                                  "additional": "open"}}},
            {"shape": "boolean"}, {"shape": "number"}]}})
    );
    assert_eq!(quiet(json!({"anyOf": [{"type": "string"}, {"const": "a"}]})), json!({"shape": "string"}));
    let (value, findings) =
        property(json!({"anyOf": [{"type": "string", "minLength": 3}, {"type": "string", "pattern": "^a"}]}));
    assert_eq!(value, json!({"shape": "string"}));
    assert_eq!(findings, ["unsupported-keyword /properties/p/anyOf"]);
}

#[test]
fn all_of_is_merged_where_a_type_can_hold_it() {
    assert_eq!(
        quiet(json!({"allOf": [{"type": "string", "minLength": 1}, {"maxLength": 5}]})),
        json!({"shape": "string", "rules": [{"minLength": 1}, {"maxLength": 5}]})
    );
    assert_eq!(
        quiet(json!({"type": ["string", "null"], "allOf": [{"enum": ["a", "b", 1, null]}]})),
        json!({"shape": {"enum": [{"value": "a"}, {"value": "b"}]}, "nullable": true})
    );
    let (object, _, findings) = read(json!({
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "number"}, "b": {}}, "required": ["a"]},
            {"properties": {"a": {"type": "integer", "minimum": 1}}, "required": ["b"]}],
        "unevaluatedProperties": false}));
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        object,
        json!({"properties": [
            {"name": "a", "required": true, "type": {"shape": "integer", "rules": [{"minimum": 1}]}},
            {"name": "b", "required": true, "type": {"shape": "any"}}], "additional": "closed"})
    );
    let one = json!({"anyOf": [{"type": "integer"}, {"type": "boolean"}], "minimum": 3, "maxLength": 2});
    let other = json!({"anyOf": [{"type": "integer"}, {"type": "string"}], "maximum": 9});
    assert_eq!(
        quiet(json!({"allOf": [one, other]})),
        json!({"shape": "integer", "rules": [{"maximum": 9}, {"minimum": 3}]})
    );
    let (value, findings) = property(json!({"allOf": [{"type": "string"}, {"type": "integer"}]}));
    assert_eq!(value, json!({"shape": "any"}));
    assert_eq!(findings, ["unsupported-keyword /properties/p/allOf"]);
}

#[test]
fn objects_without_properties_are_maps() {
    assert_eq!(quiet(json!({"type": "object"})), json!({"shape": {"map": {"shape": "any"}}}));
    assert_eq!(
        quiet(json!({"type": "object", "additionalProperties": {"type": "integer"}, "maxProperties": 3})),
        json!({"shape": {"map": {"shape": "integer"}}, "rules": [{"maxProperties": 3}]})
    );
    assert_eq!(
        quiet(json!({"type": "object", "patternProperties": {".*": {"type": "string"}}})),
        json!({"shape": {"map": {"shape": "string"}}})
    );
    assert_eq!(
        quiet(json!({"type": "object", "additionalProperties": false})),
        json!({"shape": {"object": {"properties": [], "additional": "closed"}}})
    );
    let (value, findings) = property(
        json!({"type": "object", "properties": {"a": {}}, "additionalProperties": {"type": "string"}}),
    );
    assert_eq!(value["shape"]["object"]["additional"], json!("open"));
    assert_eq!(findings, ["unsupported-keyword /properties/p/additionalProperties"]);
}

#[test]
fn tuples_are_lists_of_what_their_places_hold() {
    let places = json!([{"type": "string"}, {"type": "integer"}]);
    let closed = json!({"shape": {"array": {"items": {"shape": {"union": [{"shape": "string"}, {"shape": "integer"}]}}}}});
    for schema in [
        json!({"type": "array", "items": places, "additionalItems": false}),
        json!({"type": "array", "prefixItems": places, "items": false}),
    ] {
        let (value, findings) = property(schema);
        assert_eq!(value, closed);
        assert_eq!(findings.len(), 1);
        assert!(findings[0].starts_with("unsupported-keyword "));
    }
    let (value, _) = property(json!({"type": "array", "prefixItems": places}));
    assert_eq!(value, json!({"shape": {"array": {"items": {"shape": "any"}}}}));
}

#[test]
fn required_properties_need_to_be_declared() {
    let schema = json!({"type": "object", "properties": {"a": {}}, "required": ["a", "b", "b"]});
    let (object, _, findings) = read(schema);
    assert_eq!(findings, ["undeclared-required /required/1"]);
    assert_eq!(object["properties"][1], json!({"name": "b", "required": true, "type": {"shape": "any"}}));
    let (value, findings) = property(json!({"type": "string", "required": true}));
    assert_eq!(value, json!({"shape": "string"}));
    assert_eq!(findings, ["required-in-property /properties/p/required"]);
}

#[test]
fn keywords_that_no_type_can_hold_are_named() {
    let (value, findings) =
        property(json!({"type": "string", "not": {"const": "a"}, "maxLenght": 3, "x-own": 1}));
    assert_eq!(value, json!({"shape": "string"}));
    assert_eq!(
        findings,
        ["unsupported-keyword /properties/p/not", "unknown-keyword /properties/p/maxLenght"]
    );
    let (_, _, findings) = read(json!({"properties": {"a": {"type": "string", "lenght": 1},
                                                       "b": {"type": "string", "lenght": 1}}}));
    assert_eq!(findings, ["unknown-keyword /properties/a/lenght"]);
}

#[test]
fn properties_that_hold_under_a_condition_are_optional() {
    let (object, _, findings) = read(json!({
        "type": "object",
        "properties": {"kind": {"type": "string"}},
        "required": ["kind"],
        "unevaluatedProperties": false,
        "allOf": [{"allOf": [
            {"if": {"properties": {"kind": {"enum": ["tree"]}}},
             "then": {"properties": {"height": {"type": ["number"]}}, "required": ["height"]}}]}]}));
    assert_eq!(findings, ["unsupported-keyword /allOf/0/allOf/0/if"]);
    assert_eq!(
        object,
        json!({"properties": [
            {"name": "kind", "required": true, "type": {"shape": "string"}},
            {"name": "height", "required": false, "type": {"shape": "number"}}], "additional": "closed"})
    );
}

#[test]
fn what_holds_under_a_condition_narrows_nothing() {
    let when = |kind: &str, then: Value| json!({"if": {"properties": {"kind": {"const": kind}}}, "then": {"properties": then}});
    let (object, _, _) = read(json!({
        "type": "object",
        "properties": {"kind": {"type": "string"}, "price": {"type": ["number", "null"]}},
        "allOf": [
            when("tree", json!({"price": {"type": "number", "minimum": 1}, "size": {"type": "integer"}})),
            when("seed", json!({"size": {"type": "string"}}))
        ]
    }));
    assert_eq!(
        object["properties"],
        json!([
            {"name": "kind", "required": false, "type": {"shape": "string"}},
            {"name": "price", "required": false, "type": {"shape": "number", "nullable": true}},
            {"name": "size", "required": false, "type": {"shape": {"union": [{"shape": "integer"}, {"shape": "string"}]}}}
        ])
    );
}

#[test]
fn names_are_read_once_and_may_hold_themselves() {
    let (object, definitions, findings) = read(json!({
        "type": "object",
        "properties": {"bed": {"$ref": "#/definitions/bed", "description": "Where."}, "self": {"$ref": "#"}},
        "definitions": {
            "bed": {"type": "object", "properties": {"inner": {"$ref": "#/definitions/bed"},
                                                      "sun%": {"$ref": "#/definitions/sun%25"}}},
            "sun%": {"type": "number"},
            "unused": {"type": "strng"}}}));
    assert_eq!(findings, [""; 0]);
    assert_eq!(
        object["properties"][0]["type"],
        json!({"shape": {"reference": "#/definitions/bed"}, "description": "Where."})
    );
    assert_eq!(object["properties"][1]["type"], json!({"shape": {"reference": "#"}}));
    let keys: Vec<_> = definitions.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["#", "#/definitions/bed", "#/definitions/sun%"]);
}

#[test]
fn names_that_lead_nowhere_or_back_are_errors() {
    for (schema, finding) in [
        (json!({"$ref": "#/$defs/none"}), "unresolved-reference /properties/p/$ref"),
        (json!({"$ref": "#anchor"}), "unresolved-reference /properties/p/$ref"),
        (json!({"$ref": "https://example.com/s.json#/a"}), "foreign-reference /properties/p/$ref"),
    ] {
        assert_eq!(property(schema).1, [finding]);
    }
    let (_, definitions, findings) = read(json!({
        "properties": {"p": {"$ref": "#/$defs/a"}},
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "string"}]}}}));
    assert_eq!(findings.len(), 1);
    assert!(findings[0].starts_with("cyclic-reference /$defs/"));
    assert!(definitions.to_string().contains(r#"{"shape":"any"}"#));
}

#[test]
fn what_a_merge_takes_in_by_name_is_bounded() {
    let (value, definitions, _) = read(json!({
        "properties": {"p": {"allOf": [{"$ref": "#/$defs/a"}, {"type": "object", "properties": {"x": {}}}]}},
        "$defs": {"a": {"allOf": [{"$ref": "#/$defs/a"}, {"type": "object", "properties": {"y": {}}}]}}}));
    assert!(value.is_object() && definitions.is_object());
    let mut schemas = serde_json::Map::new();
    for number in 0..200 {
        let next = format!("#/$defs/d{}", number + 1);
        schemas.insert(
            format!("d{number}"),
            json!({"allOf": [{"type": "object", "minProperties": 1}, {"$ref": next}, {"$ref": next}]}),
        );
    }
    schemas.insert("d200".to_owned(), json!({"type": "object", "properties": {"x": {}}}));
    let (value, _, _) = read(json!({"allOf": [{"$ref": "#/$defs/d0"}], "$defs": schemas}));
    assert!(value.is_object());
}

#[test]
fn deep_schemas_are_read_or_refused() {
    let mut schema = json!({"type": "string"});
    for _ in 0..60 {
        schema = json!({"type": "object", "properties": {"p": schema}});
    }
    assert_eq!(read(schema).2, [""; 0]);
    let mut schema = json!({"type": "string"});
    for _ in 0..140 {
        schema = json!({"type": "array", "items": schema});
    }
    assert!(property(schema).1[0].starts_with("nested-too-deep "));
}

#[test]
fn the_properties_of_an_event_are_an_object() {
    assert_eq!(read(json!({"type": "string"})).2, ["not-an-object "]);
    assert_eq!(read(json!(false)).2, ["unsatisfiable-schema "]);
    assert_eq!(read(json!({})).0, json!({"properties": [], "additional": "open"}));
    let (object, _, findings) = read(json!({"oneOf": [
        {"type": "object", "properties": {"a": {"type": "string"}, "b": {}}, "required": ["a", "b"]},
        {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}]}));
    assert_eq!(findings, ["unsupported-keyword "]);
    let required: Vec<_> =
        object["properties"].as_array().expect("a list").iter().map(|p| &p["required"]).collect();
    assert_eq!(required, [&json!(true), &json!(false)]);
}

#[test]
fn rules_about_other_kinds_of_values_are_left_out() {
    for (schema, shape) in [
        (json!({"enum": [true, false], "minLength": 1}), json!("boolean")),
        (json!({"const": 5, "minLength": 1}), json!({"const": 5})),
        (json!({"const": null, "minLength": 1}), json!("null")),
    ] {
        let (value, findings) = property(schema);
        assert_eq!(value, json!({"shape": shape}));
        assert_eq!(findings, ["idle-keyword /properties/p"]);
    }
    let listed = quiet(json!({"enum": ["a", 5], "minLength": 1, "maximum": 5}));
    assert_eq!(listed["rules"], json!([{"minLength": 1}, {"maximum": 5}]));
}

#[test]
fn names_that_lead_back_to_themselves_are_merged_only_so_far() {
    let (_, _, findings) = read(json!({
        "type": "object",
        "properties": {"p": {"allOf": [{"$ref": "#/$defs/a"}, {"type": "object", "required": ["q"]}]}},
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}));
    assert_eq!(findings[0], "unsupported-keyword /properties/p/allOf");
}

#[test]
fn an_object_that_nothing_is_declared_for_can_be_closed() {
    let closed = json!({"shape": {"object": {"properties": [], "additional": "closed"}}});
    assert_eq!(quiet(json!({"type": "object", "unevaluatedProperties": false})), closed);
    assert_eq!(quiet(json!({"type": "object", "properties": {}, "unevaluatedProperties": false})), closed);
    let (value, findings) = property(json!({"additionalProperties": {}, "unevaluatedProperties": false}));
    assert_eq!(value, json!({"shape": {"map": {"shape": "any"}}}));
    assert_eq!(findings[1..], ["unsupported-keyword /properties/p/unevaluatedProperties"]);
}
