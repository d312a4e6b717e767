//! The program hears of every loss, and what it does about it can't hurt.

use std::sync::{Arc, Mutex};

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{Delivery, DropReason};

use crate::support::delivery::{accounts, flush, message, push, settings, webhook};

#[test]
fn each_batch_and_what_was_refused_is_told() {
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let lines = Arc::clone(&heard);
    let (server, clock) = (ScriptedServer::start([Reply::status(404)]), ManualClock::new());
    let settings = settings(&clock).queue_events(2).on_outcome(move |report| {
        let line = format!("{} {} {:?} {:?}", report.destination, report.sent, report.dropped, report.cause);
        lines.lock().unwrap().push(line);
    });
    let delivery = webhook(&server, settings);
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    push(&delivery, &["c"]);
    flush(&delivery, &clock);
    delivery.set_disabled(true);
    assert_eq!(delivery.push(&message("d")), Err(DropReason::Disabled));
    delivery.set_disabled(false);
    push(&delivery, &["e"]);
    flush(&delivery, &clock);
    clock.wait_until_parked("itly-webhook");
    let heard = heard.lock().unwrap();
    assert_eq!(
        *heard,
        [
            r#"webhook 0 {"rejected": 2} Some("the receiver answered with status 404")"#,
            "webhook 1 {} None",
            r#"webhook 0 {"disabled": 1} None"#,
            "webhook 1 {} None",
        ]
    );
    assert_eq!(accounts(&delivery), [5, 2, 3, 0]);
}

#[test]
fn a_callback_that_tracks_or_panics_is_contained() {
    let (server, clock) = (ScriptedServer::start([]), ManualClock::new());
    let own: Arc<Mutex<Option<Delivery>>> = Arc::default();
    let inner = Arc::clone(&own);
    let settings = settings(&clock).on_outcome(move |_| {
        let delivery = inner.lock().unwrap().clone().unwrap();
        assert_eq!(delivery.push(&message("z")), Err(DropReason::Reentrant));
        panic!("the program's own fault");
    });
    let delivery = webhook(&server, settings);
    *own.lock().unwrap() = Some(delivery.clone());
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    clock.wait_until_parked("itly-webhook");
    push(&delivery, &["c"]);
    flush(&delivery, &clock);
    clock.wait_until_parked("itly-webhook");
    let dropped = delivery.stats().dropped;
    assert_eq!(
        (dropped.of(DropReason::Reentrant) >= 2, dropped.total()),
        (true, dropped.of(DropReason::Reentrant))
    );
    assert_eq!(delivery.stats().sent, 3);
    *own.lock().unwrap() = None;
}
