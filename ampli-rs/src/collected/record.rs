use std::borrow::Cow;
use std::fmt;

use snowplow_analytics::Error;

use super::CollectedEvent;

/// What a reader yields, in the order of the file: one for each record in it.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "nearly all are events: a box for each would cost more than the room"
)]
pub enum Record<'a> {
    /// An event.
    Event(CollectedEvent<'a>),
    /// What is sound, and no event that a plan could hold.
    Ignored(Ignored<'a>),
    /// What can't be read.
    Bad(BadRecord<'a>),
}

/// A record that is sound, and no event that a plan could hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored<'a> {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Why it is none.
    pub reason: IgnoredReason<'a>,
}

/// Why a sound record is no event that a plan could hold.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum IgnoredReason<'a> {
    /// A call that carries no properties, such as `alias`.
    Call(Cow<'a, str>),
    /// An event that the vendor's library sends by itself, such as `$pageleave` or `page_ping`.
    Automatic(Cow<'a, str>),
    /// A failed event of this kind, of which the pipeline has kept nothing that could be read as an event.
    Failed(Cow<'a, str>),
    /// The names of the fields, as the first line of a file.
    Header,
}

impl IgnoredReason<'_> {
    /// The kind, in one word that programs can count by.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Automatic(_) => "automatic",
            Self::Failed(_) => "failed",
            Self::Header => "header",
        }
    }

    /// The same, without a loan.
    pub fn into_owned<'a>(self) -> IgnoredReason<'a> {
        let owned = |text: Cow<'_, str>| Cow::from(text.into_owned());
        match self {
            Self::Call(name) => IgnoredReason::Call(owned(name)),
            Self::Automatic(name) => IgnoredReason::Automatic(owned(name)),
            Self::Failed(kind) => IgnoredReason::Failed(owned(kind)),
            Self::Header => IgnoredReason::Header,
        }
    }
}

impl fmt::Display for IgnoredReason<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(name) => write!(formatter, "a call of `{name}`, which has no properties"),
            Self::Automatic(name) => {
                write!(formatter, "`{name}`, which the vendor's library sends by itself")
            }
            Self::Failed(kind) => write!(formatter, "a failed event (`{kind}`) that could not be read"),
            Self::Header => formatter.write_str("the names of the fields"),
        }
    }
}

/// A record that can't be read. Nothing of the record itself is in it, which may hold personal data.
#[derive(Debug)]
pub struct BadRecord<'a> {
    /// The file, as messages call it.
    pub file: &'a str,
    /// Its line in the file, from 1.
    pub line: u64,
    /// Why it can't be read.
    pub reason: BadReason,
}

/// Why a record can't be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum BadReason {
    /// The fields of an enriched event are wrong.
    Enriched(Error),
    /// It is no UTF-8 from this byte on.
    NotUtf8(usize),
    /// It is longer than records may be: so many bytes.
    TooLong(u64),
    /// The file breaks off in it.
    CutOff,
    /// It is no JSON: why, and in which column.
    Json(String),
    /// It has none of the forms that are known.
    Unknown,
    /// It is JSON, but not what the format says that an event is: what is missing or wrong.
    Shape(&'static str),
    /// The rest of the file can't be read: why.
    Unreadable(String),
}

impl BadReason {
    /// The kind, in one word that programs can count by.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Enriched(_) => "enriched",
            Self::NotUtf8(_) => "not-utf8",
            Self::TooLong(_) => "too-long",
            Self::CutOff => "cut-off",
            Self::Json(_) => "json",
            Self::Unknown => "unknown-format",
            Self::Shape(_) => "shape",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

impl fmt::Display for BadRecord<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

impl fmt::Display for BadReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Enriched(error) => error.fmt(formatter),
            Self::NotUtf8(at) => write!(formatter, "not UTF-8 at byte {at}"),
            Self::TooLong(length) => write!(formatter, "too long: {length} bytes"),
            Self::CutOff => formatter.write_str("the file breaks off in this record"),
            Self::Json(message) => write!(formatter, "no JSON: {message}"),
            Self::Unknown => formatter.write_str("no form of events that is known"),
            Self::Shape(what) => formatter.write_str(what),
            Self::Unreadable(why) => write!(formatter, "the rest of the file can't be read: {why}"),
        }
    }
}
