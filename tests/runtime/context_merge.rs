//! The specification, section 6.

use std::sync::{Arc, Mutex};

use itly_runtime::testing::{RecordedCall, Recorder};
use itly_runtime::{
    Event, Hooks, Itly, Options, Plugin, PluginError, Properties, UntypedEvent, ValidationResponse,
};

use crate::support::song::{ProcessEnded, SongPlayed};

/// Notes what it is asked to validate.
#[derive(Clone, Default)]
struct Witness(Arc<Mutex<Vec<String>>>);

impl Plugin for Witness {
    fn id(&self) -> &str {
        "witness"
    }

    fn hooks(&self) -> Hooks {
        Hooks::VALIDATE
    }

    fn validate(&self, event: &Event<'_>) -> Result<Option<ValidationResponse>, PluginError> {
        let properties = event.properties().map(Properties::to_json);
        self.0.lock().unwrap().push(format!("{} {properties:?}", event.name()));
        Ok(None)
    }
}

fn loaded(context: Option<Properties<'_>>) -> (Itly, Recorder, Witness) {
    let (recorder, witness) = (Recorder::new(), Witness::default());
    let options = Options::new().plugin(recorder.clone()).plugin(witness.clone());
    let itly = Itly::new();
    itly.load(match context {
        Some(context) => options.untyped_context(context),
        None => options,
    })
    .unwrap();
    (itly, recorder, witness)
}

fn tracked(recorder: &Recorder) -> Vec<Option<String>> {
    recorder.all(None).iter().map(|event| event.properties.as_ref().map(Properties::to_json)).collect()
}

#[test]
fn the_context_comes_first_and_the_event_wins_in_its_place() {
    let context = Properties::from([("title", "from the context"), ("app", "demo")]);
    let (itly, recorder, witness) = loaded(Some(context));
    let event = SongPlayed::new("Hello", 5);
    itly.track("u", &event).unwrap();
    itly.track("u", &event).unwrap();

    let combined = r#"{"title":"Hello","app":"demo","rating":5}"#;
    assert_eq!(tracked(&recorder), vec![Some(combined.to_owned()); 2]);
    let validated = witness.0.lock().unwrap().clone();
    assert_eq!(
        validated[..2],
        [
            r#"context Some("{\"title\":\"from the context\",\"app\":\"demo\"}")"#,
            r#"Song Played Some("{\"title\":\"Hello\",\"rating\":5}")"#,
        ]
    );
    assert_eq!(validated[..2], validated[2..]);
}

#[test]
fn nothing_and_nothing_is_nothing() {
    let (itly, recorder, _) = loaded(None);
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    itly.track("u", &UntypedEvent::new("e").properties(Properties::new())).unwrap();
    itly.track("u", &ProcessEnded).unwrap();
    assert_eq!(tracked(&recorder), [None, Some("{}".to_owned()), None]);
}

#[test]
fn an_event_without_properties_gets_the_context() {
    let (itly, recorder, witness) = loaded(Some(Properties::from([("app", "demo")])));
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    itly.track("u", &ProcessEnded).unwrap();
    assert_eq!(tracked(&recorder), vec![Some(r#"{"app":"demo"}"#.to_owned()); 2]);
    assert_eq!(witness.0.lock().unwrap()[1], "e None");
}

#[test]
fn only_tracked_events_get_the_context() {
    let (itly, recorder, witness) = loaded(Some(Properties::from([("app", "demo")])));
    itly.identify("u", None).unwrap();
    itly.group("u", "g", Some(&Properties::new())).unwrap();
    itly.page("u", None, None, None).unwrap();
    itly.screen("u", None, None).unwrap();

    let (user_id, none) = ("u".to_owned(), None);
    let group_id = "g".to_owned();
    assert_eq!(
        recorder.calls(),
        [
            RecordedCall::Identify { user_id: user_id.clone(), properties: none.clone() },
            RecordedCall::Group { user_id: user_id.clone(), group_id, properties: Some(Properties::new()) },
            RecordedCall::Page {
                user_id: user_id.clone(),
                category: None,
                name: None,
                properties: none.clone()
            },
            RecordedCall::Screen { user_id, name: None, properties: none },
        ]
    );
    assert_eq!(
        *witness.0.lock().unwrap(),
        ["identify None", "group Some(\"{}\")", "page None", "screen None"]
    );
}
