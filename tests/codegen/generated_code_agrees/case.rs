//! What is tried: schemas of one property, each with values.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::sdk;

/// The property that every event has.
pub(super) const PROPERTY: &str = "p";

/// A schema and the values that are held against it.
pub(super) struct Case {
    /// Where it comes from, for messages.
    pub(super) about: String,
    /// The schema of an event that has the property alone.
    pub(super) schema: Value,
    /// Properties of such an event.
    pub(super) instances: Vec<Value>,
}

impl Case {
    /// A case of the property's schema, with the values of the property.
    fn new(about: String, dialect: &Value, schema: &Value, values: &[Value]) -> Self {
        let mut whole = json!({
            "type": "object", "properties": { PROPERTY: schema }, "required": [PROPERTY], "additionalProperties": false,
        });
        // Names of a case are those of a whole document, which here is the schema of a property.
        for names in ["$schema", "$defs", "definitions"] {
            let definitions = if names == "$schema" { Some(dialect) } else { schema.get(names) };
            if let Some(definitions) = definitions.filter(|definitions| !definitions.is_null()) {
                whole[names] = definitions.clone();
            }
        }
        let mut instances: Vec<Value> = values.iter().map(|value| json!({ PROPERTY: value })).collect();
        instances.extend([json!({}), json!({ PROPERTY: values.first(), "other": 1 })]);
        Self { about, schema: whole, instances }
    }
}

/// The cases of the repository: every rule, at its borders.
pub(super) fn own() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/rules/cases.json");
    let cases: Vec<Value> = read(&path);
    let case = |case: &Value| {
        let mut schema = case["schema"].clone();
        if let Some(definitions) = case.get("$defs") {
            schema["$defs"] = definitions.clone();
        }
        let about = case["about"].as_str().expect("a case says what it is about").to_owned();
        Case::new(about, &case["dialect"], &schema, case["instances"].as_array().expect("a list"))
    };
    cases.iter().map(case).collect()
}

/// Files of the suite about what plans don't have: other documents, base addresses, anchors, dynamic scopes, vocabularies.
const LEFT_OUT: &[&str] =
    &["refRemote", "id", "anchor", "dynamicRef", "recursiveRef", "vocabulary", "unevaluatedItems"];

/// The cases of the JSON Schema Test Suite, each schema once; none where the suite is absent.
pub(super) fn of_the_suite() -> Vec<Case> {
    let Some(suite) = sdk::shared("../json-schema-test-suite/tests") else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut cases = Vec::new();
    for draft in ["draft7", "draft2020-12"] {
        let dialect = match draft {
            "draft7" => json!("http://json-schema.org/draft-07/schema#"),
            _ => json!("https://json-schema.org/draft/2020-12/schema"),
        };
        for file in files(&suite.join(draft)) {
            let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
            for group in read::<Vec<Value>>(&file) {
                let mut schema = group["schema"].clone();
                if let Value::Object(keywords) = &mut schema {
                    keywords.remove("$schema");
                }
                let text = schema.to_string();
                // `#` is the whole schema, which is not the root of its document here.
                let is_rooted = text.contains(r##""$ref":"#""##) || text.contains("\"$id\"");
                if is_rooted || LEFT_OUT.contains(&stem.as_str()) || !seen.insert(text) {
                    continue;
                }
                let tests = group["tests"].as_array().expect("a list");
                let values: Vec<Value> = tests.iter().map(|test| test["data"].clone()).collect();
                let about = format!("{draft}/{stem}: {}", group["description"].as_str().unwrap_or_default());
                cases.push(Case::new(about, &dialect, &schema, &values));
            }
        }
    }
    cases
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
