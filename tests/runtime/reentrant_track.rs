//! A hook may call the instance that calls it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use itly_runtime::testing::Recorder;
use itly_runtime::{
    Event, HookResult, Hooks, Itly, Options, Plugin, PluginError, Properties, TrackCall, UntypedEvent,
    ValidationResponse,
};

/// Tracks an event of its own for each one that it sees, in `validate` and in `track`.
struct Echo {
    itly: Arc<Itly>,
    busy: AtomicBool,
}

impl Echo {
    fn echo(&self, name: &str) -> Result<(), PluginError> {
        if !self.busy.swap(true, Ordering::Relaxed) {
            self.itly.track("echo", &UntypedEvent::new(name).property("n", 1))?;
            self.busy.store(false, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl Plugin for Echo {
    fn id(&self) -> &str {
        "echo"
    }

    fn hooks(&self) -> Hooks {
        Hooks::VALIDATE | Hooks::TRACK
    }

    fn validate(&self, event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        if event.name() != "context" {
            self.echo("Validated")?;
        }
        Ok(None)
    }

    fn track(&self, _call: &TrackCall<'_>) -> HookResult {
        self.echo("Tracked")
    }
}

#[test]
fn calls_within_a_call_do_not_disturb_it() {
    let (recorder, itly) = (Recorder::new(), Arc::new(Itly::new()));
    let echo = Echo { itly: Arc::clone(&itly), busy: AtomicBool::new(false) };
    let options = Options::new().plugin(echo).plugin(recorder.clone());
    itly.load(options.untyped_context(Properties::from([("app", "demo")]))).unwrap();
    for _ in 0..2 {
        itly.track("u", &UntypedEvent::new("Song Played").property("title", "Hello")).unwrap();
    }

    let events: Vec<_> = recorder
        .all(None)
        .into_iter()
        .map(|event| (event.name, event.properties.map(|properties| properties.to_json()).unwrap()))
        .collect();
    let echo = r#"{"app":"demo","n":1}"#.to_owned();
    let song = r#"{"app":"demo","title":"Hello"}"#.to_owned();
    let once = [
        ("Validated".to_owned(), echo.clone()),
        ("Tracked".to_owned(), echo),
        ("Song Played".to_owned(), song),
    ];
    assert_eq!(events, [once.clone(), once].concat());
}
