//! What the queue can't hold is dropped and counted, and the program does not wait.

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DeliverySettings, DropReason, Limits};

use crate::support::delivery::{Collector, accounts, flush, message, push};

#[test]
fn events_on_their_way_count_too() {
    let (collector, clock) = (Collector::shut(), ManualClock::new());
    let settings =
        DeliverySettings::new().queue_events(3).limits(Limits::new().batch_events(2)).clock(clock.clone());
    let delivery = Delivery::with_settings(collector.clone(), settings);
    push(&delivery, &["a", "b"]);
    collector.wait_for_batch();
    assert_eq!(delivery.push(&message("c")), Ok(()));
    assert_eq!(delivery.push(&message("d")), Err(DropReason::QueueFull));
    assert_eq!(accounts(&delivery), [4, 0, 1, 3]);

    collector.open();
    flush(&delivery, &clock);
    assert_eq!(delivery.push(&message("e")), Ok(()));
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["a\nb\n", "c\n", "e\n"]);
    assert_eq!(accounts(&delivery), [5, 4, 1, 0]);
}

#[test]
fn bytes_are_bounded_as_well() {
    let (collector, clock) = (Collector::shut(), ManualClock::new());
    let settings = DeliverySettings::new().queue_bytes(1000).clock(clock.clone());
    let delivery = Delivery::with_settings(collector.clone(), settings);
    let large = "x".repeat(600);
    assert_eq!(delivery.push(&message(&"x".repeat(1000))), Err(DropReason::TooLarge));
    assert_eq!(delivery.push(&message(&large)), Ok(()));
    assert_eq!(delivery.push(&message(&large)), Err(DropReason::QueueFull));
    assert_eq!(delivery.push(&message("small")), Ok(()));
    assert!(delivery.stats().pending_bytes <= 1000);
    assert_eq!(accounts(&delivery), [4, 0, 2, 2]);

    collector.open();
    flush(&delivery, &clock);
    assert_eq!(delivery.stats().pending_bytes, 0);
    assert_eq!(accounts(&delivery), [4, 2, 2, 0]);
}
