use std::time::Duration;

use crate::stamp::{MessageId, Timestamp};

/// One attempt to deliver a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// Counted from 1 for each batch.
    pub number: u32,
    /// How long the attempt may take.
    pub timeout: Duration,
    /// When it is made.
    pub time: Timestamp,
    /// The id of the batch: the same for all attempts at it, also when only some of its messages are left.
    pub batch_id: MessageId,
    /// When the first attempt at the batch was made.
    pub batch_time: Timestamp,
    /// Which endpoint the messages are for: see [`Destination::endpoint`](crate::Destination::endpoint).
    pub endpoint: usize,
}

impl Attempt {
    /// The first attempt at a batch, for endpoint 0: for tests of destinations, the runtime makes its own.
    pub const fn first(timeout: Duration, time: Timestamp, batch_id: MessageId) -> Self {
        Self { number: 1, timeout, time, batch_id, batch_time: time, endpoint: 0 }
    }
}

/// A message of a batch, as far as replies speak of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The id of its call.
    pub message_id: MessageId,
    /// How many items of the wire form it became: see [`Destination::items`](crate::Destination::items).
    pub items: usize,
}

/// A batch, ready to be handed over.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Batch<'a> {
    /// All of it, from `begin` to `end`.
    pub body: &'a [u8],
    /// Its messages, in the order of the body: at least one.
    pub entries: &'a [Entry],
    /// Which attempt this is.
    pub attempt: Attempt,
}

impl<'a> Batch<'a> {
    /// A batch for tests of destinations: the runtime makes its own.
    pub const fn new(body: &'a [u8], entries: &'a [Entry], attempt: Attempt) -> Self {
        Self { body, entries, attempt }
    }

    /// Which message the item at `index` of the wire form belongs to.
    pub fn message_of_item(&self, index: usize) -> Option<usize> {
        let mut end = 0;
        self.entries.iter().position(|entry| {
            end += entry.items;
            index < end
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Attempt, Batch, Entry};
    use crate::stamp::{MessageId, Timestamp};

    #[test]
    fn items_are_counted_over_the_messages() {
        let message_id = MessageId::from_bytes([0; 16]);
        let entries = [1, 0, 2, 1].map(|items| Entry { message_id, items });
        let attempt =
            Attempt::first(Duration::from_secs(1), Timestamp::from_unix_milliseconds(0), message_id);
        let batch = Batch::new(b"", &entries, attempt);
        let messages: Vec<_> = (0..5).map(|index| batch.message_of_item(index)).collect();
        assert_eq!(messages, [Some(0), Some(2), Some(2), Some(3), None]);
    }
}
