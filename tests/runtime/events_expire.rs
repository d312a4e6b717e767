//! An event that has waited too long is dropped, whatever its attempts.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Clock, DropReason, RetryPolicy, Timestamp};

use crate::support::delivery::{accounts, flush, message, object, push, settings, webhook};

#[test]
fn at_the_next_attempt_after_its_time() {
    let (server, clock) = (ScriptedServer::start([Reply::status(503)]), ManualClock::new());
    let retry = RetryPolicy::new().max_age(Duration::from_secs(60));
    let delivery = webhook(&server, settings(&clock).retry(retry));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    clock.wait_until_parked("itly-webhook").unwrap();
    clock.advance(Duration::from_secs(61));
    push(&delivery, &["c"]);
    flush(&delivery, &clock);
    assert_eq!(delivery.stats().dropped.of(DropReason::Expired), 2);
    assert_eq!(accounts(&delivery), [3, 1, 2, 0]);
    let bodies: Vec<String> = server.requests().iter().map(|request| request.text()).collect();
    assert_eq!(bodies, [format!("[{},{}]", object("a"), object("b")), format!("[{}]", object("c"))]);
}

#[test]
fn each_by_its_own_time_however_long_its_block_took_to_fill() {
    let busy = Reply::status(429).header("Retry-After", "90");
    let (server, clock) = (ScriptedServer::start([busy]), ManualClock::new());
    let retry = RetryPolicy::new().max_age(Duration::from_secs(60));
    let delivery = webhook(&server, settings(&clock).retry(retry));
    let push = |user| {
        let mut message = message(user);
        message.stamp.time = Timestamp::from(clock.unix_time());
        delivery.push(&message).unwrap();
    };
    ["a", "b"].into_iter().for_each(push);
    server.wait_for_requests(1);
    clock.wait_until_parked("itly-webhook").unwrap();
    push("c");
    clock.advance(Duration::from_secs(59));
    push("d");
    clock.advance(Duration::from_secs(31));
    flush(&delivery, &clock);
    assert_eq!(delivery.stats().dropped.of(DropReason::Expired), 3);
    assert_eq!(accounts(&delivery), [4, 1, 3, 0]);
    let sent = server.requests()[1].text();
    assert!(sent.contains("\"userId\":\"d\"") && !sent.contains("\"userId\":\"c\""), "{sent}");
}
