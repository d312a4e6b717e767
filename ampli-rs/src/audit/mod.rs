//! Collected events held against a plan.
//!
//! [`Planned`] is a plan, compiled once. [`file()`] reads a file and gives its [`Summary`]; summaries add up in any order.

pub(crate) mod amounts;
mod codes;
pub(crate) mod finding;
mod findings;
pub(crate) mod moment;
pub(crate) mod patch;
mod places;
pub(crate) mod planned;
mod redaction;
pub(crate) mod report;
pub(crate) mod smallest;
pub(crate) mod summary;
mod tally;
mod verdict;

pub use self::codes::CODES;
pub(crate) use self::codes::UNREADABLE_RECORD;
pub use self::planned::Planned;
pub use self::summary::{Samples, Summary, Unmergeable, VERSION};
use self::tally::Tally;
use crate::collected::{self, Format, Input, Progress, Record};
use crate::failure;

/// Holds the events of a file against the plan.
///
/// What is wrong with the file is told in the summary.
pub fn file(
    planned: &Planned<'_>,
    input: &Input,
    format: Option<Format>,
    samples: Samples,
    progress: &Progress,
) -> Summary {
    let mut tally = Tally::new(planned, input.name(), samples);
    let mut reader = match collected::open(input, format) {
        Ok(reader) => reader,
        Err(error) => {
            tally.failed(failure::reason(&error));
            return tally.finish(0);
        }
    };
    let mut progress = progress.of_file();
    while let Some(record) = reader.next() {
        match record {
            Record::Event(event) => tally.event(&event),
            Record::Ignored(ignored) => tally.ignored(&ignored),
            Record::Bad(bad) => tally.unreadable(&bad),
        }
        progress.record(|| (reader.bytes_read(), tally.events()));
    }
    progress.tell(reader.bytes_read(), tally.events());
    tally.finish(reader.bytes_read())
}
