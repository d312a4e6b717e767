//! A plugin that is switched off for an event validates it, and gets neither its action nor its post hook.

use itly_runtime::{Hooks, Itly, Options, UntypedEvent};

use crate::support::probe::Probe;
use crate::support::song::SongPlayed;
use crate::support::transcript::Transcript;

fn loaded() -> (Itly, Transcript) {
    let (itly, transcript) = (Itly::new(), Transcript::default());
    let hooks = Hooks::TRACK | Hooks::POST_TRACK | Hooks::VALIDATE | Hooks::IDENTIFY;
    let probe = |id| Probe::new(id).with_hooks(hooks);
    let options = Options::new().plugin(probe("muted")).plugin(probe("custom")).plugin(probe("muted"));
    itly.load(options.plugin(probe("other")).logger(transcript.clone())).unwrap();
    transcript.take();
    (itly, transcript)
}

/// Which plugin got which hook.
fn hooks(transcript: &Transcript) -> Vec<String> {
    let lines = transcript.take();
    let hook =
        |line: &String| line.split('(').next().map(|hook| hook.replace("[plugin-", "").replace(']', ""));
    lines.iter().filter(|line| line.starts_with("[plugin-")).filter_map(hook).collect()
}

#[test]
fn switches_of_the_plan() {
    let (itly, transcript) = loaded();
    itly.track("u", &SongPlayed::new("Hello", 5)).unwrap();
    assert_eq!(
        hooks(&transcript),
        [
            "muted validate",
            "custom validate",
            "muted validate",
            "other validate",
            "custom track",
            "other track",
            "custom post_track",
            "other post_track",
        ]
    );
}

#[test]
fn switches_of_an_untyped_event() {
    let (itly, transcript) = loaded();
    let event = UntypedEvent::new("e").destination("custom", false).destination("other", false);
    itly.track("u", &event.destination("muted", true)).unwrap();
    assert_eq!(
        hooks(&transcript)[4..],
        ["muted track", "muted track", "muted post_track", "muted post_track"]
    );
}

#[test]
fn other_calls_know_no_switches() {
    let (itly, transcript) = loaded();
    itly.identify("u", None).unwrap();
    assert_eq!(
        hooks(&transcript)[4..],
        ["muted identify", "custom identify", "muted identify", "other identify"]
    );
}
