//! A flush ends with the last event that came before it: under load it would not end otherwise.

use std::thread;

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DeliverySettings, Flushed, Plugin};

use crate::support::delivery::{Collector, accounts, flush, push};

#[test]
fn and_for_nothing_later() {
    let (collector, clock) = (Collector::shut(), ManualClock::new());
    let delivery = Delivery::with_settings(collector.clone(), DeliverySettings::new().clock(clock.clone()));
    push(&delivery, &["a", "b", "c"]);
    thread::scope(|scope| {
        let waiting = thread::Builder::new().name("early".to_owned());
        let early = waiting.spawn_scoped(scope, || flush(&delivery, &clock)).unwrap();
        clock.wait_until_parked("early");
        push(&delivery, &["d", "e"]);
        collector.open();
        assert_eq!(early.join().unwrap(), Flushed { sent: 3, dropped: 0, pending: 0 });
    });
    assert_eq!(collector.bodies(), ["a\nb\nc\n"]);
    assert_eq!(accounts(&delivery), [5, 3, 0, 2]);
    assert_eq!(flush(&delivery, &clock), Flushed { sent: 2, dropped: 0, pending: 0 });
    assert_eq!(accounts(&delivery), [5, 5, 0, 0]);
}

#[test]
fn each_of_two_that_wait_gets_its_own_numbers() {
    let (collector, clock) = (Collector::shut(), ManualClock::new());
    let delivery = Delivery::with_settings(collector.clone(), DeliverySettings::new().clock(clock.clone()));
    thread::scope(|scope| {
        let flush_in = |name: &str| {
            let thread = thread::Builder::new().name(name.to_owned());
            let handle = thread.spawn_scoped(scope, || flush(&delivery, &clock)).unwrap();
            clock.wait_until_parked(name);
            handle
        };
        push(&delivery, &["a"]);
        let first = flush_in("first");
        push(&delivery, &["b", "c"]);
        let second = flush_in("second");
        collector.open();
        assert_eq!(first.join().unwrap(), Flushed { sent: 1, dropped: 0, pending: 0 });
        assert_eq!(second.join().unwrap(), Flushed { sent: 3, dropped: 0, pending: 0 });
    });
    assert_eq!(collector.bodies(), ["a\n", "b\nc\n"]);
    assert_eq!(accounts(&delivery), [3, 3, 0, 0]);
}

#[test]
fn what_was_sent_between_the_request_and_the_wait_counts() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let delivery = Delivery::with_settings(collector.clone(), DeliverySettings::new().clock(clock.clone()));
    push(&delivery, &["a", "b"]);
    delivery.request_flush();
    collector.wait_for_bodies(1);
    assert_eq!(flush(&delivery, &clock), Flushed { sent: 2, dropped: 0, pending: 0 });
    assert_eq!(flush(&delivery, &clock), Flushed::default());
    assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
}
