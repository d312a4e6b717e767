//! What `SchemaValidator` says, word by word.

use itly_runtime::{Event, Itly, Options, Plugin, Properties, SchemaValidator, UntypedEvent};
use serde_json::Value as Json;

use crate::schema_rules::to_value;

/// What is said of an event `Event` with `properties`, both as JSON text; none when it is valid.
fn said(schema: &str, properties: &str) -> Option<String> {
    let validator = SchemaValidator::new(&format!(r#"{{ "Event": {schema} }}"#)).expect("a plan");
    let Ok(Json::Object(members)) = serde_json::from_str(properties) else {
        panic!("no object: {properties}");
    };
    let properties = members.iter().map(|(name, value)| (name, to_value(value))).collect::<Properties<'_>>();
    validate(&validator, &Event::new("Event").with_properties(Some(properties)))
}

fn validate(validator: &SchemaValidator, event: &Event<'_>) -> Option<String> {
    let response = validator.validate(event).expect("an answer")?;
    assert_eq!((response.is_valid(), response.plugin_id()), (false, "schema-validator"));
    Some(response.message().to_owned())
}

/// Asserts what is said of a property `value` under `schema`.
#[track_caller]
fn assert_said(schema: &str, value: &str, expected: &str) {
    let message = said(
        &format!(r#"{{ "properties": {{ "value": {schema} }} }}"#),
        &format!(r#"{{ "value": {value} }}"#),
    );
    let opening = "Passed in Event properties did not validate against your tracking plan. ";
    assert_eq!(message, Some(format!("{opening}{expected}")));
}

#[test]
fn an_event_that_the_plan_does_not_name() {
    let validator = SchemaValidator::new("{}").expect("a plan");
    let expected = "Event 'Song Played' not found in tracking plan.";
    assert_eq!(validate(&validator, &Event::new("Song Played")).as_deref(), Some(expected));
}

#[test]
fn a_system_event_without_a_schema() {
    let validator = SchemaValidator::new("{}").expect("a plan");
    for name in ["identify", "group", "page", "screen", "context"] {
        assert_eq!(validate(&validator, &Event::new(name)), None);
        assert_eq!(validate(&validator, &Event::new(name).with_properties(Some(Properties::new()))), None);
        let properties = Properties::from([("plan", "pro")]).with("seats", 3);
        assert_eq!(
            validate(&validator, &Event::new(name).with_properties(Some(properties))),
            Some(format!(
                r#"'{name}' schema is empty but properties were found. properties={{"plan":"pro","seats":3}}"#
            ))
        );
    }
}

#[test]
fn a_system_event_with_a_schema() {
    let validator = SchemaValidator::new(r#"{"identify": {"required": ["plan"]}}"#).expect("a plan");
    assert_eq!(
        validate(&validator, &Event::new("identify")).as_deref(),
        Some(
            "Passed in identify properties did not validate against your tracking plan. \
             `properties` requires property \"plan\"."
        )
    );
}

#[test]
fn a_valid_event() {
    let schema = r#"{
        "type": "object",
        "properties": { "name": { "type": "string" }, "n": { "type": "integer" } },
        "additionalProperties": false,
        "required": ["name"]
    }"#;
    assert_eq!(said(schema, r#"{ "name": "x", "n": 1.0 }"#), None);
}

#[test]
fn every_keyword_has_its_phrase() {
    assert_said(r#"{"type": "integer"}"#, "1.5", "`properties.value` is not of a type(s) integer.");
    assert_said(
        r#"{"type": ["string", "null"]}"#,
        "1",
        "`properties.value` is not of a type(s) string,null.",
    );
    assert_said(
        r#"{"type": ["null", "string"]}"#,
        "1",
        "`properties.value` is not of a type(s) null,string.",
    );
    assert_said(r#"{"required": ["x"]}"#, "{}", r#"`properties.value` requires property "x"."#);
    assert_said(
        r#"{"additionalProperties": false}"#,
        r#"{"x": 1}"#,
        r#"`properties.value` is not allowed to have the additional property "x"."#,
    );
    assert_said(
        r#"{"enum": ["a", "b", 1, 2.0, null]}"#,
        "3",
        "`properties.value` is not one of enum values: a,b,1,2,null.",
    );
    assert_said(
        r#"{"const": "k"}"#,
        r#""v""#,
        "`properties.value` does not exactly match expected constant: k.",
    );
    assert_said(
        r#"{"const": "String \"Const With\" Quotes"}"#,
        "1",
        r#"`properties.value` does not exactly match expected constant: String "Const With" Quotes."#,
    );
    assert_said(r#"{"minimum": 5}"#, "4", "`properties.value` must be greater than or equal to 5.");
    assert_said(r#"{"maximum": 10}"#, "10.5", "`properties.value` must be less than or equal to 10.");
    assert_said(r#"{"exclusiveMinimum": 5}"#, "5", "`properties.value` must be strictly greater than 5.");
    assert_said(r#"{"exclusiveMaximum": 5.5}"#, "5.5", "`properties.value` must be strictly less than 5.5.");
    assert_said(r#"{"multipleOf": 2}"#, "3", "`properties.value` is not a multiple of (divisible by) 2.");
    assert_said(r#"{"minLength": 2}"#, r#""x""#, "`properties.value` does not meet minimum length of 2.");
    assert_said(r#"{"maxLength": 1}"#, r#""xy""#, "`properties.value` does not meet maximum length of 1.");
    assert_said(r#"{"minItems": 2}"#, "[1]", "`properties.value` does not meet minimum length of 2.");
    assert_said(r#"{"maxItems": 1}"#, "[1, 2]", "`properties.value` does not meet maximum length of 1.");
    assert_said(r#"{"pattern": "^z"}"#, r#""a""#, r#"`properties.value` does not match pattern "^z"."#);
    assert_said(
        r#"{"format": "date-time"}"#,
        r#""soon""#,
        r#"`properties.value` does not conform to the "date-time" format."#,
    );
    assert_said(r#"{"uniqueItems": true}"#, "[1, 1.0]", "`properties.value` contains duplicate item.");
    assert_said(
        r#"{"anyOf": [{"type": "string"}, {"title": "Year", "minimum": 5}]}"#,
        "1",
        r#"`properties.value` is not any of [subschema 0],"Year"."#,
    );
    assert_said(
        r##"{"oneOf": [{"$ref": "#"}, {"type": "object"}]}"##,
        "{}",
        "`properties.value` is not exactly one from <#>,[subschema 1].",
    );
}

#[test]
fn keywords_that_plans_seldom_have() {
    assert_said(
        r#"{"minProperties": 1}"#,
        "{}",
        "`properties.value` does not meet minimum property length of 1.",
    );
    assert_said(
        r#"{"maxProperties": 0}"#,
        r#"{"x": 1}"#,
        "`properties.value` does not meet maximum property length of 0.",
    );
    assert_said(
        r#"{"contains": {"const": 1}}"#,
        "[2]",
        "`properties.value` must contain an item matching given schema.",
    );
    assert_said(
        r#"{"propertyNames": {"maxLength": 1}}"#,
        r#"{"xy": 1}"#,
        "`properties.value` has a property name that does not meet maximum length of 1.",
    );
    assert_said(
        r#"{"items": [true], "additionalItems": false}"#,
        "[1, 2]",
        "`properties.value` does not meet maximum length of 1.",
    );
    assert_said("false", "1", "`properties.value` is not allowed.");
    assert_said(r#"{"not": {"type": "integer"}}"#, "1", r#"`properties.value` breaks the keyword "not"."#);
}

#[test]
fn paths_lead_through_members_and_items() {
    let schema = r#"{ "properties": {
        "items": { "items": { "properties": { "price": { "minimum": 0 } } } },
        "key with space": { "additionalProperties": { "type": "string" } },
        "0": { "patternProperties": { "^a/": { "items": [true, { "const": 1 }] } } }
    } }"#;
    let properties = r#"{
        "items": [{ "price": -1 }, { "price": 1 }, { "price": -2 }],
        "key with space": { "": 1, "~": 2 },
        "0": { "a/b": [0, 2] }
    }"#;
    assert_eq!(
        said(schema, properties).as_deref(),
        Some(
            "Passed in Event properties did not validate against your tracking plan. \
             `properties.items[0].price` must be greater than or equal to 0. \
             `properties.items[2].price` must be greater than or equal to 0. \
             `properties[\"key with space\"][\"\"]` is not of a type(s) string. \
             `properties[\"key with space\"][\"~\"]` is not of a type(s) string. \
             `properties[\"0\"][\"a/b\"][1]` does not exactly match expected constant: 1."
        )
    );
}

#[test]
fn errors_come_in_the_order_of_the_schema() {
    let schema = r##"{
        "required": ["z", "missing", "a"],
        "properties": {
            "zone": { "pattern": "^z", "minLength": 5 },
            "area": { "$ref": "#/definitions/Area" },
            "list": { "uniqueItems": true, "items": { "minLength": 2, "maxLength": 0 }, "maxItems": 1 }
        },
        "additionalProperties": false,
        "definitions": { "Area": { "maximum": 1, "type": "string", "enum": [] } },
        "type": "object",
        "maxProperties": 1
    }"##;
    let properties = r#"{ "list": ["b", "b"], "extra": 1, "area": 2, "zone": "a", "further": 1 }"#;
    assert_eq!(
        said(schema, properties).map(|message| message.replace(". `", ".\n`")).as_deref(),
        Some(
            r#"Passed in Event properties did not validate against your tracking plan.
`properties` requires property "z".
`properties` requires property "missing".
`properties` requires property "a".
`properties.zone` does not match pattern "^z".
`properties.zone` does not meet minimum length of 5.
`properties.area` must be less than or equal to 1.
`properties.area` is not of a type(s) string.
`properties.area` is not one of enum values: .
`properties.list` contains duplicate item.
`properties.list[0]` does not meet minimum length of 2.
`properties.list[0]` does not meet maximum length of 0.
`properties.list[1]` does not meet minimum length of 2.
`properties.list[1]` does not meet maximum length of 0.
`properties.list` does not meet maximum length of 1.
`properties` is not allowed to have the additional property "extra".
`properties` is not allowed to have the additional property "further".
`properties` does not meet maximum property length of 1."#
        )
    );
}

#[test]
fn whole_numbers_lose_no_digits() {
    let schema = r#"{ "maximum": 9007199254740992 }"#;
    assert_said(
        schema,
        "9007199254740993",
        "`properties.value` must be less than or equal to 9007199254740992.",
    );
    assert_said(
        r#"{ "const": 18446744073709551615 }"#,
        "18446744073709551614",
        "`properties.value` does not exactly match expected constant: 18446744073709551615.",
    );
    assert_said(r#"{ "type": "number" }"#, "true", "`properties.value` is not of a type(s) number.");
    assert_said(r#"{ "type": "integer" }"#, "false", "`properties.value` is not of a type(s) integer.");
}

#[test]
fn a_number_that_json_cannot_hold_is_none() {
    let schemas = r#"{ "Event": { "properties": { "n": { "type": "number" } } } }"#;
    let itly = Itly::new();
    let validator = SchemaValidator::new(schemas).expect("a plan");
    itly.load(Options::new().plugin(validator)).expect("loaded");

    let event = UntypedEvent::new("Event").property("n", f64::NAN).property("any", vec![f64::INFINITY]);
    assert_eq!(
        itly.track("some-user-id", &event).expect_err("invalid").to_string(),
        "Passed in Event properties did not validate against your tracking plan. \
         `properties.n` is not of a type(s) number. `properties.any[0]` is not of a type(s) number."
    );
}

#[test]
fn lengths_count_code_points() {
    assert_said(r#"{ "maxLength": 1 }"#, r#""é💩""#, "`properties.value` does not meet maximum length of 1.");
    assert_eq!(said(r#"{ "properties": { "value": { "maxLength": 2 } } }"#, r#"{ "value": "é💩" }"#), None);
}

#[test]
fn a_message_is_one_line() {
    assert_said(
        r#"{ "const": "a\nb" }"#,
        "1",
        "`properties.value` does not exactly match expected constant: a b.",
    );
}
