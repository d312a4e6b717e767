//! What strict compatibility refuses, in Scala's words, and the cases of Scala's own tests.

use serde_json::{Value, json};
use snowplow_analytics::{Compatibility, Error, SchemaUri, Shredding, Transformer, transform};

use crate::support::lines::{REQUIRED, contexts, line, unstruct_event};
use crate::support::shared_data;

fn strict(line: &str) -> Result<Value, Value> {
    let read = |json: String| serde_json::from_str::<Value>(&json).unwrap();
    transform(line, Compatibility::Strict).map(read).map_err(|error| read(error.strict_json()))
}

/// A line with what is required, and with these fields.
fn with<'a>(fields: &[(&'a str, &'a str)]) -> String {
    line(REQUIRED.into_iter().chain(fields.iter().copied()))
}

fn refused(field: &str, text: &str) -> String {
    let error = strict(&with(&[(field, text)])).unwrap_err();
    assert_eq!(error["type"], "RowDecodingError");
    assert_eq!(error["errors"].as_array().unwrap().len(), 1, "{error}");
    assert_eq!(error["errors"][0]["key"], field);
    assert_eq!(error["errors"][0]["value"], text);
    error["errors"][0]["message"].as_str().unwrap().to_owned()
}

#[test]
fn error_documents_are_those_of_scala() {
    let Some(folder) = shared_data::folder() else { return };
    let cases = shared_data::json(&folder.join("scala/cases.json"));
    for case in cases["parse_errors"].as_array().unwrap() {
        assert_eq!(strict(case["line"].as_str().unwrap()).unwrap_err(), case["error"], "{}", case["name"]);
    }
    assert_eq!(strict("").unwrap_err(), json!({"type": "NotTSV"}));
}

#[test]
fn names_are_those_of_scala() {
    let Some(folder) = shared_data::folder() else { return };
    let cases = shared_data::json(&folder.join("scala/cases.json"));
    for case in cases["shredded_names"].as_array().unwrap() {
        let [prefix, vendor, name] = ["prefix", "vendor", "name"].map(|key| case[key].as_str().unwrap());
        let uri = format!("iglu:{vendor}/{name}/jsonschema/{}-0-0", case["model"]);
        assert_eq!(SchemaUri::parse(&uri).unwrap().shredded(prefix, Shredding::Strict), case["result"]);
    }
}

#[test]
fn values_are_decoded_as_by_scala() {
    let Some(folder) = shared_data::folder() else { return };
    let cases = shared_data::json(&folder.join("scala/cases.json"));
    // A field that the decoder belongs to, and whether it is required.
    let fields = [
        ("string", "v_etl"),
        ("optional string", "app_id"),
        ("optional integer", "txn_id"),
        ("uuid", "event_id"),
        ("optional boolean", "br_cookies"),
        ("optional double", "tr_total"),
        ("timestamp", "collector_tstamp"),
        ("optional timestamp", "true_tstamp"),
        ("contexts", "contexts"),
        ("unstruct_event", "unstruct_event"),
    ];
    for case in cases["value_decoders"].as_array().unwrap() {
        // The lengths are the fields' own here.
        if !case["max_length"].is_null() {
            continue;
        }
        let decoder = case["decoder"].as_str().unwrap();
        let field = fields.iter().find(|(name, _)| *name == decoder).unwrap().1;
        let text = case["value"].as_str().unwrap();
        match case["error"].as_str() {
            Some(message) => {
                let message = message.replace("parse key key", &format!("parse key {field}"));
                assert_eq!(refused(field, text), message.replace("Field key", &format!("Field {field}")));
            }
            None => {
                let event = strict(&with(&[(field, text)])).unwrap();
                if !matches!(field, "contexts" | "unstruct_event") {
                    assert_eq!(event[field], case["ok"], "{case}");
                }
            }
        }
    }
}

#[test]
fn accidents_of_java_are_refused() {
    for (field, text, message) in [
        ("txn_id", "2147483648", "Cannot parse key txn_id into integer"),
        ("txn_id", "٣", "Cannot parse key txn_id into integer"),
        ("tr_total", "1d", "Cannot parse key tr_total into double"),
        ("tr_total", "0x1p3", "Cannot parse key tr_total into double"),
        ("tr_total", "NaN", "Cannot parse key tr_total into double"),
        ("tr_total", "1e400", "Cannot parse key tr_total into double"),
        ("se_value", " 9.99", "Cannot parse key se_value into double"),
        ("event_id", "1-1-1-1-1", "Cannot parse key event_id into UUID"),
        ("true_tstamp", "2013-11-26 00:03", "Cannot parse key true_tstamp into datetime"),
        ("true_tstamp", "2013-11-26 00:03:57Z", "Cannot parse key true_tstamp into datetime"),
        ("v_etl", "", "Field v_etl cannot be empty"),
    ] {
        assert_eq!(refused(field, text), message);
    }
}

#[test]
fn types_are_those_of_scala() {
    let event = strict(&with(&[
        ("se_value", "9.99"),
        ("event_id", "C6EF3124-B53A-4B13-A233-0088F79DCBCB"),
        ("refr_device_tstamp", "2013-11-26 00:03:57.1"),
        ("geo_latitude", "037.0"),
        ("geo_longitude", "1e-5"),
        ("br_cookies", "1"),
    ]))
    .unwrap();
    assert_eq!(event["se_value"], 9.99);
    assert_eq!(event["event_id"], "c6ef3124-b53a-4b13-a233-0088f79dcbcb");
    assert_eq!(event["refr_dvce_tstamp"], "2013-11-26T00:03:57.100Z");
    assert_eq!(event["geo_location"], "37.0,1.0E-5");
    assert_eq!((&event["br_cookies"], &event["app_id"]), (&json!(true), &json!(null)));
}

#[test]
fn entities_have_their_version_and_lose_nothing() {
    let one = contexts(&[
        ("iglu:com.acme/u/jsonschema/1-0-0", r#"{"from":"contexts"}"#),
        ("iglu:com.acme/u/jsonschema/1-2-0", "{ }"),
        ("iglu:com.acme-x/u/jsonschema/1-0-0", r#"{"a":1,"_schema_version":7,"\u005fschema_version":8}"#),
        ("iglu:com.acme/list/jsonschema/1-0-0", "[1]"),
    ]);
    let derived = contexts(&[("iglu:com.acme/u/jsonschema/1-0-0", r#"{"from":"derived"}"#)]);
    let event = unstruct_event("iglu:com.acme/song-played/jsonschema/2-0-1", r#"{"x":1,"x":2}"#);
    let json =
        strict(&with(&[("contexts", &one), ("unstruct_event", &event), ("derived_contexts", &derived)]))
            .unwrap();
    assert_eq!(
        json["contexts_com_acme_u_1"],
        json!([
            {"_schema_version": "1-0-0", "from": "contexts"},
            {"_schema_version": "1-2-0"},
            {"_schema_version": "1-0-0", "from": "derived"},
        ])
    );
    assert_eq!(json["contexts_com_acme_x_u_1"], json!([{"a": 1, "_schema_version": "1-0-0"}]));
    assert_eq!(json["contexts_com_acme_list_1"], json!([[1]]));
    assert_eq!(json["unstruct_event_com_acme_song_played_2"], json!({"x": 2}));
}

#[test]
fn shapes_that_are_not_self_describing_are_named() {
    for (text, message) in [
        ("[]", "not self-describing: a list in place of an object"),
        ("{}", "not self-describing: an object has no `schema`"),
        (r#"{"schema":1,"data":[]}"#, "not self-describing: a `schema` is a number"),
        (r#"{"schema":"x","data":[]}"#, "of a schema `x`, which is no Iglu URI"),
        ("{\"a\"", "not JSON: a `:` is expected at byte 4"),
    ] {
        assert_eq!(refused("contexts", text), message);
    }
    let envelope = |data: &str| {
        format!(
            r#"{{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1","data":{data}}}"#
        )
    };
    for (data, message) in [
        ("null", "not self-describing: null in place of a list"),
        ("[3]", "not self-describing: a number in place of an object"),
        (r#"[{"schema":"iglu:a/b/jsonschema/1-0-0"}]"#, "not self-describing: an object has no `data`"),
        (
            r#"[{"schema":"iglu:a/b/jsonschema/1-0-0","data":NaN}]"#,
            "not JSON: it has a number that is not finite",
        ),
    ] {
        assert_eq!(refused("contexts", &envelope(data)), message);
    }
    assert!(strict(&with(&[("contexts", &envelope("[]"))])).is_ok());
}

#[test]
fn text_is_shortened_when_asked_for() {
    let line = with(&[("geo_country", "USA"), ("app_id", &"é".repeat(300))]);
    let mut json = Vec::new();
    Transformer::new(Compatibility::Strict).truncated(true).line(&line, &mut json).unwrap();
    let json: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&json["geo_country"], &json["app_id"]), (&json!("US"), &json!("é".repeat(255))));
    assert_eq!(strict(&line).unwrap()["geo_country"], "USA");
}

#[test]
fn errors_say_what_is_wrong_without_the_values() {
    let error =
        transform(&with(&[("txn_id", "secret"), ("br_cookies", "7")]), Compatibility::Strict).unwrap_err();
    assert_eq!(error.to_string(), "`txn_id` is no integer; `br_cookies` is neither `0` nor `1`");
    let Error::Fields(errors) = error else { panic!("{error}") };
    assert_eq!((errors[0].field().name(), errors[0].value()), ("txn_id", "secret"));
}
