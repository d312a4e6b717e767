//! What the Python SDK was seen to answer to odd input, and the named differences.

use serde_json::Value;
use snowplow_analytics::{Compatibility, SchemaUri, Shredding, transform};

use crate::support::lines::line;
use crate::support::python_value::PythonValue;
use crate::support::shared_data;

/// What we answer where the Python SDK's answer is a defect.
enum Instead {
    Messages(&'static [&'static str]),
    Json(&'static str),
}

use Instead::{Json, Messages};

/// The cases that differ, by their names.
const DIFFERENCES: [(&str, Instead); 17] = [
    (
        "integer  7 ",
        Messages(&[
            r#"Unexpected exception parsing field with key txn_id and value  7 : ValueError("invalid literal for int() with base 10: ' 7 '")"#,
        ]),
    ),
    (
        "integer 1_000",
        Messages(&[
            r#"Unexpected exception parsing field with key txn_id and value 1_000: ValueError("invalid literal for int() with base 10: '1_000'")"#,
        ]),
    ),
    (
        "integer ٣",
        Messages(&[
            r#"Unexpected exception parsing field with key txn_id and value ٣: ValueError("invalid literal for int() with base 10: '٣'")"#,
        ]),
    ),
    (
        "double  1.5 ",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value  1.5 : ValueError("could not convert string to float: ' 1.5 '")"#,
        ]),
    ),
    (
        "double 1_0.5",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value 1_0.5: ValueError("could not convert string to float: '1_0.5'")"#,
        ]),
    ),
    (
        "double nan",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value nan: ValueError("could not convert string to float: 'nan'")"#,
        ]),
    ),
    (
        "double NaN",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value NaN: ValueError("could not convert string to float: 'NaN'")"#,
        ]),
    ),
    (
        "double inf",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value inf: ValueError("could not convert string to float: 'inf'")"#,
        ]),
    ),
    (
        "double -Infinity",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value -Infinity: ValueError("could not convert string to float: '-Infinity'")"#,
        ]),
    ),
    (
        "double 1e400",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value 1e400: ValueError("could not convert string to float: '1e400'")"#,
        ]),
    ),
    (
        "double ٣",
        Messages(&[
            r#"Unexpected exception parsing field with key tr_total and value ٣: ValueError("could not convert string to float: '٣'")"#,
        ]),
    ),
    ("timestamp garbage here now", Messages(&["Invalid value garbage here now for field collector_tstamp"])),
    (
        "timestamp 2013-11-26 00:03:57Z",
        Messages(&["Invalid value 2013-11-26 00:03:57Z for field collector_tstamp"]),
    ),
    ("line feed kept in the last field", Json(r#"{"app_id":"a"}"#)),
    (
        "carriage return kept in the last field",
        Messages(&["Invalid value 2020-01-01 00:00:00\r for field true_tstamp"]),
    ),
    (
        "same schema in contexts and derived_contexts: first list lost",
        Json(r#"{"contexts_com_acme_u_1":[{"from":"contexts"},{"from":"derived"}]}"#),
    ),
    (
        "NaN in an entity",
        Messages(&[
            r#"Unexpected exception parsing field with key contexts and value {"data":[{"schema":"iglu:a/b/jsonschema/1-0-0","data":{"x":NaN}}]}: ValueError('Out of range float values are not JSON compliant')"#,
        ]),
    ),
];

fn messages(case: &Value) -> Vec<String> {
    case["messages"].as_array().unwrap().iter().map(|message| message.as_str().unwrap().to_owned()).collect()
}

#[test]
fn events_are_answered_as_by_python() {
    let Some(folder) = shared_data::folder() else { return };
    let probed = shared_data::json(&folder.join("python/probed.json"));
    let mut differences = 0;
    for case in probed["transform"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let fields = case["fields"].as_object().unwrap();
        let line = line(fields.iter().map(|(name, text)| (name, text.as_str().unwrap())))
            + case["line_tail"].as_str().unwrap_or_default();
        let ours = transform(&line, Compatibility::Python);
        let expected = match DIFFERENCES.iter().find(|(different, _)| *different == name) {
            Some((_, instead)) => {
                differences += 1;
                match instead {
                    Json(json) => Ok((*json).to_owned()),
                    Messages(messages) => Err(messages.iter().map(|message| (*message).to_owned()).collect()),
                }
            }
            None => case["json"].as_str().map(str::to_owned).ok_or_else(|| messages(case)),
        };
        let ours = ours.map(|json| PythonValue::read(&json)).map_err(|error| error.python_messages());
        assert_eq!(ours, expected.map(|json| PythonValue::read(&json)), "{name}");
    }
    assert_eq!(differences, DIFFERENCES.len());
}

#[test]
fn names_are_shredded_as_by_python() {
    let Some(folder) = shared_data::folder() else { return };
    let probed = shared_data::json(&folder.join("python/probed.json"));
    for case in probed["shredded_names"].as_array().unwrap() {
        let uri = case["uri"].as_str().unwrap();
        let name = SchemaUri::parse(uri).map(|uri| uri.shredded("contexts", Shredding::Python));
        // A line feed at the end is no part of a URI, though Python's expression looks past it.
        let expected = case["result"].as_str().filter(|_| !uri.ends_with('\n'));
        assert_eq!(name.as_deref(), expected, "{uri:?}");
    }
}

/// The cases of the SDK's own tests.
#[test]
fn the_tests_of_the_python_sdk_hold() {
    let Some(folder) = shared_data::folder() else { return };
    let cases = shared_data::json(&folder.join("python/cases.json"));
    for case in cases["transform_errors"].as_array().unwrap() {
        let ours =
            transform(case["line"].as_str().unwrap(), Compatibility::Python).unwrap_err().python_messages();
        if case["messages"].is_array() {
            assert_eq!(ours, messages(case));
        }
        for (message, start) in ours.iter().zip(case["message_starts_with"].as_array().into_iter().flatten())
        {
            assert!(message.starts_with(start.as_str().unwrap()), "{message}");
        }
        if let Some(count) = case["message_count"].as_u64() {
            assert_eq!(ours.len() as u64, count);
        }
    }
    for case in cases["extract_schema"].as_array().unwrap() {
        let uri = SchemaUri::parse(case["uri"].as_str().unwrap()).unwrap();
        assert_eq!(uri.vendor(), case["vendor"]);
    }
}
