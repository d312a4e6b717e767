//! How events get to a Snowplow collector, and what its answers lead to.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    Delivery, DropReason, HttpTransport, Itly, Limits, Message, MessageKind, Snowplow, UntypedEvent,
};
use serde_json::Value as Json;

use crate::support::delivery::{accounts, flush, message, push, settings};
use crate::support::snowplow::{Fields, event_of_query, events};

fn tracker(server: &ScriptedServer) -> Snowplow {
    Snowplow::with_transport(server.url("/"), HttpTransport::without_proxy())
        .vendor("com.acme")
        .header("X-Source", "billing")
}

/// Tracks whose name can be that of a schema.
fn push_views(delivery: &Delivery, users: &[&str]) {
    for user in users {
        let mut message = message(user);
        message.kind = MessageKind::Screen;
        delivery.push(&message).unwrap();
    }
}

fn posted(server: &ScriptedServer) -> Vec<Vec<Fields>> {
    let bodies = server.requests().into_iter().map(|request| serde_json::from_slice(&request.body));
    bodies.map(|body: Result<Json, _>| events(&body.unwrap())).collect()
}

fn of_each<'a>(requests: &'a [Vec<Fields>], key: &str) -> Vec<Vec<&'a str>> {
    let of_request =
        |events: &'a Vec<Fields>| events.iter().map(|event| event[key].as_str().unwrap()).collect();
    requests.iter().map(of_request).collect()
}

#[test]
fn an_attempt_has_its_own_time_and_nothing_else() {
    let (server, clock) = (ScriptedServer::start([Reply::status(500)]), ManualClock::new());
    let delivery = Delivery::with_settings(tracker(&server), settings(&clock));
    push_views(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-snowplow").unwrap();
    clock.advance(pause);
    flush(&delivery, &clock);
    let mut requests = posted(&server);
    let sent_at = 1_767_323_045_678 + u64::try_from(pause.as_millis()).unwrap();
    assert_eq!(of_each(&requests, "stm"), [vec!["1767323045678"; 2], vec![sent_at.to_string().as_str(); 2]]);
    for event in requests.iter_mut().flatten() {
        event.remove("stm");
    }
    assert_eq!(requests[0], requests[1]);
    assert_eq!(requests[0][0]["eid"], message("a").stamp.message_id.to_string());
    assert_eq!(server.requests()[1].header("x-source"), Some("billing"));
    assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
}

#[test]
fn each_event_is_a_request_where_a_collector_takes_no_post() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let limits = Limits::new().batch_events(100);
    let delivery = Delivery::with_settings(tracker(&server).get(true), settings(&clock).limits(limits));
    push_views(&delivery, &["a", "ü&=%+ b", "c"]);
    flush(&delivery, &clock);
    let requests = server.requests();
    let users: Vec<Json> =
        requests.iter().map(|request| event_of_query(&request.path)["uid"].clone()).collect();
    assert_eq!(users, ["a", "ü&=%+ b", "c"]);
    for request in requests {
        assert_eq!((&*request.method, request.path.split_once('?').unwrap().0), ("GET", "/i"));
        assert_eq!((request.body.len(), request.header("content-type")), (0, None));
        assert_eq!(request.header("x-source"), Some("billing"));
    }
    assert_eq!(accounts(&delivery), [3, 3, 0, 0]);
}

#[test]
fn an_event_that_the_collector_would_lose_is_not_sent() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let delivery =
        Delivery::with_settings(tracker(&server), settings(&clock).limits(tracker_limits(&server)));
    let long = format!("\"text\":\"{}\"", "x".repeat(1_000_000));
    let mut too_large = message("a");
    too_large.event_id = Some("song_played");
    too_large.properties = Some(&long);
    delivery.push(&too_large).unwrap();
    push_views(&delivery, &["b"]);
    flush(&delivery, &clock);
    assert_eq!(of_each(&posted(&server), "uid"), [["b"]]);
    assert_eq!(delivery.stats().dropped.of(DropReason::TooLarge), 1);
    assert_eq!(accounts(&delivery), [2, 1, 1, 0]);
}

fn tracker_limits(server: &ScriptedServer) -> Limits {
    itly_runtime::Destination::limits(&tracker(server))
}

#[test]
fn what_snowplow_has_no_word_for_is_counted() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let delivery = Delivery::with_settings(tracker(&server), settings(&clock));
    // A track whose name can't be that of a schema.
    push(&delivery, &["a"]);
    for kind in [MessageKind::Identify, MessageKind::Group, MessageKind::Alias] {
        let stamp = message("b").stamp;
        delivery.push(&Message::new(kind, stamp, "b")).unwrap();
    }
    flush(&delivery, &clock);
    assert!(server.requests().is_empty());
    assert_eq!(delivery.stats().dropped.of(DropReason::Invalid), 3);
    assert_eq!(accounts(&delivery), [4, 1, 3, 0]);
}

#[test]
fn a_batch_that_is_too_large_goes_in_halves() {
    let (server, clock) = (ScriptedServer::start([Reply::status(413)]), ManualClock::new());
    let delivery = Delivery::with_settings(tracker(&server), settings(&clock));
    push_views(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    assert_eq!(of_each(&posted(&server), "uid"), [vec!["a", "b"], vec!["a"], vec!["b"]]);
    assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
}

#[test]
fn a_refusal_is_final_for_the_batch() {
    for status in [400, 404, 410, 422] {
        let (server, clock) = (ScriptedServer::start([Reply::status(status)]), ManualClock::new());
        let delivery = Delivery::with_settings(tracker(&server), settings(&clock));
        push_views(&delivery, &["a", "b", "c"]);
        flush(&delivery, &clock);
        assert_eq!(of_each(&posted(&server), "uid"), [vec!["a", "b"], vec!["c"]]);
        assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 2);
        assert_eq!(accounts(&delivery), [3, 1, 2, 0]);
    }
}

#[test]
fn the_plans_words_make_the_schema() {
    let server = ScriptedServer::start([]);
    let (itly, delivery) = (Itly::new(), Delivery::new(tracker(&server)));
    itly.load(itly_runtime::Options::new().plugin(delivery.clone())).unwrap();
    let songs = [
        UntypedEvent::new("Song Played").id("song_played").version("1.2.0"),
        UntypedEvent::new("Song Played")
            .id("x")
            .metadata("snowplow", r#"{"vendor":"org.b","name":"played"}"#),
        UntypedEvent::new("Song Played").id("iglu:org.c/song/jsonschema/2-0-0"),
    ];
    for song in &songs {
        itly.track("u", song).unwrap();
    }
    itly.shutdown(Duration::from_secs(60)).unwrap();
    let requests = posted(&server);
    let schemas = requests.iter().flatten().map(|event| event["ue_pr"]["data"]["schema"].as_str().unwrap());
    assert_eq!(
        schemas.collect::<Vec<_>>(),
        [
            "iglu:com.acme/song_played/jsonschema/1-2-0",
            "iglu:org.b/played/jsonschema/1-0-0",
            "iglu:org.c/song/jsonschema/2-0-0",
        ]
    );
    assert_eq!(accounts(&delivery), [3, 3, 0, 0]);
}
