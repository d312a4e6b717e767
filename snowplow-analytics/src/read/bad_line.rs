//! Lines that are no events.

use std::fmt;
use std::path::Path;

use crate::error::Error;

/// A line that is no event: where it stands, and why.
///
/// It is printed as `FILE:LINE: REASON`, without anything of the line itself, which may hold personal data.
#[derive(Debug)]
#[non_exhaustive]
pub struct BadLine<'a> {
    /// The file.
    pub file: &'a Path,
    /// The line in it, from 1.
    pub line: u64,
    /// Why it is none.
    pub reason: BadReason,
    /// The line itself; nothing where it was too long.
    pub bytes: &'a [u8],
}

/// Why a line is no event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum BadReason {
    /// Its fields are wrong.
    Event(Error),
    /// It is no UTF-8 from this byte on.
    NotUtf8(usize),
    /// It is longer than lines may be: so many bytes.
    TooLong(u64),
    /// The file breaks off in it.
    CutOff,
}

impl fmt::Display for BadLine<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file.display(), self.line, self.reason)
    }
}

impl fmt::Display for BadReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(error) => error.fmt(formatter),
            Self::NotUtf8(at) => write!(formatter, "not UTF-8 at byte {at}"),
            Self::TooLong(length) => write!(formatter, "too long: {length} bytes"),
            Self::CutOff => formatter.write_str("the file breaks off in this line"),
        }
    }
}
