//! Options of one call: each plugin gets its own, and post hooks get none.

use std::sync::{Arc, Mutex};

use itly_runtime::{
    AliasCall, CallOptions, GroupCall, HookResult, IdentifyCall, Itly, Options, PageCall, Plugin, ScreenCall,
    TrackCall, UntypedEvent, ValidationResponse,
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
