//! The official SDKs' own lines: what they give for them is what we give.

use std::path::Path;

use serde_json::{Map, Value, json};
use snowplow_analytics::{Compatibility, Event, Transformer, transform};

use crate::support::shared_data;

fn python(line: &str) -> Value {
    serde_json::from_str(&transform(line, Compatibility::Python).unwrap()).unwrap()
}

/// What is left of a document of Scala or .NET when what Python does not write is taken away.
fn as_python(document: Value) -> Value {
    let members: Map<String, Value> = document.as_object().unwrap().clone();
    let members = members.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, mut value)| {
        for entity in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
            entity.remove("_schema_version");
        }
        (if name == "refr_dvce_tstamp" { "refr_device_tstamp".to_owned() } else { name }, value)
    });
    members.collect()
}

fn expected(file: &Path) -> Value {
    as_python(shared_data::json(file))
}

#[test]
fn python_compatibility_gives_what_all_five_sdks_expect() {
    let Some(folder) = shared_data::folder() else { return };
    for (line, answer) in [
        ("python/sample.tsv", "python/sample.expected.json"),
        ("go/sample.tsv", "go/sample.with_geo.expected.json"),
        ("js/sample.tsv", "js/sample.expected.json"),
        ("dotnet/full.tsv", "dotnet/full.expected.json"),
        ("dotnet/no_entities.tsv", "dotnet/no_entities.expected.json"),
        ("scala/full.tsv", "scala/full.lossy.expected.json"),
        ("scala/no_entities.tsv", "scala/no_entities.lossy.expected.json"),
        ("scala/repeated_entity.tsv", "scala/repeated_entity.lossy.expected.json"),
    ] {
        assert_eq!(python(&shared_data::line(&folder.join(line))), expected(&folder.join(answer)), "{line}");
    }
}

#[test]
fn geo_location_can_be_left_out() {
    let Some(folder) = shared_data::folder() else { return };
    let mut json = Vec::new();
    let line = shared_data::line(&folder.join("go/sample.tsv"));
    Transformer::new(Compatibility::Python).geo_location(false).line(&line, &mut json).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json, expected(&folder.join("go/sample.without_geo.expected.json")));
}

/// .NET drops the backslashes before quotes, which no other SDK does.
#[test]
fn backslashes_before_quotes_are_kept() {
    let Some(folder) = shared_data::folder() else { return };
    let line = shared_data::line(&folder.join("dotnet/quotes_in_useragent.tsv"));
    let mut expected = expected(&folder.join("dotnet/quotes_in_useragent.expected.json"));
    let agent = Event::parse(&line).unwrap().useragent().unwrap().to_owned();
    assert!(agent.contains('\\'));
    assert_eq!(expected["useragent"], json!(agent.replace("\\\"", "\"")));
    expected["useragent"] = json!(agent);
    assert_eq!(python(&line), expected);
}

#[test]
fn strict_compatibility_gives_what_scala_expects() {
    let Some(folder) = shared_data::folder() else { return };
    for name in ["full", "no_entities", "repeated_entity"] {
        let line = shared_data::line(&folder.join(format!("scala/{name}.tsv")));
        let json = transform(&line, Compatibility::Strict).unwrap();
        let expected = shared_data::json(&folder.join(format!("scala/{name}.lossy.expected.json")));
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), expected, "{name}");
    }
}

/// The samples of Python, JavaScript and .NET have their event in an envelope for contexts.
#[test]
fn strict_compatibility_refuses_events_in_envelopes_of_contexts() {
    let Some(folder) = shared_data::folder() else { return };
    for name in ["python/sample.tsv", "js/sample.tsv", "dotnet/full.tsv"] {
        let error = transform(&shared_data::line(&folder.join(name)), Compatibility::Strict).unwrap_err();
        let error: Value = serde_json::from_str(&error.strict_json()).unwrap();
        let message = "Unknown payload: iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0";
        assert_eq!(error["errors"][0]["key"], "unstruct_event", "{name}");
        assert_eq!(error["errors"][0]["message"], message, "{name}");
        assert_eq!(error["errors"].as_array().unwrap().len(), 1, "{name}");
    }
    assert!(transform(&shared_data::line(&folder.join("go/sample.tsv")), Compatibility::Strict).is_ok());
}
