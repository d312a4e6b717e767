use std::fmt;
use std::io;

/// Why a record was not appended. Nothing of it is on the disk, with the one exception that [`Io`](Self::Io) names.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum SpoolError {
    /// The quota is used up, and everything in it is on its way.
    Full,
    /// The record is longer than the quota, or than 16 MiB.
    TooLarge,
    /// The payload has a line feed, which would end its line.
    NotOneLine,
    /// The spool is closed.
    Closed,
    /// The spool was opened by the process of which this one is a fork.
    Forked,
    /// The disk is full, or fails. When syncing failed, and a power failure follows, the record may come back.
    Io(io::Error),
}

impl fmt::Display for SpoolError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => formatter.write_str("the spool is full; raise `SpoolSettings::max_bytes`"),
            Self::TooLarge => formatter.write_str("the record is longer than the spool takes"),
            Self::NotOneLine => formatter.write_str("the record has a line feed"),
            Self::Closed => formatter.write_str("the spool is closed"),
            Self::Forked => formatter.write_str("the spool belongs to the parent process; open it anew"),
            Self::Io(error) => write!(formatter, "the spool can't be written: {error}"),
        }
    }
}

impl std::error::Error for SpoolError {}

impl From<io::Error> for SpoolError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<SpoolError> for io::Error {
    fn from(error: SpoolError) -> Self {
        match error {
            SpoolError::Io(error) => error,
            other => io::Error::other(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::SpoolError;

    #[test]
    fn each_error_says_what_is_wrong() {
        let disk = SpoolError::Io(io::Error::other("no space left"));
        assert_eq!(disk.to_string(), "the spool can't be written: no space left");
        let others = [
            SpoolError::Full,
            SpoolError::TooLarge,
            SpoolError::NotOneLine,
            SpoolError::Closed,
            SpoolError::Forked,
        ];
        assert_eq!(
            others.map(|error| io::Error::from(error).to_string()),
            [
                "the spool is full; raise `SpoolSettings::max_bytes`",
                "the record is longer than the spool takes",
                "the record has a line feed",
                "the spool is closed",
                "the spool belongs to the parent process; open it anew",
            ]
        );
    }
}
