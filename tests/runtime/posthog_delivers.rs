//! Calls on their way to PostHog: what arrives, what does not, and that all of it is counted.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    CallOptions, Delivery, DeliverySettings, DropReason, FlushReport, HttpTransport, Itly, MessageId,
    Options, PostHog, PostHogOptions, PostHogProtocol, UntypedEvent,
};
use serde_json::Value as Json;

use crate::support::delivery::accounts;

struct Program {
    itly: Itly,
    posthog: Delivery,
    server: ScriptedServer,
    clock: ManualClock,
}

impl Program {
    fn new(protocol: PostHogProtocol, script: impl IntoIterator<Item = Reply>) -> Self {
        let (server, clock) = (ScriptedServer::start(script), ManualClock::new());
        let transport = HttpTransport::without_proxy();
        let posthog =
            PostHog::with_transport("phc_test", transport).host(&server.url("/")).protocol(protocol);
        let posthog = Delivery::with_settings(posthog, DeliverySettings::new().clock(clock.clone()));
        let itly = Itly::new();
        itly.load(Options::new().clock(clock.clone()).plugin(posthog.clone())).unwrap();
        Self { itly, posthog, server, clock }
    }

    /// Tracks an event of each user, whose message id ends with its place, from 1.
    fn track(&self, users: &[&str]) {
        for (place, user) in (1..).zip(users) {
            let mut id = [0; 16];
            id[15] = place;
            let options = CallOptions::new().message_id(MessageId::from_bytes(id));
            self.itly.with_options(&options).track(user, &UntypedEvent::new("movie played")).unwrap();
        }
    }

    fn flush(&self) -> FlushReport {
        self.itly.flush(Duration::from_secs(60)).unwrap()
    }

    /// The path and the users of each request.
    fn requests(&self) -> Vec<(String, Vec<String>)> {
        let users = |body: &[u8]| {
            let body: Json = serde_json::from_slice(body).unwrap();
            let events = body["batch"].as_array().unwrap().iter();
            events.map(|event| event["distinct_id"].as_str().unwrap().to_owned()).collect()
        };
        self.server.requests().iter().map(|request| (request.path.clone(), users(&request.body))).collect()
    }
}

fn batch(users: &[&str]) -> (String, Vec<String>) {
    ("/batch/".to_owned(), users.iter().map(|user| (*user).to_owned()).collect())
}

#[test]
fn one_event_that_posthog_does_not_take_costs_no_other_one() {
    let bad = || Reply::status(400).body(r#"{"detail":"invalid event"}"#);
    // `a b c d` is refused, then its half `c d`, then `d`.
    let program = Program::new(PostHogProtocol::V0, [bad(), Reply::ok(), bad(), Reply::ok(), bad()]);
    program.track(&["a", "b", "c", "d"]);
    program.flush();
    assert_eq!(accounts(&program.posthog), [4, 3, 1, 0]);
    assert_eq!(program.posthog.stats().dropped.of(DropReason::Rejected), 1);
    assert_eq!(
        program.requests(),
        [batch(&["a", "b", "c", "d"]), batch(&["a", "b"]), batch(&["c", "d"]), batch(&["c"]), batch(&["d"])]
    );
}

#[test]
fn a_body_that_is_too_large_is_divided() {
    let program = Program::new(PostHogProtocol::V0, [Reply::status(413)]);
    program.track(&["a", "b", "c"]);
    program.flush();
    assert_eq!(accounts(&program.posthog), [3, 3, 0, 0]);
    // Batches stay below half of what was too much.
    assert_eq!(program.requests(), [batch(&["a", "b", "c"]), batch(&["a"]), batch(&["b"]), batch(&["c"])]);
}

#[test]
fn nobody_is_no_user() {
    for protocol in [PostHogProtocol::V0, PostHogProtocol::V1] {
        let program = Program::new(protocol, []);
        program.track(&["", "null", "Anonymous", "user-1"]);
        program.itly.alias("user-1", "undefined").unwrap();
        program.flush();
        assert_eq!(accounts(&program.posthog), [5, 1, 4, 0]);
        assert_eq!(program.posthog.stats().dropped.of(DropReason::Invalid), 4);
        assert_eq!(program.requests()[0].1, ["user-1"]);
    }
}

#[test]
fn only_the_events_that_posthog_asks_for_are_sent_again() {
    let id = |place: u8| format!("00000000-0000-0000-0000-00000000000{place}");
    let results = format!(
        r#"{{"results":{{"{}":{{"result":"ok"}},"{}":{{"result":"retry"}},"{}":{{"result":"drop","details":"no"}}}}}}"#,
        id(1),
        id(2),
        id(3)
    );
    let program = Program::new(PostHogProtocol::V1, [Reply::ok().body(results).header("Retry-After", "2")]);
    program.track(&["a", "b", "c"]);
    std::thread::scope(|scope| {
        let flush = scope.spawn(|| program.flush());
        program.server.wait_for_requests(1);
        while program.clock.wait_until_parked("itly-posthog") != Some(Duration::from_secs(2)) {}
        program.clock.advance(Duration::from_secs(2));
        assert_eq!(flush.join().unwrap().total().dropped, 1);
    });
    assert_eq!(accounts(&program.posthog), [3, 2, 1, 0]);
    let users: Vec<_> = program.requests().into_iter().map(|(_, users)| users.concat()).collect();
    assert_eq!(users, ["abc", "b"]);
    let headers: Vec<_> = program
        .server
        .requests()
        .into_iter()
        .map(|request| {
            ["posthog-request-id", "posthog-attempt"].map(|name| request.header(name).unwrap().to_owned())
        })
        .collect();
    assert_eq!(headers[0][0], headers[1][0]);
    assert_eq!((headers[0][1].as_str(), headers[1][1].as_str()), ("1", "2"));
}

#[test]
fn ai_events_have_a_way_of_their_own() {
    let program = Program::new(PostHogProtocol::V1, []);
    let ai = CallOptions::new().plugin("posthog", PostHogOptions::new().ai());
    for user in ["a", "b"] {
        program.itly.track(user, &UntypedEvent::new("$ai_generation")).unwrap();
        program.itly.with_options(&ai).track(user, &UntypedEvent::new("$ai_generation")).unwrap();
    }
    program.flush();
    assert_eq!(accounts(&program.posthog), [4, 4, 0, 0]);
    let mut requests = program.requests();
    requests.sort();
    let both = vec!["a".to_owned(), "b".to_owned()];
    let expected = ["/i/v0/ai/batch/", "/i/v1/analytics/events"].map(|path| (path.to_owned(), both.clone()));
    assert_eq!(requests, expected);
}

#[test]
fn what_is_above_the_quota_counts_as_lost() {
    let quota = Reply::ok().body(r#"{"status":1,"quota_limited":["events"]}"#);
    let program = Program::new(PostHogProtocol::V0, [quota]);
    program.track(&["a", "b"]);
    program.flush();
    assert_eq!(accounts(&program.posthog), [2, 0, 2, 0]);
    let error = program.posthog.stats().last_error.unwrap();
    assert_eq!(error, "the project's quota is used up: PostHog took the events and threw them away");
}

#[test]
fn a_wrong_key_loses_nothing() {
    for status in [401, 402, 403] {
        let program = Program::new(PostHogProtocol::V1, [Reply::status(status)]);
        program.track(&["a", "b"]);
        program.flush();
        assert_eq!(accounts(&program.posthog), [2, 0, 0, 2]);
        let transport = HttpTransport::without_proxy();
        let right = PostHog::with_transport("phc_right", transport).host(&program.server.url(""));
        program.posthog.reconfigure(right);
        program.flush();
        assert_eq!(accounts(&program.posthog), [2, 2, 0, 0]);
    }
}

#[test]
fn only_events_of_ai_may_be_large() {
    let program = Program::new(PostHogProtocol::V0, []);
    let ai = CallOptions::new().plugin("posthog", PostHogOptions::new().ai());
    let sizes = [(900 << 10) - 1000, 900 << 10, (8 << 20) - 1000, 8 << 20];
    for text in sizes.map(|bytes| "x".repeat(bytes)) {
        let event = UntypedEvent::new("$ai_generation").property("text", text);
        program.itly.track("user-1", &event).unwrap();
        program.itly.with_options(&ai).track("user-1", &event).unwrap();
    }
    program.flush();
    assert_eq!(accounts(&program.posthog), [8, 4, 4, 0]);
    assert_eq!(program.posthog.stats().dropped.of(DropReason::TooLarge), 4);
}
