//! A batch goes out when it is full, when its bytes are used up, or when its first event has waited long enough.

use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DeliverySettings, Limits};

use crate::support::delivery::{Collector, accounts, flush, push};

fn delivery(collector: &Collector, clock: &ManualClock, limits: Limits) -> Delivery {
    Delivery::with_settings(collector.clone(), DeliverySettings::new().limits(limits).clock(clock.clone()))
}

#[test]
fn by_the_number_of_events() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let delivery = delivery(&collector, &clock, Limits::new().batch_events(3));
    push(&delivery, &["a", "b", "c", "d"]);
    assert_eq!(collector.wait_for_bodies(1), ["a\nb\nc\n"]);
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["a\nb\nc\n", "d\n"]);
    assert_eq!(accounts(&delivery), [4, 4, 0, 0]);
}

#[test]
fn by_the_bytes_of_the_form_of_the_destination() {
    let (collector, clock) = (Collector::shut(), ManualClock::new());
    let delivery = delivery(&collector, &clock, Limits::new().batch_bytes(7));
    push(&delivery, &["aa", "bb", "cc", "much too long", "dddddd", "e"]);
    collector.open();
    flush(&delivery, &clock);
    let bodies = collector.bodies();
    assert_eq!(bodies.concat(), "aa\nbb\ncc\ndddddd\ne\n");
    assert!(bodies.iter().all(|body| body.len() <= 7), "{bodies:?}");
    assert_eq!(delivery.stats().dropped.of(itly_runtime::DropReason::TooLarge), 1);
    assert_eq!(accounts(&delivery), [6, 5, 1, 0]);
}

#[test]
fn by_the_time_since_the_first_event() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let delivery = delivery(&collector, &clock, Limits::new().interval(Duration::from_secs(5)));
    push(&delivery, &["a"]);
    while clock.wait_until_parked("itly-collector") != Some(Duration::from_secs(5)) {}
    clock.advance(Duration::from_secs(3));
    push(&delivery, &["b"]);
    assert_eq!(accounts(&delivery), [2, 0, 0, 2]);
    clock.advance(Duration::from_secs(2));
    assert_eq!(collector.wait_for_bodies(1), ["a\nb\n"]);
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [2, 2, 0, 0]);
}

#[test]
fn a_flush_of_nothing_sends_nothing() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let delivery = delivery(&collector, &clock, Limits::new());
    assert_eq!(flush(&delivery, &clock), itly_runtime::Flushed::default());
    push(&delivery, &["a"]);
    flush(&delivery, &clock);
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["a\n"]);
    assert_eq!(accounts(&delivery), [1, 1, 0, 0]);
}
