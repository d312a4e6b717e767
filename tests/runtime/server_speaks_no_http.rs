//! A server whose answers make no sense: the batch is sent again under the same ids, at least once.

use itly_runtime::testing::{ManualClock, Reply, ScriptedServer};

use crate::support::delivery::{flush, is_sent_again, push, settings, webhook};

#[test]
fn the_banner_of_another_protocol() {
    is_sent_again(Reply::raw("SSH-2.0-OpenSSH_9.9\r\n"));
}

#[test]
fn bytes_without_an_end_of_line() {
    is_sent_again(Reply::raw([0xff; 100_000]));
}

#[test]
fn nothing() {
    is_sent_again(Reply::raw(""));
}

#[test]
fn a_body_that_is_not_compressed_as_it_says() {
    let (server, clock) =
        (ScriptedServer::start([Reply::ok().header("Content-Encoding", "gzip")]), ManualClock::new());
    let delivery = webhook(&server, settings(&clock));
    push(&delivery, &["a", "b"]);
    server.wait_for_requests(1);
    clock.advance(clock.wait_until_parked("itly-webhook").unwrap());
    flush(&delivery, &clock);
    assert_eq!((server.requests().len(), delivery.stats().sent), (2, 2));
    assert!(delivery.stats().is_balanced());
}
