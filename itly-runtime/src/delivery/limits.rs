use std::time::Duration;

/// What a destination takes at once, and how soon.
///
/// A batch is closed when it has `batch_events` messages or when one more would make it larger than `batch_bytes`,
/// `interval` after its first event came, at a flush and at the shutdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    pub(crate) batch_events: usize,
    pub(crate) batch_bytes: usize,
    pub(crate) event_bytes: usize,
    pub(crate) interval: Duration,
    pub(crate) timeout: Duration,
}

impl Limits {
    /// Batches of 1,000 events or a mebibyte, every 5 seconds; 30 seconds for an attempt; an event may fill a batch.
    pub const fn new() -> Self {
        Self {
            batch_events: 1000,
            batch_bytes: 1024 * 1024,
            event_bytes: usize::MAX,
            interval: Duration::from_secs(5),
            timeout: Duration::from_secs(30),
        }
    }

    /// Sets how many messages a batch may have; zero becomes one.
    #[must_use]
    pub const fn batch_events(mut self, events: usize) -> Self {
        self.batch_events = if events == 0 { 1 } else { events };
        self
    }

    /// Sets how large a batch may be in the form of the destination, from `begin` to `end`.
    #[must_use]
    pub const fn batch_bytes(mut self, bytes: usize) -> Self {
        self.batch_bytes = bytes;
        self
    }

    /// Sets how large a message may be in the form of the destination; a larger one is dropped as
    /// [`TooLarge`](crate::DropReason::TooLarge).
    #[must_use]
    pub const fn event_bytes(mut self, bytes: usize) -> Self {
        self.event_bytes = bytes;
        self
    }

    /// Sets how long the first event of a batch waits for others; with zero, for none that is not there yet.
    #[must_use]
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Sets how long an attempt may take.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
