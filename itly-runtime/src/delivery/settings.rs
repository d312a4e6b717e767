use std::sync::Arc;

use super::destination::Limits;
use super::retry::RetryPolicy;
use crate::clock::{Clock, SystemClock};

/// How a [`Delivery`](crate::Delivery) works.
///
/// ```
/// use std::time::Duration;
/// use itly_runtime::{DeliverySettings, Limits, RetryPolicy};
///
/// let settings = DeliverySettings::new()
///     .queue_events(50_000)
///     .limits(Limits::new().batch_events(100).interval(Duration::from_secs(1)))
///     .retry(RetryPolicy::new().max_retries(3));
/// # let _ = settings;
/// ```
#[derive(Clone)]
pub struct DeliverySettings {
    pub(crate) queue_events: usize,
    pub(crate) queue_bytes: usize,
    pub(crate) limits: Option<Limits>,
    pub(crate) retry: RetryPolicy,
    pub(crate) clock: Arc<dyn Clock>,
}

impl DeliverySettings {
    /// A queue of a million events or 128 MiB, whichever is less; the destination's own limits; the default retries.
    ///
    /// The bound holds a burst of 200,000 events of half a kilobyte with room to spare. Memory is taken as events
    /// come, and not before.
    pub fn new() -> Self {
        Self {
            queue_events: 1_000_000,
            queue_bytes: 128 * 1024 * 1024,
            limits: None,
            retry: RetryPolicy::new(),
            clock: Arc::new(SystemClock),
        }
    }

    /// Sets how many events may be pending: queued, on their way or waiting for a retry. One that comes when there
    /// are as many is dropped as [`QueueFull`](crate::DropReason::QueueFull).
    #[must_use]
    pub fn queue_events(mut self, events: usize) -> Self {
        self.queue_events = events;
        self
    }

    /// Sets how many bytes the pending events may take, in the compact form in which they wait.
    #[must_use]
    pub fn queue_bytes(mut self, bytes: usize) -> Self {
        self.queue_bytes = bytes;
        self
    }

    /// Replaces the limits of the destination.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Sets when a batch is sent again.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Sets where the time is read. Default: [`SystemClock`].
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }
}

impl Default for DeliverySettings {
    fn default() -> Self {
        Self::new()
    }
}
