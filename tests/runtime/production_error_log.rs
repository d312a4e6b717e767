//! One error line for each failure, after the action hooks and before the post hooks, in every mode.

use itly_runtime::{Environment, Hooks, Itly, Options, Properties, ValidationOptions};

use crate::support::probe::{Probe, song};
use crate::support::transcript::Transcript;

fn transcript_of(validation: ValidationOptions) -> Vec<String> {
    let transcript = Transcript::default();
    let itly = Itly::new();
    let hooks = Hooks::TRACK | Hooks::VALIDATE | Hooks::POST_TRACK;
    itly.load(
        Options::new()
            .environment(Environment::Production)
            .validation(validation)
            .plugin(Probe::new("one").with_hooks(hooks))
            .plugin(Probe::new("two").with_hooks(Hooks::VALIDATE))
            .logger(transcript.clone())
            .untyped_context(Properties::from([("invalid", "context")])),
    )
    .unwrap();
    let _ = itly.track("u", &song("n", 1));
    let lines = transcript.lines();
    lines.into_iter().filter(|line| !line.contains("load()") && !line.contains("validate(")).collect()
}

#[test]
fn failures_of_the_context_are_named_after_the_event() {
    let lines = transcript_of(ValidationOptions::new().track_invalid(true));
    let failures = "[ValidationResponse(valid=False, plugin_id='one', message='invalid event!!!'), \
                    ValidationResponse(valid=False, plugin_id='two', message='invalid event!!!')]";
    let arguments = r#"user_id=u, event=Song Played, properties={"invalid": "context", "n": 1}"#;
    assert_eq!(
        lines,
        [
            r#"[itly-core] track(user_id=u, event=Song Played, properties={"n": 1})"#,
            &format!("[plugin-one] track({arguments})"),
            r#"E [itly-core] Validation error for "Song Played" in one. Message: invalid event!!!"#,
            r#"E [itly-core] Validation error for "Song Played" in two. Message: invalid event!!!"#,
            &format!("[plugin-one] post_track({arguments}, validation_results={failures})"),
        ]
    );
}

#[test]
fn whatever_else_happens_to_the_event() {
    for (track_invalid, error_on_invalid) in [(false, false), (false, true), (true, true)] {
        let validation =
            ValidationOptions::new().track_invalid(track_invalid).error_on_invalid(error_on_invalid);
        let lines = transcript_of(validation);
        assert_eq!(lines.iter().filter(|line| line.starts_with("E [itly-core] Validation error")).count(), 2);
    }
    let lines = transcript_of(ValidationOptions::new().disabled(true));
    assert_eq!(lines.iter().filter(|line| line.starts_with("E ")).count(), 0);
}
