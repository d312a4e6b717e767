//! A server that never answers holds up its own events, and no one's time.

use std::thread;
use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Clock, Flushed, Limits, Plugin};

use crate::support::delivery::{accounts_at, flush, let_time_pass, push, settings, webhook};

#[test]
fn a_flush_returns_by_its_deadline_and_the_events_are_sent_later() {
    let (server, clock) = (ScriptedServer::start([Reply::hang()]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c"]);
    server.wait_for_requests(1);
    let deadline = clock.now() + Duration::from_secs(5);
    thread::scope(|scope| {
        let waiting = thread::Builder::new().name("flush".to_owned());
        let flushed = waiting.spawn_scoped(scope, || delivery.flush(deadline).unwrap()).unwrap();
        clock.wait_until_parked("flush");
        clock.advance(Duration::from_secs(5));
        assert_eq!(flushed.join().unwrap(), Flushed { sent: 0, dropped: 0, pending: 3 });
    });
    assert_eq!(accounts_at(&server, &delivery), [3, 0, 0, 3]);

    server.release();
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    clock.advance(pause);
    // The worker may have sent them before it is asked to.
    assert_eq!(flush(&delivery, &clock).pending, 0);
    assert_eq!(accounts_at(&server, &delivery), [3, 3, 0, 0]);
}

#[test]
fn a_request_has_a_time_of_its_own() {
    let (server, clock) = (ScriptedServer::start([Reply::hang()]), ManualClock::new());
    let limits = Limits::new().batch_events(1).timeout(Duration::from_millis(250));
    let delivery = webhook(&server, settings(&clock).limits(limits));
    push(&delivery, &["a"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    let cause = delivery.stats().last_error.unwrap();
    assert!(cause.starts_with("the receiver did not answer in time: "), "{cause}");
    clock.advance(pause);
    let_time_pass(&delivery, &clock);
    assert_eq!(accounts_at(&server, &delivery), [1, 1, 0, 0]);
}

#[test]
fn an_answer_may_not_dribble_for_ever() {
    let (server, clock) = (ScriptedServer::start([Reply::ok().byte_by_byte()]), ManualClock::new());
    let limits = Limits::new().batch_events(1).timeout(Duration::from_millis(250));
    let delivery = webhook(&server, settings(&clock).limits(limits));
    push(&delivery, &["a"]);
    server.wait_for_requests(1);
    server.release();
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    let cause = delivery.stats().last_error.unwrap();
    assert!(cause.starts_with("the receiver did not answer in time: "), "{cause}");
    clock.advance(pause);
    let_time_pass(&delivery, &clock);
    assert_eq!(accounts_at(&server, &delivery), [1, 1, 0, 0]);
}

#[test]
fn the_events_of_another_destination_keep_flowing() {
    let (hung, healthy) = (ScriptedServer::start([Reply::hang()]), ScriptedServer::start([]));
    let clock = ManualClock::new();
    let (blocked, flowing) = (webhook(&hung, settings(&clock)), webhook(&healthy, settings(&clock)));
    push(&blocked, &["a", "b"]);
    hung.wait_for_requests(1);
    push(&flowing, &["a", "b", "c"]);
    assert_eq!(flush(&flowing, &clock).pending, 0);
    assert_eq!(accounts_at(&hung, &blocked), [2, 0, 0, 2]);
    assert_eq!(accounts_at(&healthy, &flowing), [3, 3, 0, 0]);
}
