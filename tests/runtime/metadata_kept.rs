//! What the plan says of an event reaches the plugins, also when a context is merged into it.

use std::sync::{Arc, Mutex};

use itly_runtime::testing::Recorder;
use itly_runtime::{HookResult, Itly, Options, Plugin, Properties, TrackCall, UntypedEvent, Value};

use crate::support::song::SongPlayed;

/// Keeps the metadata that it gets.
#[derive(Clone, Default)]
struct Witness(Arc<Mutex<Vec<Option<Value<'static>>>>>);

impl Plugin for Witness {
    fn id(&self) -> &str {
        "custom"
    }

    fn track(&self, call: &TrackCall<'_>) -> HookResult {
        let level = match call.event.metadata(self.id()) {
            Some(Value::Object(members)) => members.into_iter().find(|(name, _)| name == "level"),
            _ => None,
        };
        self.0.lock().unwrap().push(match level {
            Some((_, Value::Integer(level))) => Some(Value::Integer(level)),
            _ => None,
        });
        Ok(())
    }
}

#[test]
fn metadata_version_and_id_survive_the_context() {
    for context in [Properties::new(), Properties::from([("title", "x"), ("app", "demo")])] {
        let (witness, recorder, itly) = (Witness::default(), Recorder::new(), Itly::new());
        let options = Options::new().plugin(witness.clone()).plugin(recorder.clone());
        itly.load(options.untyped_context(context)).unwrap();
        itly.track("u", &SongPlayed::new("Hello", 5)).unwrap();
        itly.track("u", &UntypedEvent::new("e").metadata("custom", r#"{"level":4}"#)).unwrap();
        itly.track("u", &UntypedEvent::new("e").metadata("other", r#"{"level":4}"#)).unwrap();

        let levels = witness.0.lock().unwrap().clone();
        assert_eq!(levels, [Some(Value::Integer(3)), Some(Value::Integer(4)), None]);
        let event = &recorder.all(None)[0];
        assert_eq!(event.id.as_deref(), Some("4a1e8a2c"));
        assert_eq!(event.version.as_deref(), Some("1.2.0"));
        assert_eq!(event.metadata, [("custom".to_owned(), r#"{"level": 3}"#.to_owned())]);
    }
}
