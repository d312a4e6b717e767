//! What a full queue does is the program's choice.

use std::thread;
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{Clock, Delivery, DeliverySettings, DropReason, Flushed, Limits, Overflow, Plugin};

use crate::support::delivery::{Collector, accounts, flush, message, push};

/// A delivery whose queue holds three events, the first of which is on its way and held up.
fn full(overflow: Overflow) -> (Delivery, Collector, ManualClock) {
    let (collector, clock) = (Collector::shut(), ManualClock::new());
    let settings = DeliverySettings::new()
        .queue_events(3)
        .overflow(overflow)
        .limits(Limits::new().batch_events(1))
        .clock(clock.clone());
    let delivery = Delivery::with_settings(collector.clone(), settings);
    push(&delivery, &["a"]);
    collector.wait_for_batch();
    push(&delivery, &["b", "c"]);
    (delivery, collector, clock)
}

#[test]
fn the_newest_goes_by_default() {
    let (delivery, collector, clock) = full(Overflow::default());
    assert_eq!(delivery.push(&message("d")), Err(DropReason::QueueFull));
    collector.open();
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["a\n", "b\n", "c\n"]);
    assert_eq!(accounts(&delivery), [4, 3, 1, 0]);
}

#[test]
fn the_oldest_goes_but_not_what_is_on_its_way() {
    let (delivery, collector, clock) = full(Overflow::DropOldest);
    for user in ["d", "e"] {
        assert_eq!(delivery.push(&message(user)), Ok(()));
    }
    assert_eq!(delivery.stats().dropped.of(DropReason::QueueFull), 2);
    collector.open();
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["a\n", "d\n", "e\n"]);
    assert_eq!(accounts(&delivery), [5, 3, 2, 0]);
}

#[test]
fn a_flush_knows_which_of_its_events_went() {
    let (delivery, collector, clock) = full(Overflow::DropOldest);
    let deadline = clock.now() + Duration::from_secs(60);
    thread::scope(|scope| {
        let waiting = thread::Builder::new().name("flush".to_owned());
        let flushed = waiting.spawn_scoped(scope, || delivery.flush(deadline).unwrap()).unwrap();
        clock.wait_until_parked("flush");
        push(&delivery, &["d", "e", "f"]);
        collector.open();
        assert_eq!(flushed.join().unwrap(), Flushed { sent: 1, dropped: 2, pending: 0 });
    });
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["a\n", "e\n", "f\n"]);
    assert_eq!(accounts(&delivery), [6, 3, 3, 0]);
}

#[test]
fn the_call_waits_for_room_and_no_longer_than_it_may() {
    let (delivery, collector, clock) = full(Overflow::Block(Duration::from_secs(2)));
    thread::scope(|scope| {
        let spawn = || {
            let waiting = thread::Builder::new().name("tracks".to_owned());
            waiting.spawn_scoped(scope, || delivery.push(&message("d"))).unwrap()
        };
        let late = spawn();
        assert_eq!(clock.wait_until_parked("tracks"), Some(Duration::from_secs(2)));
        clock.advance(Duration::from_secs(2));
        assert_eq!(late.join().unwrap(), Err(DropReason::QueueFull));

        let patient = spawn();
        clock.wait_until_parked("tracks");
        collector.open();
        assert_eq!(patient.join().unwrap(), Ok(()));
    });
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["a\n", "b\n", "c\n", "d\n"]);
    assert_eq!(accounts(&delivery), [5, 4, 1, 0]);
}

#[test]
fn a_shutdown_frees_those_who_wait_for_room() {
    let (delivery, collector, clock) = full(Overflow::Block(Duration::from_secs(3600)));
    thread::scope(|scope| {
        let waiting = thread::Builder::new().name("tracks".to_owned());
        let tracking = waiting.spawn_scoped(scope, || delivery.push(&message("d"))).unwrap();
        clock.wait_until_parked("tracks");
        delivery.shutdown(clock.now()).unwrap();
        assert_eq!(tracking.join().unwrap(), Err(DropReason::Shutdown));
    });
    collector.open();
    assert_eq!(accounts(&delivery), [4, 0, 4, 0]);
}
