//! Collected events held against a plan.
//!
//! [`Planned`] is a plan, compiled once. [`file()`] reads a file and gives its [`Summary`]; summaries add up in any order.

mod codes;
pub(crate) mod finding;
pub(crate) mod moment;
pub(crate) mod patch;
mod places;
pub(crate) mod planned;
mod redaction;
pub(crate) mod report;
pub(crate) mod smallest;
pub(crate) mod summary;
mod tally;
mod tape;
mod verdict;

use std::sync::atomic::{AtomicU64, Ordering};

pub use self::codes::CODES;
pub(crate) use self::codes::UNREADABLE_RECORD;
pub use self::planned::Planned;
pub use self::summary::{Samples, Summary, Unmergeable, VERSION};
use self::tally::Tally;
use crate::collected::{self, Format, Input, Record};
use crate::failure;

/// So many records are read before it is said how far it has come.
const STEP: u64 = 1024;

/// How far an audit has come, over all its files.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes that were read, compressed as they are in the files.
    pub bytes: AtomicU64,
    /// Events that were held against the plan.
    pub events: AtomicU64,
}

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
    let (mut told, mut records) = ((0, 0), 0);
    let tell = |told: &mut (u64, u64), bytes: u64, events: u64| {
        progress.bytes.fetch_add(bytes - told.0, Ordering::Relaxed);
        progress.events.fetch_add(events - told.1, Ordering::Relaxed);
        *told = (bytes, events);
    };
    while let Some(record) = reader.next() {
        match record {
            Record::Event(event) => tally.event(&event),
            Record::Ignored(ignored) => tally.ignored(&ignored),
            Record::Bad(bad) => tally.unreadable(&bad),
        }
        records += 1;
        if records % STEP == 0 {
            tell(&mut told, reader.bytes_read(), tally.events());
        }
    }
    tell(&mut told, reader.bytes_read(), tally.events());
    tally.finish(reader.bytes_read())
}
