//! A server that refuses the TLS handshake gets no event; they wait for one that does not.

use itly_runtime::testing::{ManualClock, ScriptedServer};
use itly_runtime::{Delivery, HttpTransport, Webhook};

use crate::support::delivery::{accounts_at, flush, push, settings};

#[test]
fn the_events_wait_until_the_address_is_right() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let at = |url: String| Webhook::with_transport(url, HttpTransport::without_proxy());
    let delivery = Delivery::with_settings(at(server.tls_url("/events")), settings(&clock));
    push(&delivery, &["a", "b"]);
    while delivery.stats().last_error.is_none() {
        std::thread::yield_now();
    }
    let cause = delivery.stats().last_error.unwrap();
    assert!(cause.starts_with("the connection to the receiver failed: "), "{cause}");
    assert!(cause.to_lowercase().contains("alert"), "{cause}");
    assert_eq!(accounts_at(&server, &delivery), [2, 0, 0, 2]);

    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    delivery.reconfigure(at(server.url("/events")));
    clock.advance(pause);
    flush(&delivery, &clock);
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
}
