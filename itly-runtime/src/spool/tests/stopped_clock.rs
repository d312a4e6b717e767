use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::clock::Clock;

/// A clock that is moved by hand, also back.
#[derive(Clone)]
pub(super) struct StoppedClock {
    origin: Instant,
    passed: Arc<AtomicU64>,
    unix_milliseconds: Arc<AtomicU64>,
}

impl StoppedClock {
    pub(super) fn new() -> Self {
        let unix_milliseconds = Arc::new(AtomicU64::new(1_767_323_045_678));
        Self { origin: Instant::now(), passed: Arc::default(), unix_milliseconds }
    }

    pub(super) fn advance(&self, duration: Duration) {
        let milliseconds = duration.as_millis() as u64;
        self.passed.fetch_add(milliseconds, Ordering::SeqCst);
        self.unix_milliseconds.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// The time of day is set back, as it may be; monotonic time goes on.
    pub(super) fn step_back(&self, duration: Duration) {
        self.unix_milliseconds.fetch_sub(duration.as_millis() as u64, Ordering::SeqCst);
    }
}

impl Clock for StoppedClock {
    fn unix_time(&self) -> Duration {
        Duration::from_millis(self.unix_milliseconds.load(Ordering::SeqCst))
    }

    fn now(&self) -> Instant {
        self.origin + Duration::from_millis(self.passed.load(Ordering::SeqCst))
    }
}
