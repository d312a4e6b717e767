//! A hand-written record that can't be written makes its event invalid, and nothing worse.

use itly_runtime::testing::Recorder;
use itly_runtime::{
    Environment, EventSpec, Itly, Options, Properties, PropertiesWriter, TypedEvent, WriteProperties,
};

use crate::support::transcript::Transcript;

struct Broken;

impl WriteProperties for Broken {
    fn write(&self, to: &mut PropertiesWriter<'_>) {
        to.string("half", "written");
        panic!("no more");
    }
}

impl TypedEvent for Broken {
    fn spec() -> EventSpec {
        EventSpec::new("Broken")
    }
}

#[test]
fn development_refuses_the_event() {
    let itly = Itly::new();
    itly.load(Options::new()).unwrap();
    assert_eq!(itly.track("u", &Broken).unwrap_err().to_string(), "no more");
}

#[test]
fn production_sends_what_is_whole() {
    let (transcript, recorder, itly) = (Transcript::default(), Recorder::new(), Itly::new());
    let options = Options::new().environment(Environment::Production).logger(transcript.clone());
    let context = Properties::from([("app", "demo")]);
    itly.load(options.plugin(recorder.clone()).untyped_context(context.clone())).unwrap();
    itly.track("u", &Broken).unwrap();
    assert_eq!(recorder.all(None)[0].properties, Some(context));
    let errors: Vec<_> = transcript.lines().into_iter().filter(|line| line.starts_with("E ")).collect();
    assert_eq!(
        errors,
        [
            "E [itly-core] Error in track(). no more",
            "E [itly-core] Validation error for \"Broken\" in itly-core. Message: no more",
        ]
    );
}
