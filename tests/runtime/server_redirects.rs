//! A batch follows a redirect as it is, or not at all.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Delivery, DropReason, HttpTransport, Webhook};

use crate::support::delivery::{accounts_at, flush, object, push, settings};

fn delivery(server: &ScriptedServer, clock: &ManualClock) -> Delivery {
    let webhook =
        Webhook::with_transport(server.url("/old"), HttpTransport::without_proxy()).bearer("secret");
    Delivery::with_settings(webhook, settings(clock))
}

#[test]
fn within_the_host_with_its_body_and_its_key() {
    for status in [301, 302, 307, 308] {
        let server = ScriptedServer::start([Reply::status(status).header("Location", "/new?a=b")]);
        let clock = ManualClock::new();
        let delivery = delivery(&server, &clock);
        push(&delivery, &["a"]);
        flush(&delivery, &clock);
        assert_eq!(accounts_at(&server, &delivery), [1, 1, 0, 0]);
        let requests = server.requests();
        assert_eq!((&*requests[0].path, &*requests[1].path, requests.len()), ("/old", "/new?a=b", 2));
        assert_eq!(requests[1].method, "POST");
        assert_eq!(requests[1].text(), format!("[{}]", object("a")));
        assert_eq!(requests[1].header("Authorization"), Some("Bearer secret"));
    }
}

#[test]
fn never_to_another_host() {
    let other = ScriptedServer::start([]);
    let server = ScriptedServer::start([Reply::status(308).header("Location", other.url("/events"))]);
    let clock = ManualClock::new();
    let delivery = delivery(&server, &clock);
    push(&delivery, &["a"]);
    flush(&delivery, &clock);
    assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 1);
    assert_eq!(delivery.stats().last_error.as_deref(), Some("the receiver answered with status 308"));
    assert_eq!(accounts_at(&server, &delivery), [1, 0, 1, 0]);
    assert!(other.requests().is_empty());
}

#[test]
fn not_in_a_circle() {
    let circle = std::iter::repeat_n(Reply::status(307).header("Location", "/old"), 9);
    let (server, clock) = (ScriptedServer::start(circle), ManualClock::new());
    let delivery = delivery(&server, &clock);
    push(&delivery, &["a"]);
    flush(&delivery, &clock);
    assert_eq!(server.requests().len(), 4);
    assert_eq!(accounts_at(&server, &delivery), [1, 0, 1, 0]);
}
