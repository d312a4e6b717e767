//! Events as lines of JSON in a file.

mod aside;
mod line_file;
mod rotation;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

pub use self::rotation::Rotation;

use self::line_file::{LineFile, Unwritten};
use crate::delivery::{Attempt, Batch, Destination, Fate, Limits, Message, Outcome, Unfit, event_object};
use crate::destination::Missing;
use crate::tracking_plan::TrackingPlan;

/// Events in a file, one JSON object a line ([JSON Lines](https://jsonlines.org)).
///
/// The file is appended to; it and its folder are made if they are not there. Each line is an object with these
/// members, in this order; those that a call does not have are left out:
///
/// | member | of | what |
/// |---|---|---|
/// | `type` | all | `track`, `identify`, `group`, `page`, `screen`, `alias` |
/// | `messageId` | all | the id of the call, a UUID |
/// | `timestamp` | all | when the call was made, RFC 3339 in UTC |
/// | `userId` | all | the user |
/// | `groupId` | `group` | the group |
/// | `previousId` | `alias` | the user's former id |
/// | `category` | `page` | |
/// | `event` | `track` | the event's name |
/// | `name` | `page`, `screen` | |
/// | `eventId`, `eventVersion` | `track` | the event's id and version in the plan |
/// | `properties` | `track`, `page`, `screen` | an object |
/// | `traits` | `identify`, `group` | an object |
///
/// Lines reach the operating system within a second, and by the end of a `flush`; a batch is one write of whole
/// lines. If a write fails half way, the file is cut back to where it began and the batch is written again later; if
/// that fails too, the broken line is ended, so that the next one stands alone. On Unix, a file that someone moves or
/// deletes is made anew with the next batch.
///
/// With a [`Rotation`], files that are large or old enough are set aside. Then the file is for one program alone.
#[derive(Debug)]
pub struct JsonLines {
    file: Mutex<LineFile>,
}

impl JsonLines {
    /// Events to the file at `path`, which is opened when the first of them comes.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { file: Mutex::new(LineFile::new(path.into())) }
    }

    /// Sets when files are set aside. Default: never.
    #[must_use]
    pub fn rotation(self, rotation: Rotation) -> Self {
        let mut file = self.file.into_inner().unwrap_or_else(PoisonError::into_inner);
        file.rotation = rotation;
        Self { file: Mutex::new(file) }
    }

    /// The destination of a plan, which must have an endpoint.
    pub(crate) fn from_plan(
        endpoint: Option<&str>,
        _key: Option<&str>,
        _plan: &TrackingPlan,
    ) -> Result<Self, Missing> {
        Ok(Self::new(endpoint.ok_or("endpoint")?))
    }
}

impl Destination for JsonLines {
    fn name(&self) -> &str {
        "jsonl"
    }

    fn limits(&self) -> Limits {
        Limits::new().interval(Duration::from_secs(1))
    }

    fn encode(&self, message: &Message<'_>, body: &mut Vec<u8>, _attempt: &Attempt) -> Result<(), Unfit> {
        event_object::write(message, body);
        body.push(b'\n');
        Ok(())
    }

    fn deliver(&self, batch: &Batch<'_>) -> Outcome {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        match file.append(batch.body, batch.attempt.time) {
            Ok(()) => Outcome::Delivered,
            Err(Unwritten { error, written: 0 }) => {
                let cause = format!("`{}` can't be written: {error}", file.path.display());
                Outcome::Failed { cause, retry_after: None }
            }
            Err(Unwritten { written, .. }) => {
                let lines = batch.body[..written].iter().filter(|byte| **byte == b'\n').count();
                let fates = (0..batch.entries.len())
                    .map(|index| if index < lines { Fate::Delivered } else { Fate::Retry { after: None } });
                Outcome::Sorted { fates: fates.collect(), retry_after: None }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{JsonLines, Rotation};
    use crate::delivery::{Attempt, Batch, Destination, Entry, Fate, Outcome};
    use crate::stamp::{MessageId, Timestamp};

    /// There is room for one line, and the name that the file would be set aside under is too long for any file system.
    #[test]
    fn lines_that_were_written_are_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x".repeat(240));
        let time = Timestamp::from_unix_milliseconds(1_767_323_045_678);
        let message_id = MessageId::from_bytes([0; 16]);
        let attempt = Attempt::first(Duration::from_secs(1), time, message_id);
        let file = JsonLines::new(&path).rotation(Rotation::new().bytes(4));
        let entries = [Entry { message_id, items: 1 }; 2];
        let deliver = |body: &[u8]| file.deliver(&Batch::new(body, &entries, attempt));

        let fates = vec![Fate::Delivered, Fate::Retry { after: None }];
        assert_eq!(deliver(b"{1}\n{2}\n"), Outcome::Sorted { fates, retry_after: None });
        let Outcome::Failed { cause, .. } = deliver(b"{2}\n") else { panic!("there is no room for it") };
        assert!(cause.starts_with(&format!("`{}` can't be written: ", path.display())), "{cause}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{1}\n");
    }
}
