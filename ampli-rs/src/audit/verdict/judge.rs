//! `jsonschema`, which decides wherever the native rules are in doubt.

use itly_runtime::Format;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use super::Violation;
use super::document::Document;

/// The validator of a document; `None` if its schema is none.
pub(super) fn validator(document: &Document) -> Option<Validator> {
    let options = jsonschema::options()
        .offline()
        .with_draft(document.draft)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true);
    let options = Format::ALL.iter().fold(options, |options, format| {
        options.with_format(format.name(), move |text: &str| format.holds(text))
    });
    options.build(&document.schema).ok()
}

/// All that is wrong with `value`.
pub(super) fn violations(validator: &Validator, value: &Value) -> Vec<Violation> {
    let mut found = Vec::new();
    for error in validator.iter_errors(value) {
        let path = path(error.instance_path().as_str(), value);
        let keyword = keyword(&error);
        let violation = Violation { path, keyword, limit: String::new(), value: None };
        match error.kind() {
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default();
                found.push(Violation { path: joined(&violation.path, name), ..violation });
            }
            _ => found.push(violation),
        }
    }
    found
}

/// The broken keyword: the last one on the way through the schema.
fn keyword(error: &ValidationError<'_>) -> String {
    let is_keyword =
        |segment: &&str| !segment.is_empty() && !segment.bytes().all(|byte| byte.is_ascii_digit());
    error.schema_path().as_str().rsplit('/').find(is_keyword).unwrap_or("schema").to_owned()
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The way to a value as people write it: `items[].price`.
fn path(pointer: &str, root: &Value) -> String {
    let mut path = String::new();
    let mut value = Some(root);
    for segment in pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")) {
        if value.is_some_and(Value::is_array) {
            path.push_str("[]");
            value = value.and_then(|value| value.get(segment.parse::<usize>().ok()?));
        } else {
            path = joined(&path, &segment);
            value = value.and_then(|value| value.get(&segment));
        }
    }
    path
}
