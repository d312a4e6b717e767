/// What has become of the records of a spool, all numbers taken at one moment.
///
/// At every moment `appended + adopted = settled + dropped_full + dropped_expired + dropped_corrupt + purged +
/// records`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SpoolStats {
    /// Records appended by this process.
    pub appended: u64,
    /// Records taken over from processes that are gone.
    pub adopted: u64,
    /// Records settled by the owner.
    pub settled: u64,
    /// Records deleted to make room for newer ones.
    pub dropped_full: u64,
    /// Records that were too old.
    pub dropped_expired: u64,
    /// Records that could not be read: damaged, or gone.
    pub dropped_corrupt: u64,
    /// Records deleted by [`purge`](super::Spool::purge).
    pub purged: u64,
    /// Records that are still there, those on their way included.
    pub records: u64,
    /// How many bytes the segments take.
    pub bytes: u64,
    /// Cursor files that were damaged, so that what they said was delivered may be delivered again.
    pub damaged_cursors: u64,
}

impl SpoolStats {
    /// Whether every record is accounted for.
    pub fn is_balanced(&self) -> bool {
        let dropped = self.dropped_full + self.dropped_expired + self.dropped_corrupt;
        self.appended + self.adopted == self.settled + dropped + self.purged + self.records
    }

    /// What changed behind the owner's back since `before`.
    pub(super) fn changes_since(&self, before: &SpoolStats) -> SpoolChanges {
        SpoolChanges {
            adopted: self.adopted - before.adopted,
            dropped_full: self.dropped_full - before.dropped_full,
            dropped_expired: self.dropped_expired - before.dropped_expired,
            dropped_corrupt: self.dropped_corrupt - before.dropped_corrupt,
        }
    }
}

/// What happened in a spool that its owner has to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SpoolChanges {
    /// Records came from processes that are gone.
    pub adopted: u64,
    /// Records were deleted to make room for newer ones.
    pub dropped_full: u64,
    /// Records were too old.
    pub dropped_expired: u64,
    /// Records could not be read.
    pub dropped_corrupt: u64,
}
