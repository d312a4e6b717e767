//! A delivery that is dropped without a shutdown still sends what it has.

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DeliverySettings};

use crate::support::delivery::{Collector, accounts, push};

#[test]
fn what_is_queued_goes_out() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let delivery = Delivery::with_settings(collector.clone(), DeliverySettings::new().clock(clock));
    let clone = delivery.clone();
    push(&delivery, &["a", "b"]);
    drop(delivery);
    assert_eq!(accounts(&clone), [2, 0, 0, 2]);
    drop(clone);
    assert_eq!(collector.wait_for_bodies(1), ["a\nb\n"]);
}
