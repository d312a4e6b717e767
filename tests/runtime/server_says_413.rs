//! A batch that is too large goes in halves, and those after it are smaller from the start.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};
use itly_runtime::{DropReason, Limits};

use crate::support::delivery::{accounts_at, flush, object, push, settings, webhook};

#[test]
fn halves_arrive_and_the_next_batch_is_smaller() {
    let (server, clock) = (ScriptedServer::start([Reply::status(413)]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock).limits(Limits::new().batch_events(4)));
    push(&delivery, &["a", "b", "c", "d"]);
    flush(&delivery, &clock);
    push(&delivery, &["e", "f", "g", "h"]);
    flush(&delivery, &clock);
    let lengths: Vec<usize> = server.requests().iter().map(|request| request.text().len()).collect();
    let (one, brackets) = (object("a").len(), 2);
    let of = |events: usize| brackets + events * one + events - 1;
    assert_eq!(lengths, [of(4), of(2), of(2), of(2), of(2)]);
    assert_eq!(accounts_at(&server, &delivery), [8, 8, 0, 0]);
}

#[test]
fn an_event_that_is_too_large_by_itself_is_sent_once() {
    let replies = [413, 413, 200].map(Reply::status);
    let (server, clock) = (ScriptedServer::start(replies), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    assert_eq!(server.requests().len(), 3);
    assert_eq!(delivery.stats().dropped.of(DropReason::TooLarge), 1);
    assert_eq!(accounts_at(&server, &delivery), [2, 1, 1, 0]);
}
