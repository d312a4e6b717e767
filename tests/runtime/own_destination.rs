//! A destination of one's own, as the example has it, gets queue, retries, accounts and spool without a line for them.

#[path = "../../examples/own_destination/tcp_lines.rs"]
mod tcp_lines;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    Clock, Delivery, DeliverySettings, DropReason, Flushed, Itly, Limits, MessageKind, Options, Plugin,
    SpoolSettings,
};

use self::tcp_lines::TcpLines;
use crate::support::delivery::{accounts, flush, message, push, wait_for_end};

fn receiver() -> (TcpListener, SocketAddr) {
    let receiver = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = receiver.local_addr().unwrap();
    (receiver, address)
}

fn delivery(address: SocketAddr, clock: &ManualClock, settings: DeliverySettings) -> Delivery {
    let settings = settings.limits(Limits::new().batch_events(2)).clock(clock.clone());
    Delivery::with_settings(TcpLines { address }, settings)
}

/// Takes one batch to its end.
fn take(receiver: &TcpListener) -> String {
    let mut lines = String::new();
    receiver.accept().unwrap().0.read_to_string(&mut lines).unwrap();
    lines
}

fn line(user: &str) -> String {
    let id = message(user).stamp.message_id;
    format!(
        "{{\"id\":\"{id}\",\"at\":\"2026-01-02T03:04:05.678Z\",\"who\":\"{user}\",\"what\":\"Song Played\"}}\n"
    )
}

#[test]
fn batches_accounts_and_what_can_not_be_said() {
    let ((receiver, address), clock) = (receiver(), ManualClock::new());
    let delivery = delivery(address, &clock, DeliverySettings::new());
    push(&delivery, &["a", "b"]);
    assert_eq!(take(&receiver), line("a") + &line("b"));
    let mut nameless = message("c");
    nameless.kind = MessageKind::Identify;
    nameless.name = None;
    delivery.push(&nameless).unwrap();
    assert_eq!(flush(&delivery, &clock).pending, 0);
    assert_eq!(delivery.stats().dropped.of(DropReason::Invalid), 1);
    assert_eq!(accounts(&delivery), [3, 2, 1, 0]);
}

/// A receiver that breaks off may have the batch all the same: it is sent again under the same ids, at least once.
#[test]
fn retries_of_the_same_bytes() {
    let ((receiver, address), clock) = (receiver(), ManualClock::new());
    let delivery = delivery(address, &clock, DeliverySettings::new());
    push(&delivery, &["a", "b"]);
    let (mut stream, _) = receiver.accept().unwrap();
    // What is not read when a connection is closed makes the system reset it.
    stream.write_all(b"?").unwrap();
    drop(stream);
    while delivery.stats().last_error.is_none() {
        std::thread::yield_now();
    }
    assert_eq!(accounts(&delivery), [2, 0, 0, 2]);
    clock.advance(clock.wait_until_parked("itly-tcp-lines").unwrap());
    assert_eq!(take(&receiver), line("a") + &line("b"));
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
}

#[test]
fn a_spool_that_outlives_the_program() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), ManualClock::new());
    let settings = || DeliverySettings::new().spool(SpoolSettings::new(folder.path()));
    let nobody = {
        let (_, address) = receiver();
        address
    };
    let first = delivery(nobody, &clock, settings());
    push(&first, &["a"]);
    let flushed = first.shutdown(clock.now()).unwrap();
    assert_eq!(flushed, Flushed { sent: 0, dropped: 0, pending: 1 });
    wait_for_end(&first);
    assert_eq!(accounts(&first), [1, 0, 0, 1]);

    let (receiver, address) = receiver();
    let taking = std::thread::spawn(move || take(&receiver));
    let second = delivery(address, &clock, settings());
    Itly::new().load(Options::new().clock(clock.clone()).plugin(second.clone())).unwrap();
    while accounts(&second)[1] < 1 {
        second.flush(clock.now() + Duration::from_secs(60)).unwrap();
    }
    assert_eq!(taking.join().unwrap(), line("a"));
    assert_eq!(accounts(&second), [1, 1, 0, 0]);
}
