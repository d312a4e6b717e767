#[cfg(feature = "_transport")]
use std::io::{self, Read};

/// How much of an answer's body is read: enough for what a receiver says about each event of a batch.
#[cfg(feature = "_transport")]
const MOST_BODY_BYTES: u64 = 4 * 1024 * 1024;

/// What a receiver answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Response {
    /// The status: `200`.
    pub status: u16,
    /// Names and values of the headers, in their order. One whose value is no text is left out.
    pub headers: Vec<(String, String)>,
    /// The body, decompressed; a transport may cut a long one.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer without headers and body.
    pub fn new(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sets the body to what there is to read, up to a limit.
    #[cfg(feature = "_transport")]
    pub(crate) fn with_body_of(mut self, reader: impl Read) -> io::Result<Self> {
        reader.take(MOST_BODY_BYTES).read_to_end(&mut self.body)?;
        Ok(self)
    }

    /// The value of the first header called `name`, in whatever case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}
