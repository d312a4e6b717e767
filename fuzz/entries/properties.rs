//! Any names and values of properties: what is written is JSON, and is read back as it was.

use std::collections::BTreeMap;

use itly_runtime::{Properties, Value};

/// What stands between names and values, which come in turns.
const NEXT: &str = "\n--\n";

pub(crate) fn run(text: &str) {
    let mut texts = text.split(NEXT);
    let mut expected = BTreeMap::new();
    let mut properties = Properties::new();
    while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
        properties = properties.with(name, value);
        expected.insert(name, value);
    }
    let json = properties.to_json();
    let read: BTreeMap<String, String> = serde_json::from_str(&json).expect("what is written is JSON");
    assert!(read.iter().map(|(name, value)| (name.as_str(), value.as_str())).eq(expected.clone()), "{json}");
    for (name, value) in expected {
        assert_eq!(properties.get(name), Some(Value::from(value)), "{json}");
    }
}
