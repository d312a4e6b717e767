//! What makes one call unmistakable: its id and its time.

mod message_id;
mod timestamp;

pub use self::message_id::MessageId;
pub(crate) use self::message_id::next_message_id;
pub use self::timestamp::Timestamp;

use crate::clock::Clock;

/// Id and time of one call, given once; every destination and every retry sends the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stamp {
    /// Tells this call from every other one.
    pub message_id: MessageId,
    /// When the call was made.
    pub time: Timestamp,
}

impl Stamp {
    /// A stamp with a given id and time: for tests, and for calls that happened elsewhere.
    pub fn new(message_id: MessageId, time: Timestamp) -> Self {
        Self { message_id, time }
    }

    /// A new id and the time of now; the clock is read once.
    pub fn now(clock: &dyn Clock) -> Self {
        let since_epoch = clock.unix_time();
        Self { message_id: next_message_id(since_epoch), time: Timestamp::from(since_epoch) }
    }
}
