use super::frame::HEAD;

/// Which record of a spool it is: good for as long as the process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RecordId {
    /// The number of its folder among those of this process.
    pub(super) folder: u32,
    /// Its number in the folder: one more than that of the record before.
    pub(super) number: u64,
}

/// A record that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(super) id: RecordId,
    /// When it was appended, in milliseconds since the Unix epoch.
    pub(super) appended: u64,
    /// The whole line, so that it is not copied once more.
    pub(super) line: Vec<u8>,
}

impl Record {
    /// Which record it is.
    pub(crate) fn id(&self) -> RecordId {
        self.id
    }

    /// What was appended.
    pub(crate) fn payload(&self) -> &[u8] {
        self.line.get(HEAD..).unwrap_or_default()
    }
}
