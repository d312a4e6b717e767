//! Strict JSON whose entities and event stay self-describing: nothing of them is lost.

use serde_json::{Map, Value, json};
use snowplow_analytics::{Compatibility, Event, FIELDS, Kind, Transformer};

use crate::support::lines::{REQUIRED, line};
use crate::support::shared_data;

fn self_describing(text: &str) -> Option<String> {
    let mut json = Vec::new();
    Transformer::new(Compatibility::Strict).shredded(false).line(text, &mut json).ok()?;
    Some(String::from_utf8(json).unwrap())
}

/// What a field gives by the rules of the Scala SDK.
fn expected(kind: Kind, text: &str) -> Value {
    let part = |value: &Value| json!({"schema": value["schema"], "data": value["data"]});
    let envelope = |name: &str, data: Value| json!({"schema": format!("iglu:com.snowplowanalytics.snowplow/{name}/jsonschema/1-0-0"), "data": data});
    let value: Value = if text.is_empty() { Value::Null } else { serde_json::from_str(text).unwrap() };
    match (kind, &value["data"]) {
        (Kind::UnstructEvent, Value::Null) => Value::Null,
        (Kind::UnstructEvent, data) => envelope("unstruct_event", part(data)),
        (_, Value::Array(entities)) if !entities.is_empty() => {
            envelope("contexts", entities.iter().map(part).collect())
        }
        _ => json!({}),
    }
}

#[test]
fn lines_of_scala_keep_their_entities() {
    let Some(folder) = shared_data::folder() else { return };
    for name in ["full", "no_entities", "repeated_entity"] {
        let text = shared_data::line(&folder.join(format!("scala/{name}.tsv")));
        let mut json: Map<String, Value> = serde_json::from_str(&self_describing(&text).unwrap()).unwrap();
        for (field, value) in Event::parse(&text).unwrap().fields() {
            if matches!(field.kind(), Kind::Contexts | Kind::UnstructEvent) {
                assert_eq!(json.remove(field.name()), Some(expected(field.kind(), value)), "{name}");
            }
        }
        let mut lossy = shared_data::json(&folder.join(format!("scala/{name}.lossy.expected.json")));
        let lossy = lossy.as_object_mut().unwrap();
        lossy.retain(|key, _| FIELDS.iter().any(|field| field.strict_name() == key));
        assert_eq!(&json, lossy, "{name}");
    }
}

#[test]
fn entities_stay_in_their_field_and_keep_their_versions() {
    let outer = "iglu:com.snowplowanalytics.snowplow/";
    let contexts = format!(
        r#"{{"data":[{{"data": {{"a":1,"a":2}},"more":0,"schema":"iglu:com.acme/u/jsonschema/1-0-0"}},
            {{"schema":"iglu:com.acme/u/jsonschema/1-2-0","data":"\ud800"}}],"schema":"{outer}contexts/jsonschema/1-0-1"}}"#
    );
    let derived = format!(
        r#"{{"schema":"{outer}contexts/jsonschema/1-0-0","data":[{{"schema":"iglu:com.acme/u/jsonschema/1-0-0","data":7}}]}}"#
    );
    let event = format!(
        r#"{{"schema":"{outer}unstruct_event/jsonschema/1-0-0","data":{{"schema":"iglu:a/b/avro/2-0-0","data":[]}}}}"#
    );
    let location = [("geo_latitude", "1"), ("geo_longitude", "2")];
    let own = [("contexts", &*contexts), ("unstruct_event", &*event), ("derived_contexts", &*derived)];
    let json = self_describing(&line(REQUIRED.into_iter().chain(location).chain(own))).unwrap();
    for part in [
        r#""contexts":{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0","data":[{"schema":"iglu:com.acme/u/jsonschema/1-0-0","data":{"a":2}},{"schema":"iglu:com.acme/u/jsonschema/1-2-0","data":"\ud800"}]}"#,
        &*format!("\"unstruct_event\":{event}"),
        &*format!("\"derived_contexts\":{derived}"),
    ] {
        assert!(json.contains(part), "{part}\n{json}");
    }
    assert!(!json.contains("geo_location"));
    assert_eq!(self_describing(&line(REQUIRED)).unwrap().matches("contexts\":{},").count(), 2);
    // What is no such JSON is the error that it is in the other form.
    assert_eq!(self_describing(&line([("contexts", "{}")])), None);
}
