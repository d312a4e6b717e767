//! A server that is wrong about the length of its answer: what it said is not believed beyond that.
//!
//! Whether the server has taken a batch whose answer was mangled is unknown, so the batch is sent again under the same
//! ids: at least once.

use std::time::Duration;

use itly_runtime::Limits;
use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};

use crate::support::delivery::{accounts_at, flush, let_time_pass, object, push, settings, webhook};

/// Sends one event, which the server gets twice, and returns why.
#[track_caller]
fn cause_of_second_attempt(length: &str) -> String {
    let script = [Reply::ok().content_length(length)];
    let (server, clock) = (ScriptedServer::start(script), ManualClock::new());
    let limits = Limits::new().batch_events(1).timeout(Duration::from_millis(250));
    let delivery = webhook(&server, settings(&clock).limits(limits));
    push(&delivery, &["a"]);
    server.wait_for_requests(1);
    let pause = clock.wait_until_parked("itly-webhook").unwrap();
    let cause = delivery.stats().last_error.unwrap();
    assert_eq!(accounts_at(&server, &delivery), [1, 0, 0, 1]);

    clock.advance(pause);
    let_time_pass(&delivery, &clock);
    let bodies: Vec<String> = server.requests().iter().map(|request| request.text()).collect();
    assert_eq!(bodies, vec![format!("[{}]", object("a")); 2]);
    assert_eq!(accounts_at(&server, &delivery), [1, 1, 0, 0]);
    cause
}

#[test]
fn more_than_it_sends() {
    let cause = cause_of_second_attempt("3");
    assert!(cause.starts_with("the receiver did not answer in time: "), "{cause}");
}

#[test]
fn no_number_at_all() {
    for length in ["many", "-1", "0x2"] {
        let cause = cause_of_second_attempt(length);
        assert!(cause.starts_with("the connection to the receiver failed: "), "{length}: {cause}");
    }
}

#[test]
fn less_than_it_sends() {
    // The rest of the first answer would make the second one look like `500`.
    let rest = "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n";
    let script = [Reply::ok().body(format!("{{}}{rest}")).content_length("2")];
    let (server, clock) = (ScriptedServer::start(script), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    push(&delivery, &["c", "d"]);
    flush(&delivery, &clock);
    let statuses: Vec<_> = server.requests().iter().map(|request| request.status).collect();
    assert_eq!((statuses, delivery.stats().attempts), (vec![None, Some(200)], 2));
}
