//! When a batch is sent again: decided without I/O, from an outcome, the time and randomness that are handed in.

use std::time::{Duration, Instant};

use super::outcome::Outcome;
use super::random::Random;
use super::stats::DropReason;

/// No receiver is asked again earlier than this.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);

/// How often the receiver itself may ask for a pause before its batch counts as refused.
const MOST_REQUESTED_PAUSES: u32 = 100;

/// When a batch that could not be delivered is sent again, and when it is given up.
///
/// The pause before a retry is chosen at random between `base` and three times the pause before it, and is never
/// longer than `cap` ("decorrelated jitter"), so that many programs that fail together do not come back together.
/// A receiver that says `Retry-After` gets the pause it wants, up to `longest_requested_pause`; such a pause is not
/// counted as a retry.
///
/// ```
/// use std::time::Duration;
/// use itly_runtime::RetryPolicy;
///
/// let policy = RetryPolicy::new().max_retries(3).cap(Duration::from_secs(10));
/// # let _ = policy;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    base: Duration,
    cap: Duration,
    longest_requested_pause: Duration,
    pub(crate) max_age: Duration,
}

impl RetryPolicy {
    /// Ten retries, pauses from 0.2 to 30 seconds, requested pauses up to 5 minutes, events up to a day old.
    pub const fn new() -> Self {
        Self {
            max_retries: 10,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(30),
            longest_requested_pause: Duration::from_secs(300),
            max_age: Duration::from_secs(24 * 60 * 60),
        }
    }

    /// Sets how often a batch is sent again: with `n`, it is sent `n + 1` times at most.
    #[must_use]
    pub const fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// Sets the shortest pause before a retry. Less than 100 milliseconds becomes that.
    #[must_use]
    pub const fn base(mut self, base: Duration) -> Self {
        self.base = base;
        self
    }

    /// Sets the longest pause before a retry.
    #[must_use]
    pub const fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// Sets the longest pause that a receiver may ask for; one that asks for more gets this.
    #[must_use]
    pub const fn longest_requested_pause(mut self, pause: Duration) -> Self {
        self.longest_requested_pause = pause;
        self
    }

    /// Sets how long an event may wait; an older one is dropped as [`Expired`](DropReason::Expired).
    #[must_use]
    pub const fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    fn shortest_pause(&self) -> Duration {
        self.base.max(SHORTEST_PAUSE)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// What to do with a batch after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// It was sent.
    Sent,
    /// It is given up.
    Drop(DropReason),
    /// It is sent again at this time.
    WaitUntil(Instant),
}

/// The attempts at one batch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempts {
    retries: u32,
    requested_pauses: u32,
    last_pause: Duration,
}

impl Attempts {
    /// The number of the attempt that comes next, from 1.
    pub(crate) fn next_number(&self) -> u32 {
        self.retries + self.requested_pauses + 1
    }

    /// Decides what follows an attempt that ended at `now`.
    pub(crate) fn step(
        &mut self,
        outcome: &Outcome,
        policy: &RetryPolicy,
        now: Instant,
        random: &mut Random,
    ) -> Step {
        let pause = match outcome {
            Outcome::Delivered => return Step::Sent,
            Outcome::Rejected { .. } => return Step::Drop(DropReason::Rejected),
            Outcome::Failed { retry_after: Some(wish), .. } if !wish.is_zero() => {
                self.requested_pause(*wish, policy)
            }
            Outcome::Failed { .. } => self.backoff(policy, random),
        };
        match pause.and_then(|pause| now.checked_add(pause)) {
            Some(until) => Step::WaitUntil(until),
            None => Step::Drop(DropReason::RetryExhausted),
        }
    }

    fn requested_pause(&mut self, wish: Duration, policy: &RetryPolicy) -> Option<Duration> {
        if self.requested_pauses == MOST_REQUESTED_PAUSES {
            return None;
        }
        self.requested_pauses += 1;
        Some(wish.min(policy.longest_requested_pause).max(SHORTEST_PAUSE))
    }

    fn backoff(&mut self, policy: &RetryPolicy, random: &mut Random) -> Option<Duration> {
        if self.retries == policy.max_retries {
            return None;
        }
        self.retries += 1;
        let shortest = policy.shortest_pause();
        let longest = self.last_pause.max(shortest).saturating_mul(3).min(policy.cap).max(shortest);
        self.last_pause = random.duration_between(shortest, longest);
        Some(self.last_pause)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::{Attempts, MOST_REQUESTED_PAUSES, RetryPolicy, SHORTEST_PAUSE, Step};
    use crate::delivery::outcome::Outcome;
    use crate::delivery::random::Random;
    use crate::delivery::stats::DropReason;

    fn failed(retry_after: Option<Duration>) -> Outcome {
        Outcome::Failed { cause: "the receiver answered with status 503".to_owned(), retry_after }
    }

    /// The pauses that a batch gets whose attempts end with `outcomes`, and how it ends if it does.
    fn run(outcomes: &[Outcome], policy: &RetryPolicy, seed: u64) -> (Vec<Duration>, Option<Step>) {
        let mut attempts = Attempts::default();
        let mut random = Random::seeded(seed);
        let mut pauses = Vec::new();
        let now = Instant::now();
        for (index, outcome) in outcomes.iter().enumerate() {
            assert_eq!(attempts.next_number() as usize, index + 1);
            match attempts.step(outcome, policy, now, &mut random) {
                Step::WaitUntil(until) => pauses.push(until - now),
                end => return (pauses, Some(end)),
            }
        }
        (pauses, None)
    }

    fn policy() -> impl Strategy<Value = RetryPolicy> {
        (0..40_u32, 0..5_000_u64, 0..60_000_u64, 0..600_u64).prop_map(|(retries, base, cap, requested)| {
            RetryPolicy::new()
                .max_retries(retries)
                .base(Duration::from_millis(base))
                .cap(Duration::from_millis(cap))
                .longest_requested_pause(Duration::from_secs(requested))
        })
    }

    fn outcome() -> impl Strategy<Value = Outcome> {
        prop_oneof![
            1 => Just(Outcome::Delivered),
            1 => Just(Outcome::Rejected { cause: String::new() }),
            20 => Just(failed(None)),
            10 => any::<Duration>().prop_map(|wish| failed(Some(wish))),
        ]
    }

    proptest! {
        #[test]
        fn a_batch_ends_once_with_the_first_final_outcome_or_when_its_attempts_are_used_up(
            policy in policy(),
            outcomes in proptest::collection::vec(outcome(), 0..200),
            seed in any::<u64>(),
        ) {
            let (pauses, end) = run(&outcomes, &policy, seed);
            let seen = &outcomes[..pauses.len() + usize::from(end.is_some())];
            let requested =
                |outcome: &&Outcome| matches!(outcome, Outcome::Failed { retry_after: Some(it), .. } if !it.is_zero());
            let requested_pauses = seen[..pauses.len()].iter().filter(requested).count();
            let retries = pauses.len() - requested_pauses;
            prop_assert!(retries <= policy.max_retries as usize);
            prop_assert!(requested_pauses <= MOST_REQUESTED_PAUSES as usize);
            let expected = match (end, seen.last()) {
                (None, _) => None,
                (_, Some(Outcome::Delivered)) => Some(Step::Sent),
                (_, Some(Outcome::Rejected { .. })) => Some(Step::Drop(DropReason::Rejected)),
                _ => Some(Step::Drop(DropReason::RetryExhausted)),
            };
            prop_assert_eq!(end, expected);
        }

        #[test]
        fn pauses_keep_their_bounds(
            policy in policy(),
            wishes in proptest::collection::vec(proptest::option::of(any::<Duration>()), 0..100),
            seed in any::<u64>(),
        ) {
            let outcomes: Vec<Outcome> = wishes.iter().copied().map(failed).collect();
            for (pause, wish) in run(&outcomes, &policy, seed).0.into_iter().zip(wishes) {
                prop_assert!(pause >= SHORTEST_PAUSE);
                match wish.filter(|wish| !wish.is_zero()) {
                    Some(wish) => {
                        let granted = wish.min(policy.longest_requested_pause).max(SHORTEST_PAUSE);
                        prop_assert_eq!(pause, granted);
                    }
                    None => prop_assert!(pause <= policy.cap.max(policy.shortest_pause())),
                }
            }
        }

        #[test]
        fn three_retries_come_within_fifteen_seconds(seed in any::<u64>()) {
            let outcomes = vec![failed(None); 4];
            let (pauses, end) = run(&outcomes, &RetryPolicy::new().max_retries(3), seed);
            prop_assert_eq!(pauses.len(), 3);
            prop_assert_eq!(end, Some(Step::Drop(DropReason::RetryExhausted)));
            prop_assert!(pauses.iter().sum::<Duration>() <= Duration::from_secs(15));
        }
    }

    #[test]
    fn a_requested_pause_costs_no_retry() {
        let outcomes =
            [failed(Some(Duration::from_secs(3))), failed(Some(Duration::from_secs(9000))), failed(None)];
        let (pauses, end) = run(&outcomes, &RetryPolicy::new().max_retries(0), 1);
        assert_eq!(pauses, [Duration::from_secs(3), Duration::from_secs(300)]);
        assert_eq!(end, Some(Step::Drop(DropReason::RetryExhausted)));
    }

    #[test]
    fn pauses_differ_between_programs() {
        let pauses = |seed| run(&[failed(None), failed(None), failed(None)], &RetryPolicy::new(), seed).0;
        assert_ne!(pauses(1), pauses(2));
    }
}
