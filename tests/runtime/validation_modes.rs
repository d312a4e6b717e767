//! The rows of the specification, section 5.2, in both environments.

use std::sync::{Arc, Mutex};

use itly_runtime::{
    Environment, Event, HookResult, Itly, Options, Plugin, PluginError, TrackCall, ValidationOptions,
    ValidationResponse,
};

use crate::support::probe::song;

/// Finds every event invalid, and notes which hooks were called.
#[derive(Clone, Default)]
struct Judge(Arc<Mutex<Vec<String>>>);

impl Plugin for Judge {
    fn id(&self) -> &str {
        "judge"
    }

    fn validate(&self, _event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        self.0.lock().unwrap().push("validate".to_owned());
        Ok(Some(ValidationResponse::invalid("judge", "no")))
    }

    fn track(&self, _call: &TrackCall<'_>) -> HookResult {
        self.0.lock().unwrap().push("track".to_owned());
        Ok(())
    }

    fn post_track(&self, _call: &TrackCall<'_>, failures: &[ValidationResponse]) -> HookResult {
        self.0.lock().unwrap().push(format!("post_track with {} failures", failures.len()));
        Ok(())
    }
}

fn outcome(options: Options) -> (Vec<String>, Result<(), String>) {
    let judge = Judge::default();
    let itly = Itly::new();
    itly.load(options.plugin(judge.clone())).unwrap();
    let answer = itly.track("u", &song("n", 1)).map_err(|error| error.to_string());
    let hooks = judge.0.lock().unwrap().clone();
    (hooks, answer)
}

fn expected(hooks: &[&str], raises: bool) -> (Vec<String>, Result<(), String>) {
    let answer = if raises { Err("no".to_owned()) } else { Ok(()) };
    (hooks.iter().map(|hook| (*hook).to_owned()).collect(), answer)
}

const NOT_SENT: &[&str] = &["validate", "post_track with 1 failures"];
const SENT: &[&str] = &["validate", "track", "post_track with 1 failures"];
const NOT_VALIDATED: &[&str] = &["track", "post_track with 0 failures"];

#[test]
fn the_defaults_depend_on_the_environment() {
    let of = |environment| outcome(Options::new().environment(environment));
    assert_eq!(outcome(Options::new()), expected(NOT_SENT, true));
    assert_eq!(of(Environment::Development), expected(NOT_SENT, true));
    assert_eq!(of(Environment::Production), expected(SENT, false));
}

#[test]
fn explicit_options_hold_in_both_environments() {
    for environment in [Environment::Development, Environment::Production] {
        let of = |disabled, track_invalid, error_on_invalid| {
            let validation = ValidationOptions::new()
                .disabled(disabled)
                .track_invalid(track_invalid)
                .error_on_invalid(error_on_invalid);
            outcome(Options::new().validation(validation).environment(environment))
        };
        assert_eq!(of(false, false, false), expected(NOT_SENT, false));
        assert_eq!(of(false, false, true), expected(NOT_SENT, true));
        assert_eq!(of(false, true, false), expected(SENT, false));
        assert_eq!(of(false, true, true), expected(SENT, true));
        for (track_invalid, error_on_invalid) in [(false, false), (false, true), (true, false), (true, true)]
        {
            assert_eq!(of(true, track_invalid, error_on_invalid), expected(NOT_VALIDATED, false));
        }
    }
}

#[test]
fn the_last_environment_decides() {
    let options = Options::new().environment(Environment::Production).environment(Environment::Development);
    assert_eq!(outcome(options), expected(NOT_SENT, true));
}
