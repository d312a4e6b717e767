//! When a batch is sent again: decided without I/O, from what the receiver wishes and randomness that is handed in.

use std::time::Duration;

use super::random::Random;

/// No receiver is asked again earlier than this.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);

/// How often the receiver itself may ask for a pause before its batch counts as refused.
const MOST_REQUESTED_PAUSES: u32 = 100;

/// When a batch that could not be delivered is sent again, and when it is given up.
///
/// The pause before a retry is chosen at random between `base` and three times the pause before it, and is never
/// longer than `cap` ("decorrelated jitter"), so that many programs that fail together do not come back together.
/// A receiver that says `Retry-After` gets the pause it wants, up to `longest_requested_pause`; such a pause is not
/// counted as a retry unless the policy says so.
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
    counts_requested_pauses: bool,
    pub(crate) max_age: Duration,
    pub(crate) circuit_failures: u32,
    pub(crate) circuit_pause: Duration,
    pub(crate) longest_circuit_pause: Duration,
}

impl RetryPolicy {
    /// Ten retries, pauses from 0.2 to 30 seconds, requested pauses up to 5 minutes, events in memory up to a day old; after 5
    /// failures in a row, pauses for the whole destination from 10 seconds to 5 minutes.
    pub const fn new() -> Self {
        Self {
            max_retries: 10,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(30),
            longest_requested_pause: Duration::from_secs(300),
            counts_requested_pauses: false,
            max_age: Duration::from_secs(24 * 60 * 60),
            circuit_failures: 5,
            circuit_pause: Duration::from_secs(10),
            longest_circuit_pause: Duration::from_secs(300),
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

    /// Sets whether an attempt after a pause that the receiver asked for is counted as a retry, so that a batch is never sent
    /// more than `max_retries + 1` times. Default: no.
    #[must_use]
    pub const fn count_requested_pauses(mut self, count: bool) -> Self {
        self.counts_requested_pauses = count;
        self
    }

    /// Sets how long an event may wait in memory; an older one is dropped as [`Expired`](crate::DropReason::Expired). For
    /// events that lie on disk, the `max_age` of the spool holds in its place.
    #[must_use]
    pub const fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    /// Sets how many attempts must fail in a row, at whatever batches, for the destination to be taken as down; zero
    /// becomes one.
    ///
    /// Then nothing is sent for a while, and no batch uses up its retries: a small batch is tried after each pause until
    /// one gets through.
    #[must_use]
    pub const fn circuit_failures(mut self, failures: u32) -> Self {
        self.circuit_failures = if failures == 0 { 1 } else { failures };
        self
    }

    /// Sets the first pause for a destination that is taken as down. Each one after it is about twice as long.
    #[must_use]
    pub const fn circuit_pause(mut self, pause: Duration) -> Self {
        self.circuit_pause = pause;
        self
    }

    /// Sets the longest pause for a destination that is taken as down.
    #[must_use]
    pub const fn longest_circuit_pause(mut self, pause: Duration) -> Self {
        self.longest_circuit_pause = pause;
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

/// The attempts at one batch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempts {
    /// How many were made.
    made: u32,
    retries: u32,
    requested_pauses: u32,
    last_pause: Duration,
}

impl Attempts {
    /// Another one is made; returns its number, from 1.
    pub(crate) fn begin(&mut self) -> u32 {
        self.made = self.made.saturating_add(1);
        self.made
    }

    /// The attempts at a part of the batch, which the receiver sees as a batch of its own.
    pub(crate) fn of_part(&self) -> Self {
        Self { made: 0, ..self.clone() }
    }

    /// The pause after an attempt that failed, `requested` by the receiver or else chosen; nothing if it was the last
    /// attempt.
    pub(crate) fn pause(
        &mut self,
        requested: Option<Duration>,
        policy: &RetryPolicy,
        random: &mut Random,
    ) -> Option<Duration> {
        match requested.filter(|pause| !pause.is_zero()) {
            Some(pause) => self.requested_pause(pause, policy),
            None => self.backoff(policy, random),
        }
    }

    fn requested_pause(&mut self, wish: Duration, policy: &RetryPolicy) -> Option<Duration> {
        let (used, most) = if policy.counts_requested_pauses {
            (&mut self.retries, policy.max_retries)
        } else {
            (&mut self.requested_pauses, MOST_REQUESTED_PAUSES)
        };
        if *used == most {
            return None;
        }
        *used += 1;
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
    use std::time::Duration;

    use proptest::prelude::*;

    use super::{Attempts, MOST_REQUESTED_PAUSES, RetryPolicy, SHORTEST_PAUSE};
    use crate::delivery::random::Random;

    /// The pauses of a batch that fails as often as `wishes` has items, until it is given up.
    fn run(wishes: &[Option<Duration>], policy: &RetryPolicy, seed: u64) -> (Vec<Duration>, bool) {
        let mut attempts = Attempts::default();
        let mut random = Random::seeded(seed);
        let mut pauses = Vec::new();
        for (index, wish) in wishes.iter().enumerate() {
            assert_eq!(attempts.begin() as usize, index + 1);
            match attempts.pause(*wish, policy, &mut random) {
                Some(pause) => pauses.push(pause),
                None => return (pauses, true),
            }
        }
        (pauses, false)
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

    fn wishes() -> impl Strategy<Value = Vec<Option<Duration>>> {
        proptest::collection::vec(proptest::option::of(any::<Duration>()), 0..200)
    }

    proptest! {
        #[test]
        fn a_batch_is_given_up_when_its_attempts_are_used_up(
            policy in policy(),
            wishes in wishes(),
            seed in any::<u64>(),
        ) {
            let (pauses, is_given_up) = run(&wishes, &policy, seed);
            let is_requested = |wish: &&Option<Duration>| wish.is_some_and(|wish| !wish.is_zero());
            let requested = wishes[..pauses.len()].iter().filter(is_requested).count();
            prop_assert!(pauses.len() - requested <= policy.max_retries as usize);
            prop_assert!(requested <= MOST_REQUESTED_PAUSES as usize);
            prop_assert_eq!(is_given_up, pauses.len() < wishes.len());
            if is_given_up {
                let last = &wishes[pauses.len()];
                let used_up =
                    if is_requested(&last) { requested == MOST_REQUESTED_PAUSES as usize } else { pauses.len() - requested == policy.max_retries as usize };
                prop_assert!(used_up);
            }
        }

        #[test]
        fn pauses_keep_their_bounds(policy in policy(), wishes in wishes(), seed in any::<u64>()) {
            for (pause, wish) in run(&wishes, &policy, seed).0.into_iter().zip(wishes) {
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
            let (pauses, is_given_up) = run(&[None; 4], &RetryPolicy::new().max_retries(3), seed);
            prop_assert_eq!((pauses.len(), is_given_up), (3, true));
            prop_assert!(pauses.iter().sum::<Duration>() <= Duration::from_secs(15));
        }
    }

    #[test]
    fn a_part_is_numbered_anew_but_has_no_more_retries_than_its_batch_had_left() {
        let policy = RetryPolicy::new().max_retries(2);
        let mut random = Random::seeded(1);
        let mut attempts = Attempts::default();
        assert_eq!(attempts.begin(), 1);
        assert!(attempts.pause(None, &policy, &mut random).is_some());
        let mut part = attempts.of_part();
        assert_eq!(part.begin(), 1);
        assert!(part.pause(None, &policy, &mut random).is_some());
        assert!(part.pause(None, &policy, &mut random).is_none());
    }

    #[test]
    fn a_requested_pause_costs_no_retry() {
        let wishes = [Some(Duration::from_secs(3)), Some(Duration::from_secs(9000)), None];
        let (pauses, is_given_up) = run(&wishes, &RetryPolicy::new().max_retries(0), 1);
        assert_eq!(pauses, [Duration::from_secs(3), Duration::from_secs(300)]);
        assert!(is_given_up);
    }

    #[test]
    fn a_requested_pause_costs_a_retry_if_it_is_to() {
        let wishes = [Some(Duration::from_secs(3)), None, Some(Duration::from_secs(5)), None];
        let policy = RetryPolicy::new().max_retries(2).count_requested_pauses(true);
        let (pauses, is_given_up) = run(&wishes, &policy, 1);
        assert_eq!((pauses.len(), pauses[0], is_given_up), (2, Duration::from_secs(3), true));
    }

    #[test]
    fn pauses_differ_between_programs() {
        let pauses = |seed| run(&[None; 3], &RetryPolicy::new(), seed).0;
        assert_ne!(pauses(1), pauses(2));
    }
}
