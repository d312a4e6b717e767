//! Every call in every state: what it answers, letter for letter.

use std::time::Duration;

use itly_runtime::{Error, Itly, Options, UntypedEvent};

const NOT_INITIALIZED: &str = "Itly is not yet initialized. Have you called `itly.load()` on app start?";
const SHUT_DOWN: &str = "Itly is shutdown. No more requests are possible.";
const ALREADY: &str = "Itly is already initialized. itly.load() should only be called once.";

/// The answer to every call but `load` and `shutdown`.
fn answers(itly: &Itly) -> Vec<Result<(), String>> {
    [
        itly.alias("u", "p"),
        itly.identify("u", None),
        itly.group("u", "g", None),
        itly.page("u", None, None, None),
        itly.screen("u", None, None),
        itly.track("u", &UntypedEvent::new("e")),
        itly.flush(Duration::ZERO).map(drop),
        itly.reset(),
    ]
    .into_iter()
    .map(|answer| answer.map_err(|error| error.to_string()))
    .collect()
}

#[test]
fn a_new_instance_is_not_initialized() {
    let itly = Itly::new();
    assert_eq!(answers(&itly), vec![Err(NOT_INITIALIZED.to_owned()); 8]);
    assert_eq!(itly.shutdown(Duration::ZERO).unwrap_err().to_string(), NOT_INITIALIZED);
}

#[test]
fn a_loaded_instance_works_until_its_shutdown() {
    let itly = Itly::new();
    itly.load(Options::new()).unwrap();
    assert_eq!(answers(&itly), vec![Ok(()); 8]);
    assert_eq!(itly.load(Options::new()).unwrap_err().to_string(), ALREADY);

    itly.shutdown(Duration::ZERO).unwrap();
    assert_eq!(answers(&itly), vec![Err(SHUT_DOWN.to_owned()); 8]);
    assert_eq!(itly.shutdown(Duration::ZERO), Err(Error::Shutdown));
    assert_eq!(itly.load(Options::new()), Err(Error::Shutdown));
}

#[test]
fn a_disabled_instance_takes_everything_for_ever() {
    let itly = Itly::new();
    itly.load(Options::new().disabled(true)).unwrap();
    for _ in 0..2 {
        assert_eq!(answers(&itly), vec![Ok(()); 8]);
        itly.shutdown(Duration::ZERO).unwrap();
    }
    assert_eq!(itly.load(Options::new()).unwrap_err().to_string(), ALREADY);
}

#[test]
fn instances_do_not_share_anything() {
    let (first, second) = (Itly::new(), Itly::new());
    first.load(Options::new()).unwrap();
    assert_eq!(second.reset(), Err(Error::NotInitialized));
    second.load(Options::new()).unwrap();
    first.shutdown(Duration::ZERO).unwrap();
    assert_eq!(second.reset(), Ok(()));
}
