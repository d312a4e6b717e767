//! A server that is down for an hour: nothing is lost, and it is not asked more often than is decent.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Clock, DeliveryState};

use crate::support::delivery::{accounts_at, flush, push, settings, webhook};

#[test]
fn an_hour_costs_few_requests_and_no_event() {
    let script = std::iter::repeat_n(Reply::status(503), 10_000);
    let (server, clock) = (ScriptedServer::start(script), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    let start = clock.now();
    for number in 0..200 {
        push(&delivery, &[&number.to_string()]);
    }
    // Nothing is left of a pause that was slept through and that the thread has not noticed yet.
    let next_pause = || loop {
        match clock.wait_until_parked("itly-webhook") {
            Some(pause) if !pause.is_zero() => return pause,
            _ => std::thread::yield_now(),
        }
    };
    let mut pause = next_pause();
    while clock.now() - start < Duration::from_secs(3600) {
        clock.advance(pause);
        pause = next_pause();
    }
    let asked = server.requests().len();
    assert!(asked < 30, "{asked} requests");
    assert_eq!(accounts_at(&server, &delivery), [200, 0, 0, 200]);
    assert_eq!(delivery.stats().state, DeliveryState::Open);

    server.play([]);
    clock.advance(pause);
    flush(&delivery, &clock);
    assert_eq!(accounts_at(&server, &delivery), [200, 200, 0, 0]);
}
