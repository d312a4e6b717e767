//! What Amplitude says of single events, users and keys is heeded, and every event has one end.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Amplitude, Delivery, DeliveryState, DropReason, HttpTransport, Limits};

use crate::support::delivery::{accounts, flush, push, settings};

/// A delivery to Amplitude at `server`, in batches of four.
fn amplitude(server: &ScriptedServer, clock: &ManualClock) -> Delivery {
    let amplitude = Amplitude::with_transport("key", HttpTransport::without_proxy())
        .host(server.url(""))
        .min_id_length(1);
    let limits = Limits::new().batch_events(4);
    Delivery::with_settings(amplitude, settings(clock).limits(limits))
}

/// The users of the events in each request.
fn users(server: &ScriptedServer) -> Vec<String> {
    let users = |text: String| {
        text.split("\"user_id\":\"").skip(1).map(|part| part[..1].to_owned()).collect::<String>()
    };
    server.requests().iter().map(|request| users(request.text())).collect()
}

fn start(script: impl IntoIterator<Item = Reply>) -> (ScriptedServer, ManualClock) {
    (ScriptedServer::start(script), ManualClock::new())
}

#[test]
fn events_that_are_named_are_dropped_and_the_others_sent_again_at_once() {
    let reply = r#"{"code":400,"error":"Bad events","events_with_invalid_fields":{"time":[1]},"silenced_events":[3]}"#;
    let again = r#"{"code":400,"error":"Bad events","events_with_missing_fields":{"event_type":[0]}}"#;
    let (server, clock) = start([Reply::status(400).body(reply), Reply::status(400).body(again)]);
    let delivery = amplitude(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    assert_eq!(users(&server), ["abcd", "ac", "c"]);
    assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 3);
    assert_eq!(accounts(&delivery), [4, 1, 3, 0]);
}

#[test]
fn what_nobody_names_is_found_by_halving() {
    let (server, clock) = start([400, 200, 400, 200, 400].map(Reply::status));
    let delivery = amplitude(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    assert_eq!(users(&server), ["abcd", "ab", "cd", "c", "d"]);
    assert_eq!(accounts(&delivery), [4, 3, 1, 0]);
}

#[test]
fn users_that_send_too_many_wait_and_the_others_do_not() {
    let reply = r#"{"code":429,"error":"Too many requests","eps_threshold":30,"throttled_users":{"b":31},
        "exceeded_daily_quota_users":{"c":500001}}"#;
    let (server, clock) = start([Reply::status(429).body(reply)]);
    let delivery = amplitude(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    server.wait_for_requests(2);
    assert_eq!(clock.wait_until_parked("itly-amplitude"), Some(Duration::from_secs(30)));
    assert_eq!(users(&server), ["abcd", "ad"]);
    assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 1);
    assert_eq!(accounts(&delivery), [4, 2, 1, 1]);
    clock.advance(Duration::from_secs(30));
    server.wait_for_requests(3);
    flush(&delivery, &clock);
    assert_eq!(users(&server), ["abcd", "ad", "b"]);
    assert_eq!(accounts(&delivery), [4, 3, 1, 0]);
}

#[test]
fn when_nobody_is_named_all_wait() {
    let (server, clock) = start([Reply::status(429)]);
    let delivery = amplitude(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    server.wait_for_requests(1);
    assert_eq!(clock.wait_until_parked("itly-amplitude"), Some(Duration::from_secs(30)));
    assert_eq!(delivery.stats().state, DeliveryState::RateLimited);
    assert_eq!(accounts(&delivery), [4, 0, 0, 4]);
    clock.advance(Duration::from_secs(30));
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [4, 4, 0, 0]);
}

#[test]
fn a_wrong_key_stops_the_destination_and_a_right_one_starts_it_again() {
    let reply = r#"{"code":400,"error":"Invalid API key: key"}"#;
    let (server, clock) = start([Reply::status(400).body(reply)]);
    let delivery = amplitude(&server, &clock);
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    push(&delivery, &["c"]);
    flush(&delivery, &clock);
    assert_eq!((users(&server), delivery.stats().state), (vec!["ab".to_owned()], DeliveryState::Open));
    assert_eq!(accounts(&delivery), [3, 0, 0, 3]);
    let right = Amplitude::with_transport("right", HttpTransport::without_proxy());
    delivery.reconfigure(right.host(server.url("")).min_id_length(1));
    flush(&delivery, &clock);
    assert!(server.requests()[1].text().starts_with(r#"{"api_key":"right","#));
    assert_eq!(accounts(&delivery), [3, 3, 0, 0]);
}

#[test]
fn too_large_a_batch_is_halved_and_too_large_an_event_dropped() {
    let (server, clock) = start([413, 413, 200, 413].map(Reply::status));
    let delivery = amplitude(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    // What was too large tells how large a batch may be: two events are too many from now on.
    assert_eq!(users(&server), ["abcd", "ab", "c", "a", "b", "d"]);
    assert_eq!(delivery.stats().dropped.of(DropReason::TooLarge), 1);
    assert_eq!(accounts(&delivery), [4, 3, 1, 0]);
}

#[test]
fn what_amplitude_would_lose_is_dropped_and_counted_before_it_is_sent() {
    let (server, clock) = start([]);
    let destination =
        Amplitude::with_transport("key", HttpTransport::without_proxy()).host(server.url("")).batch_api();
    let delivery = Delivery::with_settings(destination, settings(&clock));
    push(&delivery, &["", "null", "four", "user-1"]);
    flush(&delivery, &clock);
    assert_eq!(users(&server), ["u"]);
    assert_eq!(server.requests()[0].path, "/batch");
    assert_eq!(delivery.stats().dropped.of(DropReason::Invalid), 3);
    assert_eq!(accounts(&delivery), [4, 1, 3, 0]);
}
