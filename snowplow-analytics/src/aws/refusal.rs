//! Why a request was not answered, and whether it will be.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::thread;
use std::time::Duration;

use super::into_io;

/// How often a request is made before it has failed.
const ATTEMPTS: u32 = 6;

/// How long it is waited at the most before the second attempt; twice as long before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// What is refused for a while with a status that says otherwise.
const PASSING: [&str; 6] = [
    "SlowDown",
    "RequestTimeout",
    "Throttling",
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
];

/// Why a request was not answered.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The status of an answer; 0: there was none.
    pub(crate) status: u16,
    /// What the service calls it.
    pub(crate) kind: String,
    pub(crate) error: io::Error,
}

impl Refusal {
    pub(crate) fn of_transport(error: ureq::Error) -> Self {
        Self { status: 0, kind: String::new(), error: into_io(error) }
    }

    /// Nobody is asked who can be named by no keys.
    pub(crate) fn of_credentials(error: io::Error) -> Self {
        Self { status: 401, kind: String::new(), error }
    }

    /// Whether the same request may be answered later.
    fn is_passing(&self) -> bool {
        matches!(self.status, 0 | 408 | 429 | 500..) || PASSING.contains(&self.kind.as_str())
    }
}

/// How long is waited for services that are too busy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// At the most, before the second attempt; then twice as long each time.
    pub(crate) first_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { first_pause: FIRST_PAUSE }
    }
}

impl Patience {
    /// Makes a request until it is answered, or refused for good.
    pub(crate) fn until_answered<T>(self, ask: impl Fn() -> Result<T, Refusal>) -> Result<T, Refusal> {
        let mut pause = self.first_pause;
        for _ in 1..ATTEMPTS {
            match ask() {
                Err(refusal) if refusal.is_passing() => thread::sleep(scattered(pause)),
                answer => return answer,
            }
            pause *= 2;
        }
        ask()
    }
}

/// A pause of at least half as long: workers that were refused together are not to come back together.
fn scattered(pause: Duration) -> Duration {
    // Hash maps get their keys from the operating system: other numbers than those of other workers.
    let chance = RandomState::new().build_hasher().finish() as u32;
    pause.mul_f64(0.5 + f64::from(chance) / f64::from(u32::MAX) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_differ_and_are_at_least_half_as_long() {
        let pauses: Vec<Duration> = (0..100).map(|_| scattered(FIRST_PAUSE)).collect();
        assert!(pauses.iter().all(|pause| (FIRST_PAUSE / 2..=FIRST_PAUSE).contains(pause)), "{pauses:?}");
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
}
