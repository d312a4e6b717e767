//! An answer that comes slowly is waited for, and counts once.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};

use crate::support::delivery::{accounts_at, flush, push, settings, webhook};

#[test]
fn byte_by_byte() {
    let reply = Reply::ok().body("{\"taken\":2}").byte_by_byte();
    let (server, clock) = (ScriptedServer::start([reply]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c"]);
    server.wait_for_requests(1);
    for _ in 1.."{\"taken\":2}".len() {
        server.release();
    }
    assert_eq!(accounts_at(&server, &delivery), [3, 0, 0, 3]);

    server.release();
    flush(&delivery, &clock);
    assert_eq!((server.requests().len(), delivery.stats().retries), (2, 0));
    assert_eq!(accounts_at(&server, &delivery), [3, 3, 0, 0]);
}
