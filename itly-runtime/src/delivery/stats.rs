use std::fmt;

use crate::stamp::Timestamp;

/// Why an event never reached its destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DropReason {
    /// The queue was full when the event came.
    QueueFull,
    /// The event is larger than the queue or the destination takes.
    TooLarge,
    /// The destination can't say the event in its own form.
    Invalid,
    /// The destination refused the event for good.
    Rejected,
    /// Every attempt to send the event failed.
    RetryExhausted,
    /// The event waited longer than [`RetryPolicy::max_age`](crate::RetryPolicy::max_age), or on disk longer than the
    /// `max_age` of the spool.
    Expired,
    /// The event came after the shutdown, or was still waiting at its deadline.
    Shutdown,
    /// The destination panicked over the event or over its batch.
    Panic,
    /// A hook wanted the event dropped, or panicked over it.
    BeforeSend,
    /// The delivery is disabled, or only prints what it would send.
    Disabled,
    /// The event was waiting when the program called [`Delivery::purge`](crate::Delivery::purge).
    OptOut,
    /// There was no room on disk for the event.
    SpoolFull,
    /// The event could not be read back from disk.
    SpoolCorrupt,
    /// The event was tracked by the thread of a destination, from a callback or a logger: it might go round for ever.
    Reentrant,
}

impl DropReason {
    /// Every reason.
    pub const ALL: &'static [DropReason] = &[
        Self::QueueFull,
        Self::TooLarge,
        Self::Invalid,
        Self::Rejected,
        Self::RetryExhausted,
        Self::Expired,
        Self::Shutdown,
        Self::Panic,
        Self::BeforeSend,
        Self::Disabled,
        Self::OptOut,
        Self::SpoolFull,
        Self::SpoolCorrupt,
        Self::Reentrant,
    ];

    /// The reason's name in logs and metrics: `queue_full`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::QueueFull => "queue_full",
            Self::TooLarge => "too_large",
            Self::Invalid => "invalid",
            Self::Rejected => "rejected",
            Self::RetryExhausted => "retry_exhausted",
            Self::Expired => "expired",
            Self::Shutdown => "shutdown",
            Self::Panic => "panic",
            Self::BeforeSend => "before_send",
            Self::Disabled => "disabled",
            Self::OptOut => "opt_out",
            Self::SpoolFull => "spool_full",
            Self::SpoolCorrupt => "spool_corrupt",
            Self::Reentrant => "reentrant",
        }
    }
}

impl fmt::Display for DropReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// Numbers of dropped events by reason.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Drops([u64; DropReason::ALL.len()]);

impl Drops {
    /// How many events were dropped for `reason`.
    pub const fn of(&self, reason: DropReason) -> u64 {
        self.0[reason as usize]
    }

    /// How many events were dropped.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The reasons for which events were dropped, and how many.
    pub fn iter(&self) -> impl Iterator<Item = (DropReason, u64)> {
        DropReason::ALL.iter().copied().zip(self.0).filter(|(_, count)| *count > 0)
    }

    pub(crate) fn add(&mut self, reason: DropReason, count: u64) {
        self.0[reason as usize] += count;
    }

    pub(crate) fn add_all(&mut self, other: &Drops) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
    }
}

impl fmt::Debug for Drops {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter().map(|(reason, count)| (reason.name(), count))).finish()
    }
}

/// What a delivery is doing about its destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum DeliveryState {
    /// Nothing stands in the way of the next batch.
    #[default]
    Ready,
    /// A batch is on its way.
    Sending,
    /// A batch failed and is waited for, so that the events stay in their order.
    Backoff,
    /// The destination wants nothing for a while.
    RateLimited,
    /// The destination is down or does not want this program: nothing is sent for a while, also not by a flush.
    Open,
    /// One small batch is to find out whether the destination is back.
    HalfOpen,
    /// It is over.
    Closed,
}

/// What has become of the events that were handed to one destination, all numbers taken at one moment.
///
/// At every moment `accepted = sent + dropped + pending`. An event counts as accepted as soon as it is handed over:
/// one that is refused is accepted and dropped.
///
/// ```
/// use itly_runtime::{DropReason, Stats};
///
/// /// What a page of measures of the program has.
/// fn measures(stats: &Stats) -> String {
///     assert_eq!(stats.accepted, stats.sent + stats.dropped.total() + stats.pending);
///     let full = stats.dropped.of(DropReason::QueueFull);
///     format!("sent {}\npending {}\nqueue_full {full}\n", stats.sent, stats.pending)
/// }
///
/// assert_eq!(measures(&Stats::default()), "sent 0\npending 0\nqueue_full 0\n");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Stats {
    /// Events handed over.
    pub accepted: u64,
    /// Events that the destination took.
    pub sent: u64,
    /// Events that are lost, by reason.
    pub dropped: Drops,
    /// Events that are queued, on their way, or waiting for the next attempt.
    pub pending: u64,
    /// What the pending events take of the queue's bound, in bytes.
    pub pending_bytes: u64,
    /// How many of the pending events lie on disk: a shutdown leaves them there for the next process.
    pub on_disk: u64,
    /// Attempts to deliver a batch that have ended.
    pub attempts: u64,
    /// How many of these repeated an earlier one.
    pub retries: u64,
    /// What went wrong most recently.
    pub last_error: Option<String>,
    /// When the destination last took a batch, or a part of one.
    pub last_success: Option<Timestamp>,
    /// How many bytes of batches were handed over, repeated ones included, before compression.
    pub bytes: u64,
    /// What the delivery is doing about its destination.
    pub state: DeliveryState,
}

impl Stats {
    /// Whether every event is accounted for: `accepted = sent + dropped + pending`.
    ///
    /// It always is; tests of destinations assert it.
    pub fn is_balanced(&self) -> bool {
        self.accepted == self.sent + self.dropped.total() + self.pending
    }
}
