//! Many threads at once: every event is accounted for, and each thread's events keep their order.

use std::collections::HashMap;
use std::thread;

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DeliverySettings, DropReason, Limits};

use crate::support::delivery::{Collector, accounts, flush, message};

const PRODUCERS: u64 = 8;
const EACH: u64 = 3_000;

fn produce(delivery: &Delivery) {
    thread::scope(|scope| {
        for producer in 0..PRODUCERS {
            scope.spawn(move || {
                for number in 0..EACH {
                    let _ = delivery.push(&message(&format!("{producer} {number}")));
                    if number % 100 == 0 {
                        assert!(delivery.stats().is_balanced());
                    }
                }
            });
        }
    });
}

/// The numbers that arrived, by producer, in the order of their arrival.
fn arrived(collector: &Collector) -> HashMap<u64, Vec<u64>> {
    let mut arrived: HashMap<u64, Vec<u64>> = HashMap::new();
    for line in collector.bodies().concat().lines() {
        let (producer, number) = line.split_once(' ').unwrap();
        arrived.entry(producer.parse().unwrap()).or_default().push(number.parse().unwrap());
    }
    arrived
}

#[test]
fn everything_arrives_in_the_order_of_its_thread() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let settings = DeliverySettings::new().limits(Limits::new().batch_events(64)).clock(clock.clone());
    let delivery = Delivery::with_settings(collector.clone(), settings);
    produce(&delivery);
    flush(&delivery, &clock);
    assert_eq!(accounts(&delivery), [PRODUCERS * EACH, PRODUCERS * EACH, 0, 0]);
    let arrived = arrived(&collector);
    assert_eq!(arrived.len() as u64, PRODUCERS);
    assert!(arrived.values().all(|numbers| numbers.iter().copied().eq(0..EACH)));
}

#[test]
fn a_tiny_queue_loses_events_but_no_count() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let settings =
        DeliverySettings::new().queue_events(10).limits(Limits::new().batch_events(4)).clock(clock.clone());
    let delivery = Delivery::with_settings(collector.clone(), settings);
    produce(&delivery);
    flush(&delivery, &clock);
    let [accepted, sent, dropped, pending] = accounts(&delivery);
    assert_eq!((accepted, pending), (PRODUCERS * EACH, 0));
    assert_eq!(delivery.stats().dropped.of(DropReason::QueueFull), dropped);
    let arrived = arrived(&collector);
    assert_eq!(arrived.values().map(Vec::len).sum::<usize>() as u64, sent);
    assert!(arrived.values().all(|numbers| numbers.is_sorted()));
}
