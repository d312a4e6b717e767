//! A shutdown sends what it can, counts the rest, and is over by its deadline.

use std::thread;
use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Clock, DropReason, Flushed, Plugin};

use crate::support::delivery::{accounts_at, message, push, settings, webhook};

#[test]
fn a_healthy_server_gets_everything() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c"]);
    let deadline = clock.now() + Duration::from_secs(5);
    let flushed = delivery.shutdown(deadline).unwrap();
    assert_eq!(accounts_at(&server, &delivery), [3, 3, 0, 0]);
    assert_eq!(flushed.pending + flushed.dropped, 0);

    assert_eq!(delivery.push(&message("d")), Err(DropReason::Shutdown));
    assert_eq!(delivery.shutdown(deadline).unwrap(), Flushed::default());
    assert_eq!(delivery.flush(deadline).unwrap(), Flushed::default());
    assert_eq!(accounts_at(&server, &delivery), [4, 3, 1, 0]);
}

#[test]
fn a_hung_server_costs_its_events_and_no_time() {
    let (server, clock) = (ScriptedServer::start([Reply::hang()]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c"]);
    server.wait_for_requests(1);
    let deadline = clock.now() + Duration::from_secs(5);
    thread::scope(|scope| {
        let waiting = thread::Builder::new().name("shutdown".to_owned());
        let flushed = waiting.spawn_scoped(scope, || delivery.shutdown(deadline).unwrap()).unwrap();
        clock.wait_until_parked("shutdown");
        assert_eq!(delivery.push(&message("d")), Err(DropReason::Shutdown));
        clock.advance(Duration::from_secs(5));
        assert_eq!(flushed.join().unwrap(), Flushed { sent: 0, dropped: 3, pending: 0 });
    });
    assert_eq!(delivery.stats().dropped.of(DropReason::Shutdown), 4);
    assert_eq!(accounts_at(&server, &delivery), [4, 0, 4, 0]);

    // What the request comes to in the end is not counted a second time.
    server.release();
    while delivery.stats().attempts == 0 {
        thread::yield_now();
    }
    assert_eq!(accounts_at(&server, &delivery), [4, 0, 4, 0]);
}

#[test]
fn a_pause_beyond_the_deadline_is_not_waited_for() {
    let reply = Reply::status(429).header("Retry-After", "60");
    let (server, clock) = (ScriptedServer::start([reply]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    assert_eq!(clock.wait_until_parked("itly-webhook"), Some(Duration::from_secs(60)));
    let deadline = clock.now() + Duration::from_secs(5);
    assert_eq!(delivery.shutdown(deadline).unwrap(), Flushed { sent: 0, dropped: 2, pending: 0 });
    assert_eq!(server.requests().len(), 1);
    assert_eq!(accounts_at(&server, &delivery), [2, 0, 2, 0]);
}
