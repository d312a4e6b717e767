//! The time of day is put back by hours: events, pauses and deadlines go on as if it had not been.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Itly, Limits, Options, RetryPolicy, Timestamp, UntypedEvent};

use crate::support::delivery::{accounts_at, flush, push, settings, webhook};

const NOON: Duration = Duration::from_secs(1_767_355_200);
const HOURS: Duration = Duration::from_secs(3 * 3600);

#[test]
fn while_a_batch_fills() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::at(NOON));
    let limits = Limits::new().interval(Duration::from_secs(5));
    let delivery = webhook(&server, settings(&clock).limits(limits));
    push(&delivery, &["a"]);
    clock.wait_until_parked("itly-webhook");
    clock.set_unix_time(NOON - HOURS);
    push(&delivery, &["b"]);
    clock.advance(Duration::from_secs(5));
    server.wait_for_requests(1);
    flush(&delivery, &clock);
    assert_eq!(server.requests().len(), 1);
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
}

#[test]
fn while_a_batch_waits_for_its_next_attempt() {
    // `Retry-After` is a date by the server's clock: seconds from now by the one that was put back, it is hours away.
    let date = Reply::status(429).header("Retry-After", "Fri, 02 Jan 2026 12:00:10 GMT");
    let (server, clock) = (ScriptedServer::start([Reply::status(503), date]), ManualClock::at(NOON));
    let retry = RetryPolicy::new().max_age(Duration::from_secs(3600));
    let delivery = webhook(&server, settings(&clock).retry(retry));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    clock.set_unix_time(NOON - HOURS);
    clock.advance(pause);
    server.wait_for_requests(2);
    // No pause is longer than the policy allows, whatever the clocks say.
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    assert_eq!(pause, Duration::from_secs(300));
    clock.advance(pause);
    flush(&delivery, &clock);
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
}

#[test]
fn between_two_events_of_one_user() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::at(NOON));
    let delivery = webhook(&server, settings(&clock));
    let itly = Itly::new();
    itly.load(Options::new().clock(clock.clone()).plugin(delivery.clone())).unwrap();
    itly.track("u", &UntypedEvent::new("Song Played")).unwrap();
    clock.set_unix_time(NOON - HOURS);
    itly.track("u", &UntypedEvent::new("Song Played")).unwrap();
    let report = itly.shutdown(Duration::from_secs(5)).unwrap();
    assert_eq!(report.total().pending, 0);
    let text = server.requests()[0].text();
    let times = text.split("\"timestamp\":\"").skip(1).map(|part| &part[..Timestamp::RFC3339_LENGTH]);
    let times: Vec<&str> = times.collect();
    assert_eq!(times, ["2026-01-02T12:00:00.000Z", "2026-01-02T09:00:00.000Z"]);
    assert_eq!(accounts_at(&server, &delivery), [2, 2, 0, 0]);
}
