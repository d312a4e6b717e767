use std::fmt;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    kind: Kind,
    detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Timeout,
    Connection,
    Request,
}

impl TransportError {
    /// The time was up. Whether the receiver has the request is unknown.
    pub fn timeout(detail: impl Into<String>) -> Self {
        Self { kind: Kind::Timeout, detail: detail.into() }
    }

    /// There was no connection, or it broke. Whether the receiver has the request is unknown.
    pub fn connection(detail: impl Into<String>) -> Self {
        Self { kind: Kind::Connection, detail: detail.into() }
    }

    /// The request can't be sent as it is, however often one tries: its URL or a header is malformed.
    pub fn request(detail: impl Into<String>) -> Self {
        Self { kind: Kind::Request, detail: detail.into() }
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        self.kind == Kind::Timeout
    }

    /// Whether another attempt must end the same way.
    pub fn is_final(&self) -> bool {
        self.kind == Kind::Request
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            Kind::Timeout => "the receiver did not answer in time",
            Kind::Connection => "the connection to the receiver failed",
            Kind::Request => "the request can't be sent; check the URL and the headers",
        };
        write!(formatter, "{what}: {}", self.detail)
    }
}

impl std::error::Error for TransportError {}
