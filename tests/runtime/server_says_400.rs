//! One bad event costs no other one: the batch is sent again in halves until the bad one stands alone.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{DropReason, Limits};

use crate::support::delivery::{accounts_at, flush, push, settings, webhook};

/// The users of the events in each request.
fn requests(server: &ScriptedServer) -> Vec<String> {
    let users = |text: String| {
        let parts = text.split("\"userId\":\"").skip(1).map(|part| part[..1].to_owned());
        parts.collect::<String>()
    };
    server.requests().iter().map(|request| users(request.text())).collect()
}

#[test]
fn the_bad_event_is_found_by_halving() {
    let replies = [400, 400, 200, 400, 200].map(Reply::status);
    let (server, clock) = (ScriptedServer::start(replies), ManualClock::new());
    let delivery = webhook(&server, settings(&clock).limits(Limits::new().batch_events(4)));
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    assert_eq!(requests(&server), ["abcd", "ab", "cd", "a", "b"]);
    assert_eq!(delivery.stats().dropped.of(DropReason::Rejected), 1);
    assert_eq!(accounts_at(&server, &delivery), [4, 3, 1, 0]);
}

#[test]
fn the_search_has_an_end() {
    let replies = std::iter::repeat_n(Reply::status(400), 3_000);
    let (server, clock) = (ScriptedServer::start(replies), ManualClock::new());
    let delivery = webhook(&server, settings(&clock).limits(Limits::new().batch_events(1_000)));
    for _ in 0..1_000 {
        push(&delivery, &["a"]);
    }
    flush(&delivery, &clock);
    assert_eq!(server.requests().len(), 65);
    assert_eq!(accounts_at(&server, &delivery), [1_000, 0, 1_000, 0]);
}

#[test]
fn what_is_given_up_is_kept_for_people() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dead.jsonl");
    let (server, clock) = (ScriptedServer::start([Reply::status(400)]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock).dead_letters(&path));
    push(&delivery, &["a"]);
    flush(&delivery, &clock);
    push(&delivery, &["b"]);
    flush(&delivery, &clock);
    let event = crate::support::delivery::object("a");
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        format!(
            "{{\"destination\":\"webhook\",\"droppedAt\":\"2026-01-02T03:04:05.678Z\",\"reason\":\"rejected\",\
             \"cause\":\"the receiver answered with status 400\",\"event\":{event}}}\n"
        )
    );
}
