//! The transcripts of the specification, section 10: every line, in order.

use std::time::Duration;

use itly_runtime::{Environment, Hooks, Itly, Options, Properties, Value};

use crate::support::probe::{Probe, song};
use crate::support::transcript::Transcript;

#[test]
fn a_whole_life_in_production() {
    let transcript = Transcript::default();
    let itly = Itly::new();
    itly.load(
        Options::new()
            .environment(Environment::Production)
            .plugin(Probe::new("custom"))
            .plugin(Probe::new("bare").with_hooks(Hooks::NONE))
            .logger(transcript.clone())
            .untyped_context(Properties::from([("app", "demo")])),
    )
    .unwrap();
    itly.identify("u-1", Some(&Properties::from([("plan", "pro")]))).unwrap();
    itly.alias("u-1", "anon-9").unwrap();
    itly.page("u-1", None, Some("Home"), Some(&Properties::from([("ref", "x")]))).unwrap();
    itly.track("u-1", &song("n", 1)).unwrap();
    itly.track("u-1", &song("invalid", true)).unwrap();
    itly.flush(Duration::ZERO).unwrap();
    itly.shutdown(Duration::ZERO).unwrap();

    assert_eq!(transcript.lines().join("\n") + "\n", include_str!("log_transcript/production.txt"));
}

#[test]
fn development_logs_no_validation_errors() {
    let transcript = Transcript::default();
    let itly = Itly::new();
    itly.load(Options::new().plugin(Probe::new("custom")).logger(transcript.clone())).unwrap();
    itly.group("u-1", "g-1", Some(&Properties::from([("invalid", Value::from(1.0))]))).unwrap_err();
    itly.screen("u-1", Some("Home"), None).unwrap();
    itly.reset().unwrap();

    assert_eq!(
        transcript.lines(),
        [
            "[itly-core] load()",
            "[plugin-custom] load()",
            "[itly-core] group(user_id=u-1, group_id=g-1, properties={\"invalid\": 1.0})",
            "[plugin-custom] validate(event=group, properties={\"invalid\": 1.0})",
            "[plugin-custom] post_group(user_id=u-1, group_id=g-1, properties={\"invalid\": 1.0}, \
             validation_results=[ValidationResponse(valid=False, plugin_id='custom', \
             message='invalid event!!!')])",
            "[itly-core] screen(user_id=u-1, name=Home, properties=None)",
            "[plugin-custom] validate(event=screen, properties=None)",
            "[plugin-custom] screen(user_id=u-1, name=Home, properties=None)",
            "[plugin-custom] post_screen(user_id=u-1, name=Home, properties=None, validation_results=[])",
            "[itly-core] reset()",
            "[plugin-custom] reset()",
        ]
    );
}

#[test]
fn identify_without_properties_shows_none_and_an_empty_object_itself() {
    let transcript = Transcript::default();
    let itly = Itly::new();
    itly.load(Options::new().logger(transcript.clone())).unwrap();
    itly.identify("u-1", None).unwrap();
    itly.identify("u-1", Some(&Properties::new())).unwrap();
    itly.identify("u-1", Some(&Properties::from([("nothing", None::<i64>)]))).unwrap();

    assert_eq!(
        transcript.lines(),
        [
            "[itly-core] load()",
            "[itly-core] identify(user_id=u-1, properties=None)",
            "[itly-core] identify(user_id=u-1, properties={})",
            "[itly-core] identify(user_id=u-1, properties={})",
        ]
    );
}

#[test]
fn properties_are_logged_as_python_writes_them() {
    let transcript = Transcript::default();
    let itly = Itly::new();
    itly.load(Options::new().logger(transcript.clone())).unwrap();
    let nested = Value::Object(vec![("k".into(), Value::Null), ("l".into(), Value::from([1, 2]))]);
    let properties = Properties::from([
        ("text", Value::from("é, 😀: \"x\"\n")),
        ("whole", Value::from(2.0)),
        ("small", Value::from(0.000_01)),
        ("nested", nested),
        ("gone", Value::Null),
    ]);
    itly.identify("u-1", Some(&properties)).unwrap();

    assert_eq!(
        transcript.lines()[1],
        r#"[itly-core] identify(user_id=u-1, properties={"text": "\u00e9, \ud83d\ude00: \"x\"\n", "whole": 2.0, "small": 1e-05, "nested": {"k": null, "l": [1, 2]}})"#
    );
}
