//! A server that wants to be left alone gets its pause, and then the same batch.

use std::time::Duration;

use itly_runtime::RetryPolicy;
use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};

use crate::support::delivery::{accounts_at, flush, object, push, settings, webhook};

#[track_caller]
fn pause_for(retry_after: &str) -> Duration {
    let reply = Reply::status(429).header("Retry-After", retry_after);
    let (server, clock) = (ScriptedServer::start([reply]), ManualClock::new());
    // No retry is left: a pause that was asked for is none.
    let delivery = webhook(&server, settings(&clock).retry(RetryPolicy::new().max_retries(0)));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    assert_eq!(accounts_at(&server, &delivery), [2, 0, 0, 2]);

    clock.advance(pause - Duration::from_millis(1));
    assert_eq!(server.requests().len(), 1);
    clock.advance(Duration::from_millis(1));
    flush(&delivery, &clock);
    let bodies: Vec<String> = server.requests().iter().map(|request| request.text()).collect();
    assert_eq!(bodies, vec![format!("[{},{}]", object("a"), object("b")); 2]);
    assert_eq!((delivery.stats().attempts, delivery.stats().retries), (2, 1));
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
    pause
}

#[test]
fn for_as_many_seconds_as_it_says() {
    assert_eq!(pause_for("3"), Duration::from_secs(3));
}

#[test]
fn until_the_time_that_it_says() {
    assert_eq!(pause_for("Fri, 02 Jan 2026 03:04:15 GMT"), Duration::from_millis(9322));
}

#[test]
fn but_not_for_hours() {
    assert_eq!(pause_for("86400"), Duration::from_secs(300));
}
