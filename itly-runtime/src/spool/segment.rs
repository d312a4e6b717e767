use super::segment_name::SegmentName;

/// What is known in memory of a segment.
#[derive(Debug)]
pub(super) struct Segment {
    pub(super) first: u64,
    /// The number past that of the last record.
    pub(super) past: u64,
    /// How long the file is, as far as it is whole.
    pub(super) bytes: u64,
    /// When the newest record was appended, in milliseconds since the Unix epoch.
    pub(super) newest: u64,
    pub(super) form: Form,
    /// How many records are not settled.
    pub(super) unsettled: u64,
    /// How many of these were handed out.
    pub(super) in_flight: u64,
    /// How far it was read.
    pub(super) read: Position,
    /// How often reading has failed at that position.
    pub(super) failures: u8,
    /// Someone works with the file, which is not to be deleted meanwhile.
    pub(super) is_pinned: bool,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Records are appended to it.
    Open,
    /// It is full, and not sealed yet.
    Finished,
    Sealed,
}

/// A place in a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// Where in the file the next line starts.
    pub(super) offset: u64,
    /// The lowest number that the next record may have.
    pub(super) number: u64,
}

impl Segment {
    pub(super) fn new(first: u64, form: Form) -> Self {
        Self {
            first,
            past: first,
            bytes: 0,
            newest: 0,
            form,
            unsettled: 0,
            in_flight: 0,
            read: Position { offset: 0, number: first },
            failures: 0,
            is_pinned: false,
        }
    }

    /// The name that the segment has.
    pub(super) fn name(&self) -> SegmentName {
        match self.form {
            Form::Sealed => self.sealed_name(),
            Form::Open | Form::Finished => SegmentName::Open { first: self.first },
        }
    }

    /// The name that the segment has when it is sealed.
    pub(super) fn sealed_name(&self) -> SegmentName {
        SegmentName::Sealed { first: self.first, last: self.past.saturating_sub(1), newest: self.newest }
    }

    /// Whether nothing in it is worth keeping.
    pub(super) fn is_done(&self) -> bool {
        self.form != Form::Open && self.unsettled == 0 && !self.is_pinned
    }

    /// Whether it may be deleted with what is in it.
    pub(super) fn can_be_dropped(&self) -> bool {
        self.form != Form::Open && self.in_flight == 0 && !self.is_pinned
    }

    /// Whether there is something to read.
    pub(super) fn has_unread(&self) -> bool {
        self.read.number < self.past
    }
}
