//! Mixpanel takes a part of a batch, and says which part it does not take: nothing is sent twice, and every event has one
//! end.

use std::io::Read;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    Compression, Delivery, DeliveryState, DropReason, HttpTransport, Itly, Limits, Mixpanel, MixpanelOptions,
    Options, Properties,
};

use crate::support::delivery::{accounts, flush, push, settings};

fn destination(server: &ScriptedServer) -> Mixpanel {
    Mixpanel::with_transport("token", HttpTransport::without_proxy()).host(server.url(""))
}

/// A delivery to Mixpanel at `server`, in batches of four.
fn mixpanel(server: &ScriptedServer, clock: &ManualClock) -> Delivery {
    let limits = Limits::new().batch_events(4);
    Delivery::with_settings(destination(server), settings(clock).limits(limits))
}

/// The users of the events in each request.
fn users(server: &ScriptedServer) -> Vec<String> {
    let users = |text: String| {
        text.split("distinct_id\":\"").skip(1).map(|part| part[..1].to_owned()).collect::<String>()
    };
    server.requests().iter().map(|request| users(request.text())).collect()
}

fn start(script: impl IntoIterator<Item = Reply>) -> (ScriptedServer, ManualClock) {
    (ScriptedServer::start(script), ManualClock::new())
}

#[test]
fn what_is_not_named_has_been_taken() {
    let reply = r#"{"code":400,"num_records_imported":2,"status":"Bad Request","failed_records":[
        {"index":1,"field":"properties.time","message":"too old"},{"index":3,"field":"event","message":"empty"}]}"#;
    let (server, clock) = start([Reply::status(400).body(reply)]);
    let delivery = mixpanel(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    assert_eq!(users(&server), ["abcd"]);
    assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 2);
    let cause = "Mixpanel refuses `properties.time`: too old";
    assert_eq!(delivery.stats().last_error.as_deref(), Some(cause));
    assert_eq!(accounts(&delivery), [4, 2, 2, 0]);
}

#[test]
fn a_refusal_that_names_nothing_is_searched() {
    let (server, clock) = start([400, 200, 400, 400, 200].map(Reply::status));
    let delivery = mixpanel(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    assert_eq!(users(&server), ["abcd", "ab", "cd", "c", "d"]);
    assert_eq!(accounts(&delivery), [4, 3, 1, 0]);
}

#[test]
fn too_large_a_batch_is_halved() {
    let (server, clock) = start([Reply::status(413)]);
    let delivery = mixpanel(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    assert_eq!(users(&server), ["abcd", "ab", "cd"]);
    assert_eq!(accounts(&delivery), [4, 4, 0, 0]);
}

#[test]
fn a_limit_of_the_rate_is_waited_for() {
    let (server, clock) = start([Reply::status(429).header("Retry-After", "60")]);
    let delivery = mixpanel(&server, &clock);
    push(&delivery, &["a", "b", "c", "d"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-mixpanel").unwrap();
    assert_eq!(pause.as_secs(), 60);
    assert_eq!(accounts(&delivery), [4, 0, 0, 4]);
    clock.advance(pause);
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [4, 4, 0, 0]);
}

#[test]
fn a_wrong_key_stops_the_destination() {
    let (server, clock) = start([Reply::status(401)]);
    let delivery = mixpanel(&server, &clock);
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    flush(&delivery, &clock);
    assert_eq!((server.requests().len(), delivery.stats().state), (1, DeliveryState::Open));
    assert_eq!(accounts(&delivery), [2, 0, 0, 2]);
}

#[test]
fn events_and_profiles_go_to_places_of_their_own_and_a_refused_profile_costs_no_event() {
    let refusal = r#"{"status":0,"error":"no such project"}"#;
    let (server, clock) = start([Reply::ok(), Reply::ok().body(refusal)]);
    let (delivery, itly) = (mixpanel(&server, &clock), Itly::new());
    itly.load(Options::new().clock(clock.clone()).plugin(delivery.clone())).unwrap();
    let options = MixpanelOptions::new().unset("trial").increment(Properties::from([("visits", 1)]));
    let options = itly_runtime::CallOptions::new().plugin("mixpanel", options);
    push(&delivery, &["a"]);
    itly.with_options(&options).identify("b", None).unwrap();
    itly.group("c", "acme", Some(&Properties::from([("plan", "x")]))).unwrap();
    flush(&delivery, &clock);

    let requests = server.requests();
    let paths: Vec<&str> = requests.iter().map(|request| request.path.as_str()).collect();
    let query = "?ip=0&strict=1&verbose=1";
    assert_eq!(paths, ["/import?strict=1", &format!("/engage{query}"), &format!("/groups{query}")]);
    assert_eq!(
        requests[1].text(),
        r#"[{"$token":"token","$distinct_id":"b","$add":{"visits":1}},{"$token":"token","$distinct_id":"b","$unset":["trial"]}]"#
    );
    assert_eq!(
        requests[2].text(),
        r#"[{"$token":"token","$group_key":"group","$group_id":"acme","$set":{"plan":"x"}}]"#
    );
    assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 1);
    assert_eq!(accounts(&delivery), [3, 2, 1, 0]);
}

#[test]
fn bodies_may_be_compressed_and_the_account_names_its_project() {
    let (server, clock) = start([]);
    let destination =
        destination(&server).service_account("user", "secret", "7").compression(Compression::Gzip);
    let delivery = Delivery::with_settings(destination, settings(&clock));
    push(&delivery, &["a"]);
    flush(&delivery, &clock);
    let request = &server.requests()[0];
    assert_eq!(request.path, "/import?strict=1&project_id=7");
    assert_eq!(request.header("authorization"), Some("Basic dXNlcjpzZWNyZXQ="));
    assert_eq!(request.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&*request.body).read_to_string(&mut text).unwrap();
    assert!(text.starts_with(r#"[{"event":"Song Played","properties":{"time":1767323045678,"#), "{text}");
    assert_eq!(accounts(&delivery), [1, 1, 0, 0]);
}
