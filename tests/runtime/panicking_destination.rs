//! A panic of a destination costs the events it is about, and nothing else.

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    Attempt, Batch, Delivery, DeliverySettings, Destination, DropReason, Limits, Message, Outcome, Unfit,
};

use crate::support::delivery::{Collector, accounts, flush, push};

/// Panics over the users that are named after its methods.
struct Panicking(Collector);

impl Destination for Panicking {
    fn name(&self) -> &str {
        "panicking"
    }

    fn begin(&self, _body: &mut Vec<u8>, attempt: &Attempt) {
        assert!(attempt.timeout.as_secs() != 7, "begin");
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        self.0.encode(message, body, attempt)?;
        assert!(message.user_id != "encode", "encode");
        if message.user_id == "unfit" { Err(Unfit::new("a user of this name is unknown")) } else { Ok(()) }
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        assert!(!batch.body.starts_with(b"deliver"), "deliver");
        self.0.deliver(batch)
    }
}

fn delivery(collector: &Collector, clock: &ManualClock, limits: Limits) -> Delivery {
    let settings = DeliverySettings::new().limits(limits).clock(clock.clone());
    Delivery::with_settings(Panicking(collector.clone()), settings)
}

#[test]
fn over_one_message() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let delivery = delivery(&collector, &clock, Limits::new());
    push(&delivery, &["a", "encode", "b", "unfit", "c"]);
    let flushed = flush(&delivery, &clock);
    assert_eq!((flushed.sent, flushed.dropped, flushed.pending), (3, 2, 0));
    assert_eq!(collector.bodies(), ["a\nb\nc\n"]);
    let dropped = delivery.stats().dropped;
    assert_eq!(format!("{dropped:?}"), r#"{"invalid": 1, "panic": 1}"#);
    assert_eq!(accounts(&delivery), [5, 3, 2, 0]);
}

#[test]
fn over_a_batch() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let delivery = delivery(&collector, &clock, Limits::new().batch_events(2));
    push(&delivery, &["deliver", "a", "b", "c"]);
    flush(&delivery, &clock);
    assert_eq!(collector.bodies(), ["b\nc\n"]);
    assert_eq!(delivery.stats().dropped.of(DropReason::Panic), 2);
    assert_eq!(delivery.stats().last_error.as_deref(), Some("the destination panicked"));
    assert_eq!(accounts(&delivery), [4, 2, 2, 0]);
}

#[test]
fn before_the_first_message() {
    let (collector, clock) = (Collector::default(), ManualClock::new());
    let limits = Limits::new().timeout(std::time::Duration::from_secs(7));
    let delivery = delivery(&collector, &clock, limits);
    push(&delivery, &["a", "b"]);
    flush(&delivery, &clock);
    assert!(collector.bodies().is_empty());
    assert_eq!(delivery.stats().dropped.of(DropReason::Panic), 2);
    assert_eq!(accounts(&delivery), [2, 0, 2, 0]);
}
