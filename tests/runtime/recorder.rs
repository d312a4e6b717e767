//! The plugin for tests.

use itly_runtime::testing::{RecordedCall, Recorder};
use itly_runtime::{Itly, Options, Properties, UntypedEvent};

use crate::support::song::SongPlayed;

fn recorded() -> Recorder {
    let (recorder, itly) = (Recorder::new(), Itly::new());
    let context = Properties::from([("app", "demo")]);
    itly.load(Options::new().plugin(recorder.clone()).untyped_context(context)).unwrap();
    itly.track("u-1", &SongPlayed::new("He\"llo", 5)).unwrap();
    itly.track("u-2", &SongPlayed { title: "Bye", rating: 1, volume: Some(2.0) }).unwrap();
    itly.track("u-1", &UntypedEvent::new("Song Played").version("9.0.0")).unwrap();
    itly.alias("u-1", "anon").unwrap();
    recorder
}

#[test]
fn events_come_back_as_the_types_they_had() {
    let recorder = recorded();
    let (first, second) =
        (SongPlayed::new("He\"llo", 5), SongPlayed { title: "Bye", rating: 1, volume: Some(2.0) });
    assert_eq!(recorder.of_type::<SongPlayed<'_>>(Some("u-2")), [second]);
    assert_eq!(recorder.first_of_type::<SongPlayed<'_>>(None), Some(first));
    assert_eq!(recorder.of_type::<SongPlayed<'_>>(None).len(), 2);
    assert_eq!(recorder.first_of_type::<SongPlayed<'_>>(Some("u-3")), None);
}

#[test]
fn all_and_reset() {
    let recorder = recorded();
    let names = |user_id| recorder.all(user_id).into_iter().map(|event| event.name).collect::<Vec<_>>();
    assert_eq!(names(None), ["Song Played"; 3]);
    assert_eq!(names(Some("u-1")), ["Song Played"; 2]);
    let alias = RecordedCall::Alias { user_id: "u-1".to_owned(), previous_id: "anon".to_owned() };
    assert_eq!(recorder.calls()[3], alias);
    recorder.reset();
    recorder.assert_nothing_recorded();
}

#[test]
fn assertions_look_at_the_properties() {
    let recorder = recorded();
    recorder.assert_tracked("u-2", &SongPlayed { title: "Bye", rating: 1, volume: Some(2.0) });
    recorder.assert_tracked("u-2", &UntypedEvent::new("Song Played").property("app", "demo"));
    recorder.assert_not_tracked("Song Paused");
}

#[test]
#[should_panic(
    expected = "`Song Played` with {\"title\":\"Bye\",\"rating\":2} was not tracked for `u-2`; tracked events:\n  \
                           `Song Played` for `u-1` with {\"app\":\"demo\",\"title\":\"He\\\"llo\",\"rating\":5}\n"
)]
fn a_failed_assertion_shows_what_there_is() {
    recorded().assert_tracked("u-2", &SongPlayed::new("Bye", 2));
}

#[test]
#[should_panic(expected = "`Song Played` was tracked")]
fn an_event_that_must_not_be_there() {
    recorded().assert_not_tracked("Song Played");
}

#[test]
#[should_panic(expected = "calls were recorded: [")]
fn a_call_that_must_not_be_there() {
    recorded().assert_nothing_recorded();
}
