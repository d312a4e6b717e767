//! `on_validation_error`: once for each invalid call, before the caller gets its error.

use std::sync::{Arc, Mutex};

use itly_runtime::{Error, Hooks, Itly, Options, Properties, ValidationOptions};

use crate::support::probe::{Probe, song};
use crate::support::transcript::Transcript;

#[test]
fn it_gets_the_event_and_the_failed_responses() {
    let calls = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&calls);
    let itly = Itly::new();
    itly.load(
        Options::new()
            .plugin(Probe::new("one").with_hooks(Hooks::VALIDATE))
            .plugin(Probe::new("two").with_hooks(Hooks::VALIDATE))
            .on_validation_error(move |event, failures| {
                let plugins: Vec<_> = failures.iter().map(|failure| failure.plugin_id().to_owned()).collect();
                noted.lock().unwrap().push((event.name().to_owned(), plugins));
            }),
    )
    .unwrap();
    itly.track("u", &song("n", 1)).unwrap();
    itly.track("u", &song("invalid", 1)).unwrap_err();
    itly.identify("u", Some(&Properties::from([("invalid", 1)]))).unwrap_err();

    let plugins = vec!["one".to_owned(), "two".to_owned()];
    assert_eq!(
        *calls.lock().unwrap(),
        [("Song Played".to_owned(), plugins.clone()), ("identify".to_owned(), plugins)]
    );
}

#[test]
fn it_is_called_even_if_nobody_else_is_told() {
    let calls = Arc::new(Mutex::new(0));
    let noted = Arc::clone(&calls);
    let itly = Itly::new();
    let options = Options::new().validation(ValidationOptions::new()).plugin(Probe::new("one"));
    itly.load(options.on_validation_error(move |_, _| *noted.lock().unwrap() += 1)).unwrap();
    itly.track("u", &song("invalid", 1)).unwrap();
    assert_eq!(*calls.lock().unwrap(), 1);
}

#[test]
fn a_panic_of_it_is_logged() {
    let (transcript, itly) = (Transcript::default(), Itly::new());
    let options = Options::new().plugin(Probe::new("one").with_hooks(Hooks::VALIDATE));
    itly.load(options.logger(transcript.clone()).on_validation_error(|_, _| panic!("no"))).unwrap();
    assert!(matches!(itly.track("u", &song("invalid", 1)), Err(Error::Invalid(_))));
    assert_eq!(
        transcript.lines().last().map(String::as_str),
        Some("E [itly-core] Error in on_validation_error(). no")
    );
}
