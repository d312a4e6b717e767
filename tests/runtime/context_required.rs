//! Options of a generated SDK know whether the plan has a context.

use itly_runtime::testing::Recorder;
use itly_runtime::{Error, Itly, Loadable, Needs, Offers, Options, PlanValidator};

use crate::support::song::{Context, SongPlayed};

/// As generated code has it.
fn load(itly: &Itly, options: impl Loadable) -> Result<(), Error> {
    let validator = std::sync::Arc::new(PlanValidator::new(&["Song Played", "context"]));
    itly.load(options.into_ready().prepend_plugins([validator as _]))
}

#[test]
fn a_context_that_is_given_is_in_every_event() {
    let (recorder, itly) = (Recorder::new(), Itly::new());
    let options = Options::<Needs<Context<'_>>>::new().plugin(recorder.clone());
    load(&itly, options.context(Context { app: "demo" })).unwrap();
    itly.track("u", &SongPlayed::new("Hello", 5)).unwrap();
    let properties = recorder.all(None)[0].properties.clone().unwrap();
    assert_eq!(properties.to_json(), r#"{"app":"demo","title":"Hello","rating":5}"#);
}

#[test]
fn a_context_that_is_only_offered_may_be_left_out() {
    let (recorder, itly) = (Recorder::new(), Itly::new());
    load(&itly, Options::<Offers<Context<'_>>>::new().plugin(recorder.clone())).unwrap();
    itly.track("u", &SongPlayed::new("Hello", 5)).unwrap();
    assert_eq!(recorder.all(None).len(), 1);
}

#[test]
fn a_context_that_breaks_the_plan_makes_every_event_invalid() {
    let itly = Itly::new();
    load(&itly, Options::<Needs<Context<'_>>>::new().context(Context { app: "x" })).unwrap();
    let message = "Passed in context properties did not validate against your tracking plan. \
                   `properties.app` does not meet minimum length of 2.";
    for _ in 0..2 {
        let refused = itly.track("u", &SongPlayed::new("Hello", 5)).unwrap_err();
        assert_eq!(refused.to_string(), message);
    }
}
