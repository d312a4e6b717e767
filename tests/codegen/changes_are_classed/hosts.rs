//! Real events to which changes are applied.

use serde_json::{Map, Value, json};

use crate::support::sdk;

/// Plans of teams, in formats of several vendors.
const PLANS: &[&str] = &[
    "itly-sdk-js/itly_sdk_js_basic_schema.json",
    "itly-sdk-python/itly_test_codegen.schemas.json",
    "mparticle-dataplan/freddy_s_plan-v1.json",
    "rudder-typewriter/rudder_examples_ios-swift_RudderTyperSwiftExample_analytics_plan.json",
    "rudderstack-iac/remote_tracking_plan.golden.json",
    "segment-typewriter/segment_typewriter_plan.json",
    "segment-typewriter/segment_typewriter_telemetry_plan.json",
    "snowplow-iglu-central/schemas",
    "synthetic/segment-like-564.json",
];

/// Most events that are taken of one plan.
const MOST: usize = 12;

/// A real event as it is saved.
pub(super) struct Host {
    pub(super) name: String,
    pub(super) schema: Value,
    /// The least that is valid.
    pub(super) sample: Map<String, Value>,
}

/// Events that stand alone, each with a valid sample; those of the repository's own plan where the others are absent.
pub(super) fn all() -> Vec<Host> {
    let shared = PLANS.iter().filter_map(|path| sdk::shared(path));
    let mut hosts = Vec::new();
    for path in shared.chain([sdk::fixture("garden/own.json")]) {
        let read = sdk::on_disk(&path);
        let sound = read.plan.events.iter().enumerate().filter(|(index, _)| !read.broken.contains(index));
        let tracked = sound.filter(|(_, event)| !event.name.is_empty() && event.groups.is_empty());
        let found: Vec<Host> =
            tracked.filter_map(|(_, event)| host(&event.name, event.schema.to_value())).collect();
        // The same few of every run, from all over the plan.
        let step = found.len().div_ceil(MOST).max(1);
        hosts.extend(found.into_iter().step_by(step));
    }
    hosts
}

fn host(name: &str, schema: Value) -> Option<Host> {
    if !schema.is_object() || schema.to_string().contains("\"$ref\"") {
        return None;
    }
    let mut sample = Map::new();
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for property in required.iter().filter_map(Value::as_str) {
        sample.insert(property.to_owned(), value(&schema["properties"][property])?);
    }
    let host = Host { name: name.to_owned(), schema, sample };
    let validator = jsonschema::validator_for(&host.schema).ok()?;
    validator.is_valid(&Value::Object(host.sample.clone())).then_some(host)
}

/// A value of a plain schema.
fn value(schema: &Value) -> Option<Value> {
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return Some(first.clone());
    }
    if !schema["const"].is_null() {
        return Some(schema["const"].clone());
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.first()?.as_str()?.to_owned(),
        kind => kind.as_str()?.to_owned(),
    };
    Some(match kind.as_str() {
        "string" => json!("abc"),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        "array" => json!([]),
        "object" => json!({}),
        _ => return None,
    })
}
