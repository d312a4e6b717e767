//! Time, as a parameter: tests hold it in their hands.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where the runtime reads the time.
pub trait Clock: Send + Sync {
    /// The time since the Unix epoch, UTC; zero before it.
    fn unix_time(&self) -> Duration;

    /// The monotonic time: for intervals, deadlines and waits.
    fn now(&self) -> Instant;
}

/// The operating system's clocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn unix_time(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    fn now(&self) -> Instant {
        Instant::now()
    }
}
