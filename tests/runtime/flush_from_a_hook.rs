//! The thread that sends can't wait for itself: it is told so at once.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    Attempt, Batch, Clock, Delivery, DeliverySettings, Destination, DropReason, Message, Outcome, Plugin,
    Unfit,
};

use crate::support::delivery::{accounts, flush, push};

/// Tries to flush and to shut down from its own thread, and tells what comes of it.
struct Impatient {
    own: Arc<OnceLock<Delivery>>,
    clock: ManualClock,
    answers: Mutex<Sender<[String; 2]>>,
}

impl Destination for Impatient {
    fn name(&self) -> &str {
        "impatient"
    }

    fn encode(&self, _message: &Message<'_>, _body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        Ok(())
    }

    fn deliver(&self, _batch: &Batch<'_>) -> Outcome {
        let own = self.own.get().unwrap();
        let deadline = self.clock.now() + Duration::from_secs(60);
        let answers = [own.flush(deadline), own.shutdown(deadline)].map(|it| it.unwrap_err().to_string());
        self.answers.lock().unwrap().send(answers).unwrap();
        Outcome::Delivered
    }
}

#[test]
fn it_is_an_error_at_once() {
    let (clock, own) = (ManualClock::new(), Arc::new(OnceLock::new()));
    let (sender, receiver) = channel();
    let destination = Impatient { own: Arc::clone(&own), clock: clock.clone(), answers: Mutex::new(sender) };
    let delivery = Delivery::with_settings(destination, DeliverySettings::new().clock(clock.clone()));
    own.set(delivery.clone()).unwrap();
    push(&delivery, &["a"]);
    assert_eq!(flush(&delivery, &clock).sent, 1);
    let message = "the thread of a destination can't wait for events to be sent; \
                   call `flush` and `shutdown` from another one";
    assert_eq!(receiver.recv().unwrap(), [message, message]);
    assert_eq!(accounts(&delivery), [1, 1, 0, 0]);

    // The shutdown has closed the queue all the same.
    push(&delivery, &["b"]);
    assert_eq!(delivery.stats().dropped.of(DropReason::Shutdown), 1);
    assert_eq!(accounts(&delivery), [2, 1, 1, 0]);
}
