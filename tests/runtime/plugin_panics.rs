//! No failure of a plugin reaches the program or another plugin.

use std::time::Duration;

use itly_runtime::testing::Recorder;
use itly_runtime::{Hooks, Itly, Options, UntypedEvent};

use crate::support::probe::{Behaviour, Probe};
use crate::support::transcript::Transcript;

/// Every hook but `validate`, of a plugin that stands before a recorder.
fn transcript_of(behaviour: Behaviour) -> Vec<String> {
    let (transcript, recorder, itly) = (Transcript::default(), Recorder::new(), Itly::new());
    let hooks = Hooks::ACTIONS | Hooks::POST_TRACK | Hooks::FLUSH | Hooks::SHUTDOWN | Hooks::RESET;
    let probe = Probe::new("probe").that(behaviour).with_hooks(hooks);
    itly.load(Options::new().plugin(probe).plugin(recorder.clone()).logger(transcript.clone())).unwrap();
    itly.alias("u", "p").unwrap();
    itly.identify("u", None).unwrap();
    itly.group("u", "g", None).unwrap();
    itly.page("u", None, None, None).unwrap();
    itly.screen("u", None, None).unwrap();
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    itly.reset().unwrap();
    assert!(!itly.flush(Duration::ZERO).unwrap().is_complete());
    assert!(!itly.shutdown(Duration::ZERO).unwrap().is_complete());
    assert_eq!(recorder.calls().len(), 6);
    let lines = transcript.lines();
    lines.into_iter().filter(|line| line.starts_with("E ")).collect()
}

fn errors(kind: &str) -> Vec<String> {
    let hooks = [
        "load",
        "alias",
        "identify",
        "group",
        "page",
        "screen",
        "track",
        "post_track",
        "reset",
        "flush",
        "shutdown",
    ];
    hooks.map(|hook| format!("E [plugin-probe] Error in {hook}(). {hook} {kind}")).to_vec()
}

#[test]
fn panics_are_logged() {
    assert_eq!(transcript_of(Behaviour::Panics), errors("panicked"));
}

#[test]
fn errors_are_logged() {
    assert_eq!(transcript_of(Behaviour::Fails), errors("failed"));
}

#[test]
fn a_plugin_that_only_panics_is_left_alone_in_the_end() {
    let (transcript, itly) = (Transcript::default(), Itly::new());
    let probe = Probe::new("probe").that(Behaviour::Panics).with_hooks(Hooks::TRACK);
    itly.load(Options::new().plugin(probe).logger(transcript.clone())).unwrap();
    for _ in 0..120 {
        itly.track("u", &UntypedEvent::new("e")).unwrap();
    }
    let lines = transcript.lines();
    let errors: Vec<_> = lines.iter().filter(|line| line.starts_with("E ")).collect();
    assert_eq!(errors.len(), 101);
    assert_eq!(errors[99], "E [plugin-probe] disabled after 100 panics in a row");
    assert_eq!(errors[100], "E [plugin-probe] Error in track(). track panicked");
    assert_eq!(lines.iter().filter(|line| line.starts_with("[plugin-probe] track")).count(), 99);
}
