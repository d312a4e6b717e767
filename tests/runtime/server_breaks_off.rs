//! A connection that breaks loses nothing: the batch is sent again with the same ids.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};

use crate::support::delivery::{
    accounts, accounts_at, flush, is_sent_again, object, push, settings, webhook,
};

#[test]
fn reset_while_the_body_is_coming() {
    is_sent_again(Reply::reset());
}

#[test]
fn closed_in_the_middle_of_the_answer() {
    is_sent_again(Reply::ok().truncated());
}

#[test]
fn closed_between_two_requests() {
    let (server, clock) = (ScriptedServer::start([Reply::ok().then_close()]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    push(&delivery, &["c", "d"]);
    // Whether the client finds out before or after it writes is a race: if after, it waits before it tries again.
    while accounts(&delivery)[1] < 4 {
        clock.advance(std::time::Duration::from_secs(1));
        std::thread::yield_now();
    }
    assert_eq!(server.requests().last().unwrap().text(), format!("[{},{}]", object("c"), object("d")));
    assert_eq!(accounts_at(&server, &delivery), [4, 4, 0, 0]);
}
