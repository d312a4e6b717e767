//! Segment says 200 also to what it throws away, and RudderStack has its own words: nothing is lost uncounted with either.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    Delivery, DeliverySettings, DeliveryState, DropReason, HttpTransport, Itly, Options, RudderStack,
    Segment, UntypedEvent,
};

use crate::support::delivery::{accounts, flush, push, settings};

fn destination(server: &ScriptedServer) -> Segment {
    Segment::with_transport("key", HttpTransport::without_proxy()).host(&server.url(""))
}

fn segment(server: &ScriptedServer, clock: &ManualClock) -> Delivery {
    Delivery::with_settings(destination(server), settings(clock))
}

fn rudderstack(server: &ScriptedServer, clock: &ManualClock) -> Delivery {
    let destination = RudderStack::with_transport("key", HttpTransport::without_proxy());
    Delivery::with_settings(destination.host(&server.url("")), settings(clock))
}

fn start(script: impl IntoIterator<Item = Reply>) -> (ScriptedServer, ManualClock) {
    (ScriptedServer::start(script), ManualClock::new())
}

#[test]
fn what_would_be_thrown_away_is_not_sent() {
    for make in [segment, rudderstack] {
        let ((server, clock), itly) = (start([]), Itly::new());
        let delivery = make(&server, &clock);
        itly.load(Options::new().clock(clock.clone()).plugin(delivery.clone())).unwrap();
        itly.track("", &UntypedEvent::new("nobody's")).unwrap();
        itly.track("user-1", &UntypedEvent::new("long").property("text", "x".repeat(32 * 1024))).unwrap();
        itly.group("user-1", "", None).unwrap();
        itly.track("user-1", &UntypedEvent::new("sound")).unwrap();
        flush(&delivery, &clock);
        assert_eq!(server.requests().len(), 1);
        let dropped = delivery.stats().dropped;
        assert_eq!((dropped.of(DropReason::Invalid), dropped.of(DropReason::TooLarge)), (2, 1));
        assert_eq!(accounts(&delivery), [4, 1, 3, 0]);
    }
}

#[test]
fn no_batch_is_larger_than_segment_takes() {
    let (server, clock) = start([]);
    let delivery =
        Delivery::with_settings(destination(&server), DeliverySettings::new().clock(clock.clone()));
    for _ in 0..3000 {
        push(&delivery, &["a"]);
    }
    flush(&delivery, &clock);
    let requests = server.requests();
    assert!(requests.len() > 1);
    for request in requests {
        assert!(request.body.len() <= 500_000, "{}", request.body.len());
        assert!(request.text().matches("messageId").count() <= 2500);
    }
    assert_eq!(accounts(&delivery), [3000, 3000, 0, 0]);
}

#[test]
fn a_limit_of_the_rate_ends_when_segment_says_so() {
    // Ten seconds after the time that the clock shows.
    let (server, clock) = start([Reply::status(429).header("X-RateLimit-Reset", "1767323055")]);
    let delivery = segment(&server, &clock);
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-segment").unwrap();
    assert_eq!(pause, Duration::from_millis(9_322));
    assert_eq!(accounts(&delivery), [2, 0, 0, 2]);
    clock.advance(pause);
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
}

#[test]
fn too_large_a_batch_is_halved_and_a_bad_one_searched() {
    for make in [segment, rudderstack] {
        let (server, clock) = start([413, 400, 200].map(Reply::status));
        let delivery = make(&server, &clock);
        push(&delivery, &["a", "b"]);
        flush(&delivery, &clock);
        assert_eq!(server.requests().len(), 3);
        assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 1);
        assert_eq!(accounts(&delivery), [2, 1, 1, 0]);
    }
}

#[test]
fn a_wrong_key_or_a_disabled_source_stops_the_destination() {
    let cases = [(segment as fn(&_, &_) -> Delivery, 401), (rudderstack, 401), (rudderstack, 404)];
    for (make, status) in cases {
        let (server, clock) = start([Reply::status(status)]);
        let delivery = make(&server, &clock);
        push(&delivery, &["a", "b"]);
        flush(&delivery, &clock);
        flush(&delivery, &clock);
        assert_eq!((server.requests().len(), delivery.stats().state), (1, DeliveryState::Open));
        assert_eq!(accounts(&delivery), [2, 0, 0, 2]);
    }
}
