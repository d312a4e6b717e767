//! Which schemas `SchemaValidator` takes, and what becomes of those that it does not take.

use std::sync::{Arc, Mutex};

use itly_runtime::{
    Environment, Event, Logger, Plugin, PluginLoadOptions, PrefixedLogger, Properties, SchemaValidator,
};

/// Keeps the lines of level error.
#[derive(Default)]
struct Errors(Mutex<Vec<String>>);

impl Logger for Errors {
    fn debug(&self, _message: &str) {}
    fn info(&self, _message: &str) {}
    fn warn(&self, _message: &str) {}
    fn error(&self, message: &str) {
        self.0.lock().expect("no panic").push(message.to_owned());
    }
}

fn message(validator: &SchemaValidator, name: &str, properties: Properties<'_>) -> Option<String> {
    let event = Event::new(name).with_properties(Some(properties));
    validator.validate(&event).expect("an answer").map(|response| response.message().to_owned())
}

#[test]
fn an_invalid_schema_breaks_its_own_event_only() {
    let validator = SchemaValidator::new(
        r#"{
            "Broken": { "type": "text" },
            "Sound": { "properties": { "n": { "minimum": 5 } } },
            "Broken Pattern": { "properties": { "n": { "pattern": "(" } } }
        }"#,
    )
    .expect("a plan");

    let invalid: Vec<_> = validator.invalid_schemas().map(|(name, _)| name).collect();
    assert_eq!(invalid, ["Broken", "Broken Pattern"]);

    assert_eq!(message(&validator, "Sound", Properties::from([("n", 5)])), None);
    assert_eq!(
        message(&validator, "Sound", Properties::from([("n", 4)])).as_deref(),
        Some(
            "Passed in Sound properties did not validate against your tracking plan. \
             `properties.n` must be greater than or equal to 5."
        )
    );
    assert_eq!(
        message(&validator, "Broken", Properties::new()).as_deref(),
        Some(
            "The schema of 'Broken' is invalid: \"text\" is not valid under any of the schemas listed in the 'anyOf' \
             keyword at `/type`"
        )
    );
}

#[test]
fn invalid_schemas_are_logged_by_name_at_load() {
    let errors = Arc::new(Errors::default());
    let validator = SchemaValidator::new(r#"{ "B": { "minLength": -1 }, "A": 7, "C": {} }"#).expect("a plan");
    let logger = PrefixedLogger::of_plugin(Some(errors.clone()), validator.id());
    validator.load(&PluginLoadOptions::new(Environment::Production, logger)).expect("loaded");

    assert_eq!(
        *errors.0.lock().expect("no panic"),
        [
            "[plugin-schema-validator] The schema of 'A' is invalid: 7 is not of types \"boolean\", \"object\" at ``",
            "[plugin-schema-validator] The schema of 'B' is invalid: -1 is less than the minimum of 0 at `/minLength`",
        ]
    );
}

#[test]
fn drafts_are_told_apart_and_7_is_meant_without_a_word() {
    let validator = SchemaValidator::new(
        r#"{
            "4": { "$schema": "http://json-schema.org/draft-04/schema#", "properties": {
                "n": { "minimum": 5, "exclusiveMinimum": true } } },
            "7": { "properties": { "n": { "items": [{ "const": 1 }] } } },
            "2020": { "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {
                "n": { "prefixItems": [{ "const": 1 }] } } },
            "4 in 7": { "properties": { "n": { "exclusiveMinimum": true } } }
        }"#,
    )
    .expect("a plan");

    assert_eq!(validator.invalid_schemas().map(|(name, _)| name).collect::<Vec<_>>(), ["4 in 7"]);
    let opening = "properties did not validate against your tracking plan.";
    assert_eq!(
        message(&validator, "4", Properties::from([("n", 5)])),
        Some(format!("Passed in 4 {opening} `properties.n` must be strictly greater than 5."))
    );
    for name in ["7", "2020"] {
        assert_eq!(
            message(&validator, name, Properties::from([("n", vec![2])])),
            Some(format!(
                "Passed in {name} {opening} `properties.n[0]` does not exactly match expected constant: 1."
            ))
        );
    }
}

#[test]
fn formats_are_asserted_in_every_draft_and_unknown_ones_in_none() {
    let validator = SchemaValidator::new(
        r#"{
            "7": { "properties": { "id": { "format": "uuid" } } },
            "2020": { "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {
                "id": { "format": "uuid" } } },
            "Made Up": { "properties": { "id": { "format": "made-up" } } }
        }"#,
    )
    .expect("a plan");

    assert_eq!(message(&validator, "Made Up", Properties::from([("id", "x")])), None);
    for name in ["7", "2020"] {
        assert_eq!(
            message(&validator, name, Properties::from([("id", "x")])),
            Some(format!(
                "Passed in {name} properties did not validate against your tracking plan. \
                 `properties.id` does not conform to the \"uuid\" format."
            ))
        );
    }
}

#[test]
fn nothing_is_fetched() {
    let validator = SchemaValidator::new(
        r#"{ "Far": { "$ref": "https://example.com/schema.json" }, "File": { "$ref": "file:///etc/hostname" } }"#,
    )
    .expect("a plan");
    assert_eq!(validator.invalid_schemas().count(), 2);
}

#[test]
fn text_that_is_no_object_is_refused() {
    for text in ["", "[]", "7", "{", r#"{"a": }"#] {
        assert!(SchemaValidator::new(text).is_err(), "{text}");
    }
    assert_eq!(
        SchemaValidator::new("[]").map(drop).expect_err("refused").to_string(),
        "the schemas are not the JSON text of an object of event names and their schemas: \
         invalid type: sequence, expected a map at line 1 column 0"
    );
}
