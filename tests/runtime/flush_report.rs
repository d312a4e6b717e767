//! What `flush` and `shutdown` tell, and by when.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use itly_runtime::{Clock, Flushed, Hooks, Itly, Options, Plugin, PluginError};

use crate::support::probe::{Behaviour, Probe};

#[test]
fn the_numbers_of_all_plugins_are_added_up() {
    let itly = Itly::new();
    let options = Options::new()
        .plugin(Probe::new("one"))
        .plugin(Probe::new("bare").with_hooks(Hooks::NONE))
        .plugin(Probe::new("broken").with_hooks(Hooks::FLUSH).that(Behaviour::Fails))
        .plugin(Probe::new("two"));
    itly.load(options).unwrap();
    let report = itly.flush(Duration::from_secs(5)).unwrap();
    let flushed = Flushed { sent: 3, dropped: 1, pending: 2 };
    assert_eq!(
        report.plugins().collect::<Vec<_>>(),
        [("one", Some(flushed)), ("broken", None), ("two", Some(flushed))]
    );
    assert_eq!(report.total(), Flushed { sent: 6, dropped: 2, pending: 4 });
    assert!(!report.is_complete());
    assert!(itly.shutdown(Duration::from_secs(5)).unwrap().is_complete());
}

/// A clock that stands still.
struct Still(Instant);

impl Clock for Still {
    fn unix_time(&self) -> Duration {
        Duration::ZERO
    }

    fn now(&self) -> Instant {
        self.0
    }
}

type Note = (&'static str, &'static str, Option<Instant>);

/// Notes its calls.
#[derive(Clone)]
struct Witness(&'static str, Arc<Mutex<Vec<Note>>>);

impl Plugin for Witness {
    fn id(&self) -> &str {
        self.0
    }

    fn request_flush(&self) {
        self.1.lock().unwrap().push((self.0, "request", None));
    }

    fn flush(&self, deadline: Instant) -> Result<Flushed, PluginError> {
        self.1.lock().unwrap().push((self.0, "flush", Some(deadline)));
        Ok(Flushed::default())
    }
}

#[test]
fn all_start_before_the_first_is_waited_for_and_share_one_deadline() {
    let calls = Arc::default();
    let now = Instant::now();
    let itly = Itly::new();
    let witness = |id| Witness(id, Arc::clone(&calls));
    itly.load(Options::new().clock(Still(now)).plugin(witness("one")).plugin(witness("two"))).unwrap();
    itly.flush(Duration::from_secs(5)).unwrap();
    let deadline = Some(now + Duration::from_secs(5));
    assert_eq!(
        *calls.lock().unwrap(),
        [
            ("one", "request", None),
            ("two", "request", None),
            ("one", "flush", deadline),
            ("two", "flush", deadline)
        ]
    );
}

#[test]
fn an_endless_time_out_is_no_mistake() {
    let itly = Itly::new();
    itly.load(Options::new().plugin(Probe::new("one"))).unwrap();
    assert_eq!(itly.flush(Duration::MAX).unwrap().total().sent, 3);
}
