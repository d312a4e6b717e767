use std::time::Duration;

/// What a destination takes at once, and how soon.
///
/// A batch is closed when it has `batch_events` messages or when one more would make it larger than `batch_bytes`,
/// `interval` after its first event came, at a flush and at the shutdown.
///
/// ```
/// use std::time::Duration;
///
/// use itly_runtime::{DeliverySettings, Limits};
///
/// // Small batches, soon.
/// let limits = Limits::new().batch_events(50).interval(Duration::from_millis(500));
/// let settings = DeliverySettings::new().limits(limits);
/// # let _ = settings;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    pub(crate) batch_events: usize,
    pub(crate) batch_bytes: usize,
    pub(crate) event_bytes: usize,
    pub(crate) interval: Duration,
    pub(crate) timeout: Duration,
    is_firm: bool,
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
            is_firm: false,
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

    /// Makes these the limits of a destination that takes no more events and bytes than they say, whatever the
    /// [settings](crate::DeliverySettings::limits) of its delivery say.
    #[must_use]
    pub const fn firm(mut self) -> Self {
        self.is_firm = true;
        self
    }

    /// These limits for a destination that has the limits `most`.
    pub(crate) fn within(self, most: &Self) -> Self {
        if !most.is_firm {
            return self;
        }
        Self {
            batch_events: self.batch_events.min(most.batch_events),
            batch_bytes: self.batch_bytes.min(most.batch_bytes),
            event_bytes: self.event_bytes.min(most.event_bytes),
            ..self
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Limits;

    #[test]
    fn firm_limits_may_be_undercut_and_not_exceeded() {
        let wanted = Limits::new().batch_events(5000).batch_bytes(10).interval(Duration::ZERO);
        let most = Limits::new().batch_events(2500).batch_bytes(500).event_bytes(32);
        assert_eq!(wanted.clone().within(&most), wanted);
        assert_eq!(wanted.clone().within(&most.firm()), wanted.batch_events(2500).event_bytes(32));
    }
}
