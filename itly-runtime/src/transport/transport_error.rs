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
    Setup,
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

    /// The transport can't be made as it is asked for: the URL of its proxy or its root certificates are malformed.
    pub fn setup(detail: impl Into<String>) -> Self {
        Self { kind: Kind::Setup, detail: detail.into() }
    }

    #[cfg(feature = "_transport")]
    pub(super) fn no_certificates() -> Self {
        Self::setup("there is no certificate in the PEM text of its root certificates")
    }

    #[cfg(feature = "_transport")]
    pub(super) fn malformed_certificates(error: &impl fmt::Display) -> Self {
        Self::setup(format!("its root certificates are malformed: {error}"))
    }

    /// Whether the time was up.
    pub fn is_timeout(&self) -> bool {
        self.kind == Kind::Timeout
    }

    /// Whether another attempt must end the same way.
    pub fn is_final(&self) -> bool {
        matches!(self.kind, Kind::Request | Kind::Setup)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            Kind::Timeout => "the receiver did not answer in time",
            Kind::Connection => "the connection to the receiver failed",
            Kind::Request => "the request can't be sent; check the URL and the headers",
            Kind::Setup => "the transport can't be set up",
        };
        write!(formatter, "{what}: {}", self.detail)
    }
}

impl std::error::Error for TransportError {}
