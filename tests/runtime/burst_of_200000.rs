//! The default queue holds a tight burst, even when nothing leaves it meanwhile.

use itly_runtime::testing::ManualClock;
use itly_runtime::{Delivery, DeliverySettings, Plugin};

use crate::support::delivery::{Collector, accounts, flush, message};

#[test]
fn all_of_it_arrives() {
    const COUNT: u64 = 200_000;
    let (collector, clock) = (Collector::shut(), ManualClock::new());
    let settings = DeliverySettings::new().clock(clock.clone());
    let delivery = Delivery::with_settings(collector.clone(), settings);
    let properties = format!(r#""title":"{}""#, "x".repeat(340));
    for _ in 0..COUNT {
        let mut message = message("user-1");
        message.properties = Some(&properties);
        assert_eq!(delivery.push(&message), Ok(()));
    }
    let waiting = delivery.stats();
    assert!(waiting.is_balanced());
    assert_eq!(waiting.pending, COUNT);
    assert!(waiting.pending_bytes > COUNT * 380);

    delivery.request_flush();
    collector.open();
    let flushed = flush(&delivery, &clock);
    assert_eq!((flushed.sent, flushed.dropped, flushed.pending), (COUNT, 0, 0));
    assert_eq!(accounts(&delivery), [COUNT, COUNT, 0, 0]);
    assert_eq!(collector.bodies().iter().map(|body| body.lines().count() as u64).sum::<u64>(), COUNT);
    assert!(collector.bodies().len() <= 201);
}
