//! Whatever a destination answers, in whatever order: every event is sent once or dropped once, and the accounts say so.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use itly_runtime::testing::ManualClock;
use itly_runtime::{
    Attempt, Batch, Delivery, DeliverySettings, Destination, Fate, Limits, Message, MessageId, MessageKind,
    Outcome, RetryPolicy, Stamp, Timestamp, Unfit,
};
use proptest::prelude::*;

use crate::support::delivery::accounts;

/// What the destination does with one request.
#[derive(Debug, Clone)]
enum Answer {
    Whole(Outcome),
    /// Delivers the messages whose place has a `0`, refuses a `1`, and wants a `2` again.
    Each(Vec<u8>, Option<Duration>),
    Panic,
}

/// A destination that answers by a script, and notes what it took and what it refused.
#[derive(Clone, Default)]
struct Fickle {
    script: Arc<Mutex<VecDeque<Answer>>>,
    ends: Arc<Mutex<BTreeMap<MessageId, Vec<&'static str>>>>,
}

impl Fickle {
    fn note(&self, batch: &Batch<'_>, what: &'static str, is_of: impl Fn(usize) -> bool) {
        let mut ends = self.ends.lock().unwrap();
        for (_, entry) in batch.entries.iter().enumerate().filter(|(index, _)| is_of(*index)) {
            ends.entry(entry.message_id).or_default().push(what);
        }
    }
}

impl Destination for Fickle {
    fn name(&self) -> &str {
        "fickle"
    }

    fn endpoint(&self, message: &Message<'_>) -> usize {
        usize::from(message.kind == MessageKind::Identify)
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, attempt: &Attempt) -> Result<(), Unfit> {
        assert_eq!(self.endpoint(message), attempt.endpoint);
        if message.user_id == "unfit" {
            return Err(Unfit::new("unfit"));
        }
        body.extend_from_slice(message.user_id.as_bytes());
        Ok(())
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        assert!(!batch.entries.is_empty());
        let answer = self.script.lock().unwrap().pop_front();
        match answer.unwrap_or(Answer::Whole(Outcome::Delivered)) {
            Answer::Panic => panic!("by the script"),
            Answer::Whole(outcome) => {
                if outcome == Outcome::Delivered {
                    self.note(batch, "sent", |_| true);
                }
                outcome
            }
            Answer::Each(kinds, retry_after) => {
                let kind = |index: usize| kinds[index % kinds.len()];
                self.note(batch, "sent", |index| kind(index) == 0);
                self.note(batch, "refused", |index| kind(index) == 1);
                let fates = (0..batch.entries.len()).map(|index| match kind(index) {
                    0 => Fate::Delivered,
                    1 => Fate::Rejected { cause: "no".to_owned() },
                    2 => Fate::Retry { after: None },
                    _ => Fate::Retry { after: Some(Duration::from_secs(3)) },
                });
                Outcome::Sorted { fates: fates.collect(), retry_after }
            }
        }
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    let cause = || "no".to_owned();
    let pause = || proptest::option::of((0..100_u64).prop_map(Duration::from_secs));
    prop_oneof![
        3 => Just(Answer::Whole(Outcome::Delivered)),
        3 => pause().prop_map(move |retry_after| Answer::Whole(Outcome::Failed { cause: cause(), retry_after })),
        1 => pause().prop_map(move |retry_after| Answer::Whole(Outcome::RateLimited { cause: cause(), retry_after })),
        2 => Just(Answer::Whole(Outcome::TooLarge { cause: cause() })),
        2 => Just(Answer::Whole(Outcome::Poisoned { cause: cause() })),
        1 => Just(Answer::Whole(Outcome::Rejected { cause: cause() })),
        1 => Just(Answer::Whole(Outcome::Unauthorized { cause: cause() })),
        3 => (proptest::collection::vec(0..4_u8, 1..7), pause()).prop_map(|(kinds, pause)| Answer::Each(kinds, pause)),
        1 => Just(Answer::Panic),
    ]
}

/// A message of a user, or one that the destination can't say, with an id made of its number.
fn message(number: usize) -> Message<'static> {
    let id = MessageId::from_bytes((number as u128).to_be_bytes());
    let kind = if number.is_multiple_of(5) { MessageKind::Identify } else { MessageKind::Track };
    let user = if number.is_multiple_of(17) { "unfit" } else { "user" };
    Message::new(kind, Stamp::new(id, Timestamp::from_unix_milliseconds(0)), user)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn sent_once_or_dropped_once(
        script in proptest::collection::vec(answer(), 0..40),
        pushes in proptest::collection::vec(1..40_usize, 1..5),
        is_ordered in any::<bool>(),
        retries in 0..4_u32,
        batch_events in 1..20_usize,
    ) {
        let (fickle, clock) = (Fickle::default(), ManualClock::new());
        *fickle.script.lock().unwrap() = script.into();
        let settings = DeliverySettings::new()
            .clock(clock.clone())
            .ordered(is_ordered)
            .retry(RetryPolicy::new().max_retries(retries))
            .limits(Limits::new().batch_events(batch_events).batch_bytes(30));
        let delivery = Delivery::with_settings(fickle.clone(), settings);
        let mut count = 0;
        for push in pushes {
            for _ in 0..push {
                prop_assert_eq!(delivery.push(&message(count)), Ok(()));
                count += 1;
            }
            prop_assert!(delivery.stats().is_balanced());
        }
        while delivery.stats().pending > 0 {
            if let Some(pause) = clock.wait_until_parked("itly-fickle") {
                clock.advance(pause);
            }
        }

        let [accepted, sent, dropped, pending] = accounts(&delivery);
        prop_assert_eq!((accepted, pending), (count as u64, 0));
        let ends = fickle.ends.lock().unwrap();
        for (id, ends) in ends.iter() {
            prop_assert_eq!(ends.len(), 1, "{:?}: {:?}", id, ends);
        }
        let taken = ends.values().filter(|ends| ends[..] == ["sent"]).count() as u64;
        prop_assert_eq!((sent, dropped), (taken, count as u64 - taken));
    }
}
