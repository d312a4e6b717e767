//! What a webhook receives.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Delivery, DropReason, HttpTransport, Webhook};

use crate::support::delivery::{accounts, accounts_at, flush, object, push, settings, webhook};

#[test]
fn a_json_array_with_the_headers_that_were_set() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let webhook = Webhook::with_transport(server.url("/in?source=a"), HttpTransport::without_proxy())
        .bearer("secret")
        .header("X-Source", "billing");
    assert!(!format!("{webhook:?}").contains("secret"));
    let delivery = Delivery::with_settings(webhook, settings(&clock));
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);

    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!((&*request.method, &*request.path), ("POST", "/in?source=a"));
    let mut headers = request.headers.clone();
    headers.retain(|(name, _)| name != "host");
    headers.sort();
    let expected = [
        ("accept", "*/*"),
        ("accept-encoding", "gzip"),
        ("authorization", "Bearer secret"),
        ("content-length", &*request.body.len().to_string()),
        ("content-type", "application/json"),
        ("user-agent", "itly-runtime/0.1.0"),
        ("x-source", "billing"),
    ];
    assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(request.text(), format!("[{},{}]", object("a"), object("b")));
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
}

#[test]
fn one_connection_for_many_batches() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c", "d", "e"]);
    flush(&delivery, &clock);
    let connections: Vec<usize> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0, 0]);
    assert_eq!(accounts_at(&server, &delivery), [5, 5, 0, 0]);
}

#[test]
fn a_compressed_answer_is_as_good() {
    // gzip of `{}`
    let body = [31, 139, 8, 0, 0, 0, 0, 0, 0, 255, 171, 174, 5, 0, 67, 191, 166, 163, 2, 0, 0, 0];
    let reply = Reply::ok().header("Content-Encoding", "gzip").body(body);
    let (server, clock) = (ScriptedServer::start([reply]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b", "c"]);
    flush(&delivery, &clock);
    assert_eq!(server.requests().len(), 2);
    assert_eq!(accounts_at(&server, &delivery), [3, 3, 0, 0]);
}

#[test]
fn a_malformed_url_is_no_reason_to_try_for_hours() {
    let clock = ManualClock::new();
    let webhook = Webhook::with_transport("no url", HttpTransport::without_proxy());
    let delivery = Delivery::with_settings(webhook, settings(&clock));
    push(&delivery, &["a"]);
    flush(&delivery, &clock);
    assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 1);
    let cause = delivery.stats().last_error.unwrap();
    assert!(cause.starts_with("the request can't be sent; check the URL and the headers: "), "{cause}");
    assert_eq!(accounts(&delivery), [1, 0, 1, 0]);
}
