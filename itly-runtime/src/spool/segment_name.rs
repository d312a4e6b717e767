//! What the name of a segment says.
//!
//! | name | segment |
//! |---|---|
//! | `0000000000000001.open` | begins with record 1; records may be appended, or its process was gone before it was sealed |
//! | `0000000000000001-00000000000000ff-019b7ca98f2e.segment` | sealed: has the records 1 to 255, the newest of which was appended at that time |
//!
//! So a process that starts knows what lies in the spool from the names alone.

use std::fmt;

use super::hexadecimal;

/// The first line of each segment: what it is, and the version of its form.
pub(super) const HEADER: &[u8] = b"itly-spool 1\n";

/// What [`HEADER`] has before the version.
const MAGIC: &[u8] = b"itly-spool ";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SegmentName {
    Open {
        first: u64,
    },
    Sealed {
        first: u64,
        last: u64,
        /// When its newest record was appended, in milliseconds since the Unix epoch.
        newest: u64,
    },
}

impl SegmentName {
    /// The number of the first record.
    pub(super) fn first(self) -> u64 {
        match self {
            Self::Open { first } | Self::Sealed { first, .. } => first,
        }
    }

    /// What `name` says; nothing if it is not that of a segment.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let number = |digits: &str, width| {
            (digits.len() == width).then(|| hexadecimal::read(digits.as_bytes())).flatten()
        };
        if let Some(first) = name.strip_suffix(".open") {
            return Some(Self::Open { first: number(first, 16)? });
        }
        let (first, rest) = name.strip_suffix(".segment")?.split_once('-')?;
        let (last, newest) = rest.split_once('-')?;
        let (first, last, newest) = (number(first, 16)?, number(last, 16)?, number(newest, 12)?);
        (first <= last).then_some(Self::Sealed { first, last, newest })
    }
}

impl fmt::Display for SegmentName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open { first } => write!(formatter, "{first:016x}.open"),
            Self::Sealed { first, last, newest } => {
                write!(formatter, "{first:016x}-{last:016x}-{newest:012x}.segment")
            }
        }
    }
}

/// Whether a segment that begins with `start` has another form than this: one of a version to come. A damaged header
/// is no other version, its records may be whole.
pub(super) fn is_of_another_version(start: &[u8]) -> bool {
    let version = start.strip_prefix(MAGIC).and_then(|rest| rest.strip_suffix(b"\n"));
    version.is_some_and(|version| version != b"1" && version.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{HEADER, SegmentName, is_of_another_version};

    #[test]
    fn names() {
        let open = SegmentName::Open { first: 1 };
        let sealed = SegmentName::Sealed { first: 1, last: 255, newest: 0x019b_7ca9_8f2e };
        assert_eq!(open.to_string(), "0000000000000001.open");
        assert_eq!(sealed.to_string(), "0000000000000001-00000000000000ff-019b7ca98f2e.segment");
        assert_eq!(SegmentName::parse(&open.to_string()), Some(open));
        assert_eq!(SegmentName::parse(&sealed.to_string()), Some(sealed));
    }

    #[test]
    fn other_names() {
        for name in ["cursor", "lock", "1.open", "0000000000000001.OPEN", "000000000000000G.open"] {
            assert_eq!(SegmentName::parse(name), None, "{name}");
        }
        assert_eq!(SegmentName::parse("0000000000000002-0000000000000001-019b7ca98f2e.segment"), None);
    }

    #[test]
    fn versions() {
        assert!(!is_of_another_version(HEADER));
        assert!(is_of_another_version(b"itly-spool 2\n"));
        assert!(!is_of_another_version(b"itly-spool x\n"));
        assert!(!is_of_another_version(b"itly\0\0\0\0\0\0\0\0\0"));
    }

    proptest! {
        #[test]
        fn any_name_is_read_without_panic(name in ".{0,60}") {
            prop_assert_eq!(SegmentName::parse(&name).map(|it| it.to_string()).unwrap_or(name.clone()), name);
        }
    }
}
