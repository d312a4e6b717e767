//! With a spool, what a program could not send is sent by the next one: the same events, under the same ids.

use std::time::Duration;

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{
    Delivery, DeliverySettings, DropReason, Itly, Limits, Options, SpoolSettings, UntypedEvent, Value,
    spooled,
};

use crate::support::delivery::{accounts, flush, object, push, settings, wait_for_end, webhook};

/// Wants to be left alone for an hour.
fn busy() -> Reply {
    Reply::status(429).header("retry-after", "3600")
}

/// Sent, dropped and pending after a shutdown.
fn shut_down(delivery: &Delivery, clock: &ManualClock) -> [u64; 3] {
    let itly = Itly::new();
    itly.load(Options::new().clock(clock.clone()).plugin(delivery.clone())).unwrap();
    let flushed = itly.shutdown(Duration::from_secs(10)).unwrap().total();
    wait_for_end(delivery);
    [flushed.sent, flushed.dropped, flushed.pending]
}

fn bodies(server: &ScriptedServer) -> Vec<String> {
    server.requests().iter().map(|request| request.text()).collect()
}

#[test]
fn a_shutdown_leaves_on_disk_what_it_could_not_send() {
    let folder = tempfile::tempdir().unwrap();
    let (server, clock) = (ScriptedServer::start([busy()]), ManualClock::new());
    let settings = || settings(&clock).spool(SpoolSettings::new(folder.path()));

    let first = webhook(&server, settings());
    push(&first, &["a", "b", "c"]);
    assert_eq!(shut_down(&first, &clock), [0, 0, 3]);
    assert_eq!(accounts(&first), [3, 0, 0, 3]);
    assert_eq!(first.stats().on_disk, 3);
    let waiting: Vec<_> = spooled(folder.path()).unwrap().map(Result::unwrap).collect();
    assert_eq!(waiting.iter().map(|record| record.destination.as_str()).collect::<Vec<_>>(), ["webhook"; 3]);

    server.play([]);
    let asked = server.requests().len();
    let second = webhook(&server, settings());
    push(&second, &["d"]);
    // What was found on disk counts as accepted by the process that found it.
    while accounts(&second)[0] < 4 {
        flush(&second, &clock);
    }
    flush(&second, &clock);
    assert_eq!(accounts(&second), [4, 4, 0, 0]);
    let mut sent: Vec<_> = bodies(&server)[asked..].iter().flat_map(|body| objects(body)).collect();
    sent.sort();
    assert_eq!(sent, ["a", "b", "c", "d"].map(object));
    assert_eq!(spooled(folder.path()).unwrap().count(), 0);
}

/// The objects of a webhook's array.
fn objects(body: &str) -> Vec<String> {
    let inner = body.trim_start_matches('[').trim_end_matches(']');
    inner.split("},{").map(|part| format!("{{{}}}", part.trim_matches(['{', '}']))).collect()
}

#[test]
fn what_a_dead_process_left_is_sent_by_one_that_tracks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let server = ScriptedServer::start([busy()]);
    let limits = Limits::new().interval(Duration::from_millis(1));
    let settings = || DeliverySettings::new().limits(limits.clone()).spool(SpoolSettings::new(folder.path()));
    let first = webhook(&server, settings());
    push(&first, &["a"]);
    assert_eq!(shut_down(&first, &ManualClock::new())[2], 1);

    let second = webhook(&server, settings());
    let itly = Itly::new();
    itly.load(Options::new().plugin(second.clone())).unwrap();
    assert_eq!(server.wait_for_requests(2)[1].text(), format!("[{}]", object("a")));
    itly.shutdown(Duration::from_secs(20)).unwrap();
    assert_eq!(accounts(&second), [1, 1, 0, 0]);
}

#[test]
fn what_lies_on_disk_is_as_old_as_its_spool_allows() {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);
    for (days, ends) in [(6, [2, 2, 0, 0]), (8, [2, 1, 1, 0])] {
        let folder = tempfile::tempdir().unwrap();
        let (server, clock) = (ScriptedServer::start([busy()]), ManualClock::new());
        let settings = || settings(&clock).spool(SpoolSettings::new(folder.path()));
        let first = webhook(&server, settings());
        push(&first, &["a"]);
        assert_eq!(shut_down(&first, &clock), [0, 0, 1]);

        server.play([]);
        clock.advance(days * DAY);
        let second = webhook(&server, settings());
        push(&second, &["b"]);
        while accounts(&second)[0] < 2 {
            flush(&second, &clock);
        }
        flush(&second, &clock);
        assert_eq!(accounts(&second), ends, "after {days} days");
        assert_eq!(second.stats().dropped.of(DropReason::Expired), ends[2]);
        assert_eq!(spooled(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_purge_leaves_nothing_in_memory_or_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let (server, clock) = (ScriptedServer::start(vec![busy(); 10]), ManualClock::new());
    let settings = || settings(&clock).spool(SpoolSettings::new(folder.path()));
    let first = webhook(&server, settings());
    push(&first, &["a", "b", "c"]);
    shut_down(&first, &clock);

    let second = webhook(&server, settings());
    push(&second, &["d"]);
    second.purge();
    flush(&second, &clock);
    assert_eq!(second.stats().dropped.of(DropReason::OptOut), 4);
    assert_eq!(accounts(&second), [4, 0, 4, 0]);
    assert_eq!(spooled(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_purge_without_a_spool_drops_what_waits() {
    let (server, clock) = (ScriptedServer::start([busy()]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    // The failed batch waits for its next attempt.
    clock.wait_until_parked("itly-webhook");
    push(&delivery, &["c"]);
    delivery.purge();
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [3, 0, 3, 0]);
    assert_eq!(delivery.stats().dropped.of(DropReason::OptOut), 3);
}

#[test]
fn an_event_of_any_shape_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (server, clock) = (ScriptedServer::start([busy()]), ManualClock::new());
    let settings = || settings(&clock).spool(SpoolSettings::new(folder.path()));
    let track = |delivery: &Delivery| {
        let itly = Itly::new();
        itly.load(Options::new().clock(clock.clone()).plugin(delivery.clone())).unwrap();
        let event = UntypedEvent::new("Odd\tName")
            .property("nothing", Value::Null)
            .property("quote\"\\", "\u{0}\n☃")
            .property("big", u64::MAX)
            .property("list", [1.5, 2.0]);
        itly.track("user \"1\"", &event).unwrap();
        itly.shutdown(Duration::from_secs(1)).unwrap();
        wait_for_end(delivery);
    };
    let first = webhook(&server, settings());
    track(&first);
    let refused = bodies(&server).remove(0);

    server.play([]);
    let second = webhook(&server, settings());
    let itly = Itly::new();
    itly.load(Options::new().clock(clock.clone()).plugin(second.clone())).unwrap();
    while accounts(&second)[1] < 1 {
        itly.flush(Duration::from_secs(1)).unwrap();
    }
    assert_eq!(bodies(&server).pop().unwrap(), refused);
}
