//! A failing `validate` makes the event invalid.

use itly_runtime::testing::Recorder;
use itly_runtime::{Environment, Error, Hooks, Itly, Options, UntypedEvent};

use crate::support::probe::{Behaviour, Probe};
use crate::support::transcript::Transcript;

fn probe(behaviour: Behaviour) -> Probe {
    Probe::new("judge").that(behaviour).with_hooks(Hooks::VALIDATE)
}

#[test]
fn the_text_of_the_failure_is_the_message() {
    for (behaviour, message) in
        [(Behaviour::Panics, "validate panicked"), (Behaviour::Fails, "validate failed")]
    {
        let (recorder, itly) = (Recorder::new(), Itly::new());
        itly.load(Options::new().plugin(probe(behaviour)).plugin(recorder.clone())).unwrap();
        let Err(Error::Invalid(error)) = itly.track("u", &UntypedEvent::new("e")) else {
            panic!("the event is invalid")
        };
        assert_eq!(error.to_string(), message);
        assert_eq!(error.failures()[0].plugin_id(), "judge");
        recorder.assert_nothing_recorded();
    }
}

#[test]
fn production_sends_the_event_and_logs_both() {
    let (transcript, recorder, itly) = (Transcript::default(), Recorder::new(), Itly::new());
    let options = Options::new().environment(Environment::Production).logger(transcript.clone());
    itly.load(options.plugin(probe(Behaviour::Panics)).plugin(recorder.clone())).unwrap();
    transcript.take();
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    recorder.assert_tracked("u", &UntypedEvent::new("e"));
    assert_eq!(
        transcript.lines(),
        [
            "[itly-core] track(user_id=u, event=e, properties=None)",
            "[plugin-judge] validate(event=e, properties=None)",
            "E [plugin-judge] Error in validate(). validate panicked",
            "[plugin-testing] track(user_id=u, event=e, properties=None)",
            r#"E [itly-core] Validation error for "e" in judge. Message: validate panicked"#,
        ]
    );
}
