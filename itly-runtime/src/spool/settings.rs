use std::path::{Path, PathBuf};
use std::time::Duration;

/// When what is appended to a spool is made to survive a power failure.
///
/// A **killed process** loses nothing that was appended, whichever is chosen: what a `write` has taken is the
/// operating system's, and that goes on. The choice is about a **power failure** or a crash of the operating system,
/// and about how long appending takes.
///
/// Whatever is chosen, a segment that is full is synced on the destination's thread, and progress is synced before
/// the segment that it leaves behind is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fsync {
    /// Appending never waits for the disk, and nothing is synced before a segment is full. A power failure loses at
    /// most the records of the segments that are not sealed yet: as a rule the last one,
    /// [`segment_bytes`](SpoolSettings::segment_bytes) of text.
    Never,
    /// Appending never waits for the disk; the destination's thread syncs when the oldest record that is not synced
    /// has waited so long. A power failure loses at most the records of one interval, and of the time that the sync
    /// takes.
    Every(Duration),
    /// Appending returns when the record is on the disk, so that a power failure loses nothing for which it returned;
    /// what was delivered is remembered on the disk before the next batch is sent. A call costs what the disk's
    /// `fdatasync` costs: a tenth of a millisecond to tens of milliseconds.
    Always,
}

/// How events of a destination are kept on disk.
///
/// ```
/// use std::time::Duration;
/// use itly_runtime::{Fsync, SpoolSettings};
///
/// let settings = SpoolSettings::new("/var/lib/shop/spool")
///     .max_bytes(256 * 1024 * 1024)
///     .max_age(Duration::from_secs(3 * 24 * 3600))
///     .fsync(Fsync::Every(Duration::from_millis(200)));
/// # let _ = settings;
/// ```
///
/// # Files
///
/// `<folder>/<destination>/<process>/` holds the events of one process as text, one line a record, in segments that
/// are deleted when all their records are settled. Folders are made with mode 0700 and files with mode 0600 on Unix.
/// Each process has a folder of its own and holds a lock on it; when a process is gone, the next one that runs with the
/// same folder delivers what it left. [`spooled`](crate::spooled) lists what lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpoolSettings {
    pub(super) folder: PathBuf,
    pub(super) max_bytes: u64,
    pub(super) max_age: Duration,
    pub(super) segment_bytes: u64,
    pub(super) fsync: Fsync,
}

impl SpoolSettings {
    /// At most 128 MiB and a week in segments of a mebibyte, synced every second.
    pub fn new(folder: impl AsRef<Path>) -> Self {
        Self {
            folder: folder.as_ref().to_owned(),
            max_bytes: 128 * 1024 * 1024,
            max_age: Duration::from_secs(7 * 24 * 3600),
            segment_bytes: 1024 * 1024,
            fsync: Fsync::Every(Duration::from_secs(1)),
        }
    }

    /// Sets how many bytes the segments of a process may take, those included that it took over from processes that
    /// are gone. When a record does not fit, the oldest segments that have nothing on its way are deleted, and their
    /// records counted as dropped.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Sets how long after it was appended a record is dropped instead of delivered. Where the clock has been set
    /// back since, the record counts as new.
    #[must_use]
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    /// Sets how many bytes a segment may have before the next one begins; at least one record is in it. A segment is
    /// what is deleted at once: the quota works the better the smaller it is, at most a quarter of
    /// [`max_bytes`](Self::max_bytes) is used.
    #[must_use]
    pub fn segment_bytes(mut self, bytes: u64) -> Self {
        self.segment_bytes = bytes;
        self
    }

    /// Sets when records are made to survive a power failure.
    #[must_use]
    pub fn fsync(mut self, fsync: Fsync) -> Self {
        self.fsync = fsync;
        self
    }

    /// Where a segment ends.
    pub(super) fn segment_limit(&self) -> u64 {
        self.segment_bytes.min(self.max_bytes / 4)
    }

    /// The greatest age in milliseconds.
    pub(super) fn most_milliseconds(&self) -> u64 {
        u64::try_from(self.max_age.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::SpoolSettings;

    #[test]
    fn no_segment_is_more_than_a_quarter_of_the_quota() {
        let settings = SpoolSettings::new("spool").segment_bytes(300);
        assert_eq!(settings.clone().max_bytes(480).segment_limit(), 120);
        assert_eq!(settings.max_bytes(4000).segment_limit(), 300);
    }
}
