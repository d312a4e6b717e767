//! An event that has waited too long is dropped, whatever its attempts.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{DropReason, RetryPolicy};

use crate::support::delivery::{accounts, flush, object, push, settings, webhook};

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
