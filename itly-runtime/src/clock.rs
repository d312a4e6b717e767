//! Time, as a parameter: tests hold it in their hands.

use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Where the runtime reads the time.
pub trait Clock: Send + Sync {
    /// The time since the Unix epoch, UTC; zero before it.
    fn unix_time(&self) -> Duration;

    /// The monotonic time: for intervals, deadlines and waits.
    fn now(&self) -> Instant;

    /// Parks the calling thread until it is unparked or `deadline` has come; without one, until it is unparked. May
    /// return early for no reason, as [`std::thread::park`] may.
    ///
    /// A clock whose time does not pass by itself returns when it is moved to the deadline.
    fn park_until(&self, deadline: Option<Instant>) {
        match deadline {
            Some(deadline) => thread::park_timeout(deadline.saturating_duration_since(self.now())),
            None => thread::park(),
        }
    }
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
