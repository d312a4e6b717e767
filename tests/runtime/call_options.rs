//! Options of one call: each plugin gets its own, and post hooks get none; an id and a time of its own.

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use itly_runtime::testing::{ManualClock, Recorder};
use itly_runtime::{
    AliasCall, CallOptions, GroupCall, HookResult, IdentifyCall, Itly, MessageId, Options, PageCall, Plugin,
    ScreenCall, TrackCall, UntypedEvent, ValidationResponse,
};

#[derive(Debug, Clone, Copy, PartialEq)]
struct Priority(u8);

type Note = (&'static str, Option<Priority>);

/// Notes the options of each hook.
#[derive(Clone)]
struct Witness(&'static str, Arc<Mutex<Vec<Note>>>);

impl Witness {
    fn note(&self, hook: &'static str, options: Option<&Priority>) -> HookResult {
        self.1.lock().unwrap().push((hook, options.copied()));
        Ok(())
    }
}

impl Plugin for Witness {
    fn id(&self) -> &str {
        self.0
    }

    fn alias(&self, call: &AliasCall<'_>) -> HookResult {
        self.note("alias", call.options())
    }

    fn post_alias(&self, call: &AliasCall<'_>) -> HookResult {
        self.note("post_alias", call.options())
    }

    fn identify(&self, call: &IdentifyCall<'_>) -> HookResult {
        self.note("identify", call.options())
    }

    fn group(&self, call: &GroupCall<'_>) -> HookResult {
        self.note("group", call.options())
    }

    fn page(&self, call: &PageCall<'_>) -> HookResult {
        self.note("page", call.options())
    }

    fn screen(&self, call: &ScreenCall<'_>) -> HookResult {
        self.note("screen", call.options())
    }

    fn track(&self, call: &TrackCall<'_>) -> HookResult {
        self.note("track", call.options())
    }

    fn post_track(&self, call: &TrackCall<'_>, _failures: &[ValidationResponse]) -> HookResult {
        self.note("post_track", call.options())
    }
}

#[test]
fn each_plugin_gets_its_own_entry() {
    let notes = ["first", "second", "first"].map(|id| Witness(id, Arc::default()));
    let itly = Itly::new();
    let [first, second, twin] = notes.clone();
    itly.load(Options::new().plugin(first).plugin(second).plugin(twin)).unwrap();

    let options = CallOptions::new()
        .plugin("first", Priority(1))
        .plugin("first", Priority(9))
        .plugin("second", "of another type");
    let with_options = itly.with_options(&options);
    with_options.alias("u", "p").unwrap();
    with_options.identify("u", None).unwrap();
    with_options.group("u", "g", None).unwrap();
    with_options.page("u", None, None, None).unwrap();
    with_options.screen("u", None, None).unwrap();
    with_options.track("u", &UntypedEvent::new("e")).unwrap();
    itly.track("u", &UntypedEvent::new("e")).unwrap();

    let noted = |priority| {
        vec![
            ("alias", priority),
            ("post_alias", None),
            ("identify", priority),
            ("group", priority),
            ("page", priority),
            ("screen", priority),
            ("track", priority),
            ("post_track", None),
            ("track", None),
            ("post_track", None),
        ]
    };
    let [first, second, twin] = notes.map(|witness| witness.1.lock().unwrap().clone());
    assert_eq!(first, noted(Some(Priority(9))));
    assert_eq!(second, noted(None));
    assert_eq!(twin, first);
}

#[test]
fn id_and_time_of_a_call_may_be_given() {
    let (clock, recorder, itly) = (ManualClock::new(), Recorder::new(), Itly::new());
    itly.load(Options::new().clock(clock).plugin(recorder.clone())).unwrap();
    let id = MessageId::from_bytes([7; 16]);
    let a_day_later = UNIX_EPOCH + Duration::from_millis(86_400_001);
    let before_time = UNIX_EPOCH - Duration::from_secs(1);
    for options in [
        CallOptions::new().message_id(id).time(a_day_later),
        CallOptions::new().message_id(id),
        CallOptions::new().time(before_time),
    ] {
        itly.with_options(&options).track("u", &UntypedEvent::new("e")).unwrap();
    }
    let events = recorder.all(None);
    let times: Vec<String> = events.iter().map(|event| event.stamp.time.to_string()).collect();
    assert_eq!(times, ["1970-01-02T00:00:00.001Z", "2026-01-02T03:04:05.678Z", "1970-01-01T00:00:00.000Z"]);
    let is_given: Vec<bool> = events.iter().map(|event| event.stamp.message_id == id).collect();
    assert_eq!(is_given, [true, true, false]);
}
