//! Any text as the schemas of a `SchemaValidator`, and any properties after it.

use itly_runtime::{Event, Plugin, Properties, SchemaValidator};

/// What stands between the schemas and the text that is validated.
const NEXT: &str = "\n--\n";

pub(crate) fn run(text: &str) {
    let (schemas, value) = text.split_once(NEXT).unwrap_or((text, ""));
    let Ok(validator) = SchemaValidator::new(schemas) else { return };
    let names: Vec<&str> = validator.invalid_schemas().map(|(name, _)| name).collect();
    let members: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(schemas).expect("the validator has read it");
    assert!(names.iter().all(|name| members.contains_key(*name)), "{names:?}");
    for name in members.keys() {
        let properties = Properties::new().with("text", value).with("number", value.len() as u64);
        let event = Event::new(name).with_properties(Some(properties));
        let response = validator.validate(&event).expect("a validator answers");
        let is_invalid = names.contains(&name.as_str());
        assert!(!is_invalid || response.is_some(), "an event whose schema is invalid can't be valid");
    }
}
