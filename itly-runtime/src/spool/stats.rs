/// What has become of the records of a spool, all numbers taken at one moment.
///
/// At every moment `appended + adopted = settled + dropped_full + dropped_expired + dropped_corrupt + purged +
/// records`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SpoolStats {
    /// Records appended by this process.
    pub(crate) appended: u64,
    /// Records taken over from processes that are gone.
    pub(crate) adopted: u64,
    /// Records settled by the owner.
    pub(crate) settled: u64,
    /// Records deleted to make room for newer ones.
    pub(crate) dropped_full: u64,
    /// Records that were too old.
    pub(crate) dropped_expired: u64,
    /// Records that could not be read: damaged, or gone.
    pub(crate) dropped_corrupt: u64,
    /// Records deleted by [`purge`](super::Spool::purge).
    pub(crate) purged: u64,
    /// Records that are still there, those on their way included.
    pub(crate) records: u64,
    /// How many bytes the segments take.
    pub(crate) bytes: u64,
    /// Cursor files that were damaged, so that what they said was delivered may be delivered again.
    pub(crate) damaged_cursors: u64,
}

impl SpoolStats {
    /// What changed behind the owner's back since `before`.
    pub(super) fn changes_since(&self, before: &SpoolStats) -> SpoolChanges {
        SpoolChanges {
            adopted: self.adopted - before.adopted,
            dropped_full: self.dropped_full - before.dropped_full,
            dropped_expired: self.dropped_expired - before.dropped_expired,
            dropped_corrupt: self.dropped_corrupt - before.dropped_corrupt,
            purged: self.purged - before.purged,
        }
    }
}

/// What happened in a spool that its owner has to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct SpoolChanges {
    /// Records came from processes that are gone.
    pub(crate) adopted: u64,
    /// Records were deleted to make room for newer ones.
    pub(crate) dropped_full: u64,
    /// Records were too old.
    pub(crate) dropped_expired: u64,
    /// Records could not be read.
    pub(crate) dropped_corrupt: u64,
    /// Records were deleted by a purge.
    pub(crate) purged: u64,
}

#[cfg(test)]
mod tests {
    use super::{SpoolChanges, SpoolStats};

    #[test]
    fn changes_are_what_came_on_top() {
        let before = SpoolStats {
            adopted: 1,
            dropped_full: 2,
            dropped_expired: 3,
            dropped_corrupt: 4,
            purged: 5,
            ..SpoolStats::default()
        };
        let after = SpoolStats {
            adopted: 11,
            dropped_full: 22,
            dropped_expired: 33,
            dropped_corrupt: 44,
            purged: 55,
            ..before
        };
        let changes = SpoolChanges {
            adopted: 10,
            dropped_full: 20,
            dropped_expired: 30,
            dropped_corrupt: 40,
            purged: 50,
        };
        assert_eq!(after.changes_since(&before), changes);
    }
}
