//! Calls, batches and replies for the tests of destinations.

use std::time::Duration;

use crate::delivery::{Attempt, Batch, Entry, Message, MessageKind, Outcome};
use crate::stamp::{MessageId, Stamp, Timestamp};
use crate::transport::{Response, TransportError};

/// What is known of an exchange over HTTP.
pub(crate) type Exchange = Result<Response, TransportError>;

/// A call of `user-1` at [`time`].
pub(crate) fn message(kind: MessageKind) -> Message<'static> {
    let id = MessageId::from_bytes(*b"\x01\x9b\x7d\x4a\x2f\x0e\x7c\x31\x9a\x44\x5d\x1f\x0c\x3b\x2a\x17");
    Message::new(kind, Stamp::new(id, time()), "user-1")
}

/// `2026-01-02T03:04:05.678Z`
pub(crate) fn time() -> Timestamp {
    Timestamp::from_unix_milliseconds(1_767_323_045_678)
}

pub(crate) fn attempt() -> Attempt {
    Attempt::first(Duration::from_secs(1), time(), MessageId::from_bytes([0; 16]))
}

/// What `outcome` makes of a reply to a batch of messages that became `items` each.
pub(crate) fn sorted(
    outcome: impl Fn(&Exchange, &Batch<'_>) -> Outcome,
    body: &str,
    items: &[usize],
    reply: Response,
) -> Outcome {
    let entry = |(number, items): (u8, &usize)| Entry {
        message_id: MessageId::from_bytes([number; 16]),
        items: *items,
    };
    let entries: Vec<Entry> = (1..).zip(items).map(entry).collect();
    outcome(&Ok(reply), &Batch::new(body.as_bytes(), &entries, attempt()))
}

/// Holds the words for all statuses from 200 to 599 against `expected`: each word with its statuses, and `rejected` for
/// the rest.
#[track_caller]
pub(crate) fn assert_statuses(outcome: impl Fn(&Exchange) -> Outcome, expected: &[(&str, &[u16])]) {
    for status in 200..=599 {
        let of_status = expected.iter().find(|(_, statuses)| statuses.contains(&status));
        let expected = of_status.map_or("rejected", |(word, _)| word);
        assert_eq!(outcome(&Ok(Response::new(status))).word(), expected, "{status}");
    }
    assert_eq!(outcome(&Err(TransportError::timeout("after 1s"))).word(), "failed");
    assert_eq!(outcome(&Err(TransportError::connection("refused"))).word(), "failed");
}

/// All statuses from `first` to `last`.
pub(crate) fn statuses(first: u16, last: u16) -> Vec<u16> {
    (first..=last).collect()
}
