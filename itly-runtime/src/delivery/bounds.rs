use std::time::Duration;

/// What becomes of an event that comes when the queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Overflow {
    /// It is dropped as [`QueueFull`](crate::DropReason::QueueFull).
    #[default]
    DropNewest,
    /// The oldest event that is not on its way is dropped in its favour, also as
    /// [`QueueFull`](crate::DropReason::QueueFull). When all are on their way, it is dropped itself.
    DropOldest,
    /// The call waits for room, but no longer than this; then the event is dropped as
    /// [`QueueFull`](crate::DropReason::QueueFull).
    ///
    /// It blocks the thread that tracks the event: not for async tasks, whose executor would stand still.
    Block(Duration),
}

/// How much the queue holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) events: u64,
    pub(crate) bytes: u64,
    pub(crate) overflow: Overflow,
}
