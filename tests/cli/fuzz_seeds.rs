//! The seeds of the fuzz targets, among them whatever fuzzing has found, are survived on every compiler; so is each of them
//! when it breaks off, or has a value of another kind somewhere.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

#[path = "../../fuzz/entries/mod.rs"]
mod entries;

/// A seed is cut at about so many places.
const CUTS: usize = 12;

/// In a plan about so many values are replaced, one at a time.
const REPLACED: usize = 40;

/// What stands between the documents of a plan.
const NEXT_DOCUMENT: &str = "\n---\n";

/// The seeds of an entry, sorted by name.
fn seeds(entry: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(entry);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no seeds for `{entry}`");
    files
}

#[test]
fn every_entry_survives_its_seeds() {
    for (name, _) in entries::ALL {
        for file in seeds(name) {
            let text = fs::read_to_string(&file).unwrap();
            entries::run(name, &text);
            let step = (text.len() / CUTS).max(1);
            let cuts = (0..text.len()).step_by(step).filter(|cut| text.is_char_boundary(*cut));
            cuts.for_each(|cut| entries::run(name, &text[..cut]));
        }
    }
}

#[test]
fn every_plan_survives_values_of_other_kinds() {
    let kinds = [json!(null), json!(true), json!(7), json!(""), json!([]), json!({}), json!([{"name": "x"}])];
    for file in seeds("plan") {
        let text = fs::read_to_string(&file).unwrap();
        let documents: Vec<Value> =
            text.split(NEXT_DOCUMENT).filter_map(|text| serde_json::from_str(text).ok()).collect();
        let mut pointers = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            collect(document, index, String::new(), &mut pointers);
        }
        let step = (pointers.len() / REPLACED).max(1);
        for (number, (index, pointer)) in pointers.into_iter().step_by(step).enumerate() {
            let mut documents = documents.clone();
            if let Some(value) = documents[index].pointer_mut(&pointer) {
                *value = kinds[number % kinds.len()].clone();
            }
            let texts: Vec<String> = documents.iter().map(Value::to_string).collect();
            entries::run("plan", &texts.join(NEXT_DOCUMENT));
        }
    }
}

/// Collects the pointers to all values of a document.
fn collect(value: &Value, document: usize, pointer: String, pointers: &mut Vec<(usize, String)>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, document, format!("{pointer}/{index}"), pointers);
            }
        }
        Value::Object(members) => {
            for (key, value) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(value, document, format!("{pointer}/{key}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push((document, pointer));
}
