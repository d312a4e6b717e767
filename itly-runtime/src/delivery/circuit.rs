//! Whether a destination may be sent anything at all: decided without I/O, from what attempts came to, the time and
//! randomness that are handed in.

use std::time::{Duration, Instant};

use super::random::Random;
use super::retry::RetryPolicy;
use super::stats::DeliveryState;

/// A destination that does not want this program is not asked again earlier than this.
const SHORTEST_PAUSE_WITHOUT_AUTHORITY: Duration = Duration::from_secs(60);

/// What stands between a destination and its batches.
///
/// ```text
/// Ready ⇄ Sending → Backoff(until), RateLimited(until) → Ready
///             └──→ Open(until) → HalfOpen → Sending: one small batch decides
/// ```
#[derive(Debug, Default)]
pub(crate) struct Circuit {
    state: State,
    /// Batches that failed one after the other.
    failures: u32,
    /// How long the circuit was open the last time; zero when it has not been since something went well.
    last_pause: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Ready,
    Sending {
        is_probe: bool,
    },
    Backoff(Instant),
    RateLimited(Instant),
    Open(Instant),
    HalfOpen,
    Closed,
}

/// What may be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// Anything.
    Pass,
    /// One small batch.
    Probe,
    /// Nothing until then.
    Shut(Instant),
}

/// What an attempt says about the destination as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It works, whatever it thinks of the batch.
    Works,
    /// It may be down.
    Failed,
    /// It wants nothing for so long.
    Paused(Duration),
    /// It does not want this program.
    Unauthorized,
}

impl Circuit {
    /// What may be sent at `now`.
    pub(crate) fn gate(&mut self, now: Instant) -> Gate {
        self.state = match self.state {
            State::Backoff(until) | State::RateLimited(until) | State::Open(until) if now < until => {
                return Gate::Shut(until);
            }
            State::Open(_) => State::HalfOpen,
            State::Backoff(_) | State::RateLimited(_) => State::Ready,
            state => state,
        };
        if self.state == State::HalfOpen { Gate::Probe } else { Gate::Pass }
    }

    /// A batch is on its way.
    pub(crate) fn send(&mut self) {
        self.state = State::Sending { is_probe: self.state == State::HalfOpen };
    }

    /// Whether the batch on its way is to find out whether the destination is back.
    pub(crate) fn is_probing(&self) -> bool {
        matches!(self.state, State::Sending { is_probe: true })
    }

    /// How long the circuit is open, was the last time, or zero.
    pub(crate) fn last_pause(&self) -> Duration {
        self.last_pause
    }

    /// The attempt has ended at `now`.
    pub(crate) fn conclude(
        &mut self,
        verdict: Verdict,
        now: Instant,
        policy: &RetryPolicy,
        random: &mut Random,
    ) {
        let is_probe = self.is_probing();
        match verdict {
            Verdict::Works => *self = Self::default(),
            Verdict::Paused(pause) => self.state = until(now, pause).map_or(State::Ready, State::RateLimited),
            Verdict::Failed => {
                self.failures = self.failures.saturating_add(1);
                if is_probe || self.failures >= policy.circuit_failures {
                    self.open(now, policy.circuit_pause, policy, random);
                } else {
                    self.state = State::Ready;
                }
            }
            Verdict::Unauthorized => {
                self.open(now, policy.circuit_pause.max(SHORTEST_PAUSE_WITHOUT_AUTHORITY), policy, random);
            }
        }
    }

    /// Nothing is sent before `until`, so that later events do not overtake earlier ones.
    pub(crate) fn back_off(&mut self, until: Instant) {
        if self.state == State::Ready {
            self.state = State::Backoff(until);
        }
    }

    /// The destination was configured anew: what was known of it is void.
    pub(crate) fn reset(&mut self) {
        *self = Self::default();
    }

    /// Nothing will be sent any more.
    pub(crate) fn close(&mut self) {
        self.state = State::Closed;
    }

    /// For the accounts.
    pub(crate) fn state(&self) -> DeliveryState {
        match self.state {
            State::Ready => DeliveryState::Ready,
            State::Sending { .. } => DeliveryState::Sending,
            State::Backoff(_) => DeliveryState::Backoff,
            State::RateLimited(_) => DeliveryState::RateLimited,
            State::Open(_) => DeliveryState::Open,
            State::HalfOpen => DeliveryState::HalfOpen,
            State::Closed => DeliveryState::Closed,
        }
    }

    /// Each pause is about twice the one before it, so that programs which fail together do not come back together.
    fn open(&mut self, now: Instant, shortest: Duration, policy: &RetryPolicy, random: &mut Random) {
        let twice = self.last_pause.saturating_mul(2);
        let longest = policy.longest_circuit_pause.max(shortest);
        let least = twice.max(shortest).min(longest);
        self.last_pause = random.duration_between(least, least.saturating_mul(5) / 4).min(longest);
        self.state = until(now, self.last_pause).map_or(State::HalfOpen, State::Open);
    }
}

fn until(now: Instant, pause: Duration) -> Option<Instant> {
    now.checked_add(pause)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::{Circuit, Gate, SHORTEST_PAUSE_WITHOUT_AUTHORITY, Verdict};
    use crate::delivery::random::Random;
    use crate::delivery::retry::RetryPolicy;
    use crate::delivery::stats::DeliveryState;

    struct Bench {
        circuit: Circuit,
        policy: RetryPolicy,
        random: Random,
        now: Instant,
    }

    impl Bench {
        fn new() -> Self {
            let policy = RetryPolicy::new().circuit_failures(3).circuit_pause(Duration::from_secs(10));
            Self { circuit: Circuit::default(), policy, random: Random::seeded(1), now: Instant::now() }
        }

        fn attempt(&mut self, verdict: Verdict) {
            self.circuit.send();
            assert_eq!(self.circuit.state(), DeliveryState::Sending);
            self.circuit.conclude(verdict, self.now, &self.policy, &mut self.random);
        }

        /// Waits until the gate is not shut any more; returns for how long, and what it is then.
        fn wait(&mut self) -> (Duration, Gate) {
            match self.circuit.gate(self.now) {
                Gate::Shut(until) => {
                    let pause = until - self.now;
                    self.now = until;
                    (pause, self.circuit.gate(self.now))
                }
                gate => (Duration::ZERO, gate),
            }
        }
    }

    #[test]
    fn opens_after_failures_in_a_row_and_a_success_between_them_starts_the_count_anew() {
        let mut bench = Bench::new();
        for verdict in [Verdict::Failed, Verdict::Failed, Verdict::Works, Verdict::Failed, Verdict::Failed] {
            bench.attempt(verdict);
            assert_eq!(bench.wait(), (Duration::ZERO, Gate::Pass));
        }
        bench.attempt(Verdict::Failed);
        assert_eq!(bench.circuit.state(), DeliveryState::Open);
        let (pause, gate) = bench.wait();
        assert!(pause >= Duration::from_secs(10), "{pause:?}");
        assert_eq!((gate, bench.circuit.state()), (Gate::Probe, DeliveryState::HalfOpen));
    }

    #[test]
    fn a_probe_that_goes_well_closes_it_and_one_that_fails_opens_it_for_longer() {
        let mut bench = Bench::new();
        for _ in 0..3 {
            bench.attempt(Verdict::Failed);
        }
        let (first, _) = bench.wait();
        bench.attempt(Verdict::Failed);
        let (second, gate) = bench.wait();
        assert!(second >= first * 3 / 2, "{first:?}, {second:?}");
        assert_eq!(gate, Gate::Probe);
        bench.attempt(Verdict::Works);
        assert_eq!(bench.wait(), (Duration::ZERO, Gate::Pass));
        bench.attempt(Verdict::Failed);
        assert_eq!(bench.wait(), (Duration::ZERO, Gate::Pass));
    }

    #[test]
    fn opens_at_once_and_for_a_minute_or_more_when_the_program_is_not_wanted() {
        let mut bench = Bench::new();
        bench.attempt(Verdict::Unauthorized);
        let (pause, gate) = bench.wait();
        assert!(pause >= SHORTEST_PAUSE_WITHOUT_AUTHORITY, "{pause:?}");
        assert_eq!(gate, Gate::Probe);
        bench.attempt(Verdict::Unauthorized);
        assert!(bench.wait().0 >= pause * 3 / 2);
    }

    #[test]
    fn a_rate_limit_is_waited_out_and_opens_nothing() {
        let mut bench = Bench::new();
        bench.attempt(Verdict::Paused(Duration::from_secs(3)));
        assert_eq!(bench.circuit.state(), DeliveryState::RateLimited);
        assert_eq!(bench.wait(), (Duration::from_secs(3), Gate::Pass));
    }

    #[test]
    fn a_pause_is_known_until_something_goes_well_and_hardly_longer_than_it_must_be() {
        let mut bench = Bench::new();
        assert_eq!(bench.circuit.last_pause(), Duration::ZERO);
        for _ in 0..3 {
            assert!(!bench.circuit.is_probing());
            bench.attempt(Verdict::Failed);
        }
        let (pause, _) = bench.wait();
        assert!(pause <= Duration::from_millis(12_500), "{pause:?}");
        assert_eq!(bench.circuit.last_pause(), pause);
        bench.circuit.send();
        assert!(bench.circuit.is_probing());
        bench.circuit.conclude(Verdict::Works, bench.now, &bench.policy, &mut bench.random);
        assert_eq!(bench.circuit.last_pause(), Duration::ZERO);
    }

    #[test]
    fn only_what_is_ready_backs_off() {
        let mut bench = Bench::new();
        let soon = bench.now + Duration::from_secs(1);
        bench.circuit.back_off(soon);
        assert_eq!(bench.circuit.state(), DeliveryState::Backoff);
        assert_eq!(bench.wait(), (Duration::from_secs(1), Gate::Pass));
        bench.attempt(Verdict::Paused(Duration::from_secs(3)));
        bench.circuit.back_off(soon);
        assert_eq!(bench.wait(), (Duration::from_secs(3), Gate::Pass));
    }

    #[test]
    fn a_new_configuration_opens_it_and_the_end_closes_it() {
        let mut bench = Bench::new();
        bench.attempt(Verdict::Unauthorized);
        bench.circuit.reset();
        assert_eq!(
            (bench.circuit.state(), bench.circuit.last_pause()),
            (DeliveryState::Ready, Duration::ZERO)
        );
        bench.circuit.close();
        assert_eq!(bench.circuit.state(), DeliveryState::Closed);
    }

    fn verdict() -> impl Strategy<Value = Verdict> {
        prop_oneof![
            Just(Verdict::Works),
            Just(Verdict::Failed),
            (0..1_000_u64).prop_map(|seconds| Verdict::Paused(Duration::from_secs(seconds))),
            Just(Verdict::Unauthorized),
        ]
    }

    proptest! {
        #[test]
        fn always_opens_again_within_the_longest_pause(
            verdicts in proptest::collection::vec(verdict(), 0..100),
            seed in any::<u64>(),
        ) {
            let mut bench = Bench { random: Random::seeded(seed), ..Bench::new() };
            for verdict in verdicts {
                bench.attempt(verdict);
                let (pause, gate) = bench.wait();
                prop_assert!(!matches!(gate, Gate::Shut(_)));
                match verdict {
                    Verdict::Works => prop_assert_eq!((pause, gate), (Duration::ZERO, Gate::Pass)),
                    Verdict::Paused(wanted) => prop_assert_eq!(pause, wanted),
                    _ => prop_assert!(pause <= bench.policy.longest_circuit_pause),
                }
            }
        }
    }
}
