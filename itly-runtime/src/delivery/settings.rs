use std::path::PathBuf;
use std::sync::Arc;

use super::before_send::{BeforeSend, Outgoing};
use super::bounds::{Bounds, Overflow};
use super::delivery_report::{DeliveryReport, OnOutcome};
use super::limits::Limits;
use super::retry::RetryPolicy;
use super::spooling::DiskUse;
use crate::clock::{Clock, SystemClock};

/// How the destination's thread goes about its work.
#[derive(Debug, Clone)]
pub(crate) struct Conduct {
    pub(crate) retry: RetryPolicy,
    pub(crate) is_ordered: bool,
    pub(crate) dead_letters: Option<PathBuf>,
    pub(crate) only_prints: bool,
}

/// How a [`Delivery`](crate::Delivery) works.
///
/// ```
/// use std::time::Duration;
/// use itly_runtime::{DeliverySettings, Limits, Overflow, RetryPolicy};
///
/// let settings = DeliverySettings::new()
///     .queue_events(50_000)
///     .overflow(Overflow::DropOldest)
///     .limits(Limits::new().batch_events(100).interval(Duration::from_secs(1)))
///     .retry(RetryPolicy::new().max_retries(3))
///     .on_outcome(|report| eprintln!("{}: {} sent, {:?} dropped", report.destination, report.sent, report.dropped));
/// # let _ = settings;
/// ```
#[derive(Clone)]
pub struct DeliverySettings {
    pub(crate) bounds: Bounds,
    pub(crate) limits: Option<Limits>,
    pub(crate) conduct: Conduct,
    pub(crate) is_disabled: bool,
    pub(crate) before_send: Vec<Arc<BeforeSend>>,
    pub(crate) on_outcome: Option<Arc<OnOutcome>>,
    pub(crate) disk: Option<DiskUse>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl DeliverySettings {
    /// A queue of a million events or 128 MiB, whichever is less, that refuses events when it is full; the destination's
    /// own limits; the default retries.
    ///
    /// The bound holds a burst of 200,000 events of half a kilobyte with room to spare. Memory is taken as events
    /// come, and not before.
    pub fn new() -> Self {
        let bounds = Bounds { events: 1_000_000, bytes: 128 * 1024 * 1024, overflow: Overflow::DropNewest };
        let conduct =
            Conduct { retry: RetryPolicy::new(), is_ordered: false, dead_letters: None, only_prints: false };
        Self {
            bounds,
            limits: None,
            conduct,
            is_disabled: false,
            before_send: Vec::new(),
            on_outcome: None,
            disk: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// Sets how many events may be pending: queued, on their way or waiting for a retry.
    #[must_use]
    pub fn queue_events(mut self, events: usize) -> Self {
        self.bounds.events = events as u64;
        self
    }

    /// Sets how many bytes the pending events may take, in the compact form in which they wait.
    #[must_use]
    pub fn queue_bytes(mut self, bytes: usize) -> Self {
        self.bounds.bytes = bytes as u64;
        self
    }

    /// Sets what becomes of an event that comes when the queue is full. Default: [`Overflow::DropNewest`].
    #[must_use]
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.bounds.overflow = overflow;
        self
    }

    /// Replaces the limits of the destination; those that are [firm](Limits::firm) can be undercut only.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Sets when a batch is sent again.
    #[must_use]
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.conduct.retry = retry;
        self
    }

    /// Sets whether a batch that failed holds up the events behind it, so that events arrive in their order. Default: no,
    /// other batches pass it.
    #[must_use]
    pub fn ordered(mut self, ordered: bool) -> Self {
        self.conduct.is_ordered = ordered;
        self
    }

    /// Appends each event that the destination's thread gives up, with reason and cause, to the file at `path` as a line
    /// of JSON. Not those that never entered the queue or that a shutdown leaves behind.
    ///
    /// The file is created with the first one, for the user's eyes alone (mode 0600): events hold personal data.
    #[must_use]
    pub fn dead_letters(mut self, path: impl Into<PathBuf>) -> Self {
        self.conduct.dead_letters = Some(path.into());
        self
    }

    /// Shows each call to `hook` before it is queued, after those that were set before. What the hook returns is sent instead;
    /// `None` drops the event as [`BeforeSend`](crate::DropReason::BeforeSend), and so does a panic: the original is never
    /// sent in its place.
    ///
    /// The hook runs on the thread that makes the call.
    ///
    /// ```
    /// # use itly_runtime::DeliverySettings;
    /// let settings = DeliverySettings::new()
    ///     .before_send(|event| (event.user_id != "health-check").then_some(event))
    ///     .before_send(|mut event| {
    ///         event.properties = event.properties.map(|properties| properties.without("email"));
    ///         Some(event)
    ///     });
    /// ```
    #[must_use]
    pub fn before_send(
        mut self,
        hook: impl for<'a> Fn(Outgoing<'a>) -> Option<Outgoing<'a>> + Send + Sync + 'static,
    ) -> Self {
        self.before_send.push(Arc::new(hook));
        self
    }

    /// Calls `callback` after every batch and for everything that is lost, refused events included.
    ///
    /// It runs on the destination's own thread, which waits for it. What it tracks itself is refused as
    /// [`Reentrant`](crate::DropReason::Reentrant); a panic is logged.
    #[must_use]
    pub fn on_outcome(mut self, callback: impl Fn(&DeliveryReport<'_>) + Send + Sync + 'static) -> Self {
        self.on_outcome = Some(Arc::new(callback));
        self
    }

    /// Sets whether batches are printed to the log instead of being sent. Default: no.
    ///
    /// Each batch appears in the form of the destination, keys left out where the form keeps them apart from the events;
    /// its events are counted as dropped, [`Disabled`](crate::DropReason::Disabled).
    #[must_use]
    pub fn debug(mut self, debug: bool) -> Self {
        self.conduct.only_prints = debug;
        self
    }

    /// Sets whether every event is refused as [`Disabled`](crate::DropReason::Disabled): see
    /// [`Delivery::set_disabled`](crate::Delivery::set_disabled). Default: no.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.is_disabled = disabled;
        self
    }

    /// Keeps every event on disk until it is delivered: a call returns when its event is written there, and what a process
    /// leaves, however it ends, the next one delivers.
    ///
    /// What survives what, [`Fsync`](crate::Fsync) says. A call costs a write to the file. When the disk fails, the queue
    /// takes what it can, and [`Stats::last_error`](crate::Stats::last_error) tells. Destinations that share a folder need
    /// different names.
    #[cfg(feature = "spool")]
    #[must_use]
    pub fn spool(mut self, settings: crate::SpoolSettings) -> Self {
        self.disk = Some(DiskUse { settings, is_for_all: true });
        self
    }

    /// Writes those events to disk for which the queue has no room, whatever [`overflow`](Self::overflow) says, and sends
    /// them when it has.
    #[cfg(feature = "spool")]
    #[must_use]
    pub fn spill(mut self, settings: crate::SpoolSettings) -> Self {
        self.disk = Some(DiskUse { settings, is_for_all: false });
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
