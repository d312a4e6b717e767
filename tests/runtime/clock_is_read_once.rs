use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use itly_runtime::testing::Recorder;
use itly_runtime::{Clock, Itly, Options, UntypedEvent};

struct Counting(Arc<AtomicUsize>);

impl Clock for Counting {
    fn unix_time(&self) -> Duration {
        self.0.fetch_add(1, Ordering::Relaxed);
        Duration::from_millis(1_767_323_045_678)
    }

    fn now(&self) -> Instant {
        Instant::now()
    }
}

#[test]
fn id_and_time_of_a_call_are_of_one_moment_and_the_same_for_all() {
    let (reads, first, second) = (Arc::new(AtomicUsize::new(0)), Recorder::new(), Recorder::new());
    let itly = Itly::new();
    let options = Options::new().clock(Counting(Arc::clone(&reads)));
    itly.load(options.plugin(first.clone()).plugin(second.clone())).unwrap();
    itly.track("u", &UntypedEvent::new("e")).unwrap();
    itly.track("u", &UntypedEvent::new("e")).unwrap();

    assert_eq!(reads.load(Ordering::Relaxed), 2);
    assert_eq!(first.calls(), second.calls());
    let events = first.all(None);
    assert_ne!(events[0].stamp.message_id, events[1].stamp.message_id);
    for event in events {
        assert_eq!(event.stamp.time.to_string(), "2026-01-02T03:04:05.678Z");
        assert!(event.stamp.message_id.to_string().starts_with("019b7ca9-8f2e-7"));
    }
}
