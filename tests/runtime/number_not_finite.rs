//! A number that JSON can't hold makes the event invalid, and never the JSON.

use itly_runtime::testing::Recorder;
use itly_runtime::{Environment, Itly, Options, PlanValidator, Properties, UntypedEvent, Value};

fn event() -> UntypedEvent<'static> {
    let nested = Value::Object(vec![("a b".into(), Value::from([1.5, f64::INFINITY]))]);
    UntypedEvent::new("e").property("x", f64::NAN).property("nested", nested)
}

const MESSAGE: &str = "Passed in e properties did not validate against your tracking plan. \
                       `properties.x` is not of a type(s) number. \
                       `properties.nested[\"a b\"][1]` is not of a type(s) number.";

#[test]
fn development_refuses_it() {
    let itly = Itly::new();
    itly.load(Options::new().plugin(PlanValidator::new(&["e"]))).unwrap();
    assert_eq!(itly.track("u", &event()).unwrap_err().to_string(), MESSAGE);
    let refused = itly.identify("u", Some(&Properties::from([("x", f64::NAN)]))).unwrap_err();
    assert!(refused.to_string().starts_with("'identify' schema is empty"));
}

#[test]
fn production_sends_null() {
    let (itly, recorder) = (Itly::new(), Recorder::new());
    let options = Options::new().environment(Environment::Production);
    itly.load(options.plugin(PlanValidator::new(&["e"])).plugin(recorder.clone())).unwrap();
    itly.track("u", &event()).unwrap();
    let properties = recorder.all(None)[0].properties.clone().unwrap();
    assert_eq!(properties.to_json(), r#"{"x":null,"nested":{"a b":[1.5,null]}}"#);
}

#[test]
fn it_is_found_in_a_context_as_well() {
    let itly = Itly::new();
    let options = Options::new().plugin(PlanValidator::new(&["e", "context"]));
    itly.load(options.untyped_context(Properties::from([("x", f64::NEG_INFINITY)]))).unwrap();
    assert_eq!(
        itly.track("u", &UntypedEvent::new("e")).unwrap_err().to_string(),
        "Passed in context properties did not validate against your tracking plan. \
         `properties.x` is not of a type(s) number."
    );
}
