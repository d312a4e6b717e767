//! Time, as manifests see it.

use std::fmt;
use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time. Tests have one that they move.
pub trait Clock: fmt::Debug + Send + Sync {
    /// How much time has passed since some moment, never less than before. Leases are watched by it.
    fn monotonic(&self) -> Duration;

    /// The date and time, for records.
    fn now(&self) -> SystemTime;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn monotonic(&self) -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}
