//! A server that does not accept the key gets nothing more, and nothing is lost for it.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Clock, DeliveryState, DropReason, Flushed, HttpTransport, Plugin, Webhook};

use crate::support::delivery::{accounts_at, flush, push, settings, webhook};

#[test]
fn one_request_and_the_events_are_kept() {
    for status in [401, 402, 403] {
        let (server, clock) = (ScriptedServer::start([Reply::status(status)]), ManualClock::new());
        let delivery = webhook(&server, settings(&clock));
        push(&delivery, &["a", "b", "c"]);
        // No flush waits for what can't come: the clock does not move.
        assert_eq!(flush(&delivery, &clock), Flushed { sent: 0, dropped: 0, pending: 3 });
        assert_eq!(flush(&delivery, &clock), Flushed { sent: 0, dropped: 0, pending: 3 });
        assert_eq!(server.requests().len(), 1);
        assert_eq!(delivery.stats().state, DeliveryState::Open);
        assert_eq!(accounts_at(&server, &delivery), [3, 0, 0, 3]);

        let pause = clock.wait_until_parked("itly-webhook").unwrap();
        assert!(pause >= Duration::from_secs(60), "{pause:?}");
        clock.advance(pause);
        assert_eq!(flush(&delivery, &clock).pending, 0);
        assert_eq!(accounts_at(&server, &delivery), [3, 3, 0, 0]);
    }
}

#[test]
fn another_key_is_tried_at_once() {
    let (server, clock) = (ScriptedServer::start([Reply::status(401)]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    let other = Webhook::with_transport(server.url("/events"), HttpTransport::without_proxy());
    delivery.reconfigure(other.bearer("right"));
    assert_eq!(flush(&delivery, &clock).pending, 0);
    assert_eq!(server.requests()[1].header("authorization"), Some("Bearer right"));
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
}

#[test]
fn a_shutdown_counts_what_it_leaves() {
    let (server, clock) = (ScriptedServer::start([Reply::status(401)]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c"]);
    let flushed = delivery.shutdown(clock.now() + Duration::from_secs(30)).unwrap();
    assert_eq!(flushed, Flushed { sent: 0, dropped: 3, pending: 0 });
    assert_eq!(delivery.stats().dropped.of(DropReason::Shutdown), 3);
    assert_eq!(accounts_at(&server, &delivery), [3, 0, 3, 0]);
}
