//! A server in trouble is tried again as often as the policy says; one that refuses is not.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{DeliveryState, DropReason, RetryPolicy};

use crate::support::delivery::{accounts_at, flush, object, push, settings, webhook};

#[test]
fn three_retries_are_four_requests() {
    for status in [500, 502, 503, 504, 408] {
        let script = std::iter::repeat_n(Reply::status(status), 9);
        let (server, clock) = (ScriptedServer::start(script), ManualClock::new());
        let delivery = webhook(&server, settings(&clock).retry(RetryPolicy::new().max_retries(3)));
        push(&delivery, &["a", "b"]);
        let mut pauses = Duration::ZERO;
        for count in 1..=3 {
            server.wait_for_requests(count);
            let pause = clock.wait_until_parked("itly-webhook").unwrap();
            assert!(pause >= Duration::from_millis(100));
            pauses += pause;
            clock.advance(pause);
        }
        flush(&delivery, &clock);
        assert!(pauses <= Duration::from_secs(15));
        let bodies: Vec<String> = server.requests().iter().map(|request| request.text()).collect();
        assert_eq!(bodies, vec![format!("[{},{}]", object("a"), object("b")); 4]);
        assert_eq!(delivery.stats().dropped.of(DropReason::RetryExhausted), 2);
        let cause = format!("the receiver answered with status {status}");
        assert_eq!(delivery.stats().last_error, Some(cause));
        assert_eq!(accounts_at(&server, &delivery), [2, 0, 2, 0]);
    }
}

#[test]
fn the_events_behind_pass_what_failed() {
    let (server, clock) = (ScriptedServer::start([Reply::status(500)]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c", "d"]);
    server.wait_for_requests(2);
    clock.advance(clock.wait_until_parked("itly-webhook").unwrap());
    flush(&delivery, &clock);
    let bodies: Vec<String> = server.requests().iter().map(|request| request.text()).collect();
    let first = format!("[{},{}]", object("a"), object("b"));
    assert_eq!(bodies, [first.clone(), format!("[{},{}]", object("c"), object("d")), first]);
    assert_eq!(accounts_at(&server, &delivery), [4, 4, 0, 0]);
}

#[test]
fn ordered_events_wait_for_what_failed() {
    let (server, clock) = (ScriptedServer::start([Reply::status(500)]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock).ordered(true));
    push(&delivery, &["a", "b", "c", "d", "e"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    assert_eq!(delivery.stats().state, DeliveryState::Backoff);
    clock.advance(pause);
    flush(&delivery, &clock);
    let bodies: Vec<String> = server.requests().iter().skip(1).map(|request| request.text()).collect();
    assert_eq!(
        bodies,
        [
            format!("[{},{}]", object("a"), object("b")),
            format!("[{},{}]", object("c"), object("d")),
            format!("[{}]", object("e")),
        ]
    );
    assert_eq!(accounts_at(&server, &delivery), [5, 5, 0, 0]);
}

#[test]
fn a_refusal_is_final() {
    for status in [404, 410, 501, 505] {
        let (server, clock) = (ScriptedServer::start([Reply::status(status)]), ManualClock::new());
        let delivery = webhook(&server, settings(&clock));
        push(&delivery, &["a", "b"]);
        flush(&delivery, &clock);
        assert_eq!(server.requests().len(), 1);
        assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 2);
        assert_eq!(accounts_at(&server, &delivery), [2, 0, 2, 0]);
    }
}
