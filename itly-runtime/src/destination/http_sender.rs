//! What destinations over HTTP share: how a body is sent, and with which headers.

use std::sync::Arc;
use std::time::Duration;

use crate::transport::{Compression, Request, Response, Transport, TransportError};

/// The settings that each destination has for its field `sender`: headers, and compression where the receiver takes it.
#[cfg(any(feature = "webhook", feature = "posthog", feature = "snowplow", feature = "_vendor"))]
macro_rules! settings_over_http {
    ($destination:ident) => {
        impl $destination {
            /// Adds a header to each request; a later one of the same name replaces an earlier one, and it replaces the
            /// destination's own.
            #[must_use]
            pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
                self.sender.set_header(name, value);
                self
            }
        }
    };
    ($destination:ident, default_compression: $default:literal) => {
        settings_over_http!($destination);

        impl $destination {
            #[doc = concat!("Sets how the bodies are compressed. Default: ", $default, ".")]
            #[must_use]
            pub fn compression(mut self, compression: Compression) -> Self {
                self.sender.set_compression(compression);
                self
            }
        }
    };
}
#[cfg(any(feature = "webhook", feature = "posthog", feature = "snowplow", feature = "_vendor"))]
pub(super) use settings_over_http;

/// Sends bodies with the headers and in the encoding that the program wants.
#[derive(Clone)]
pub(crate) struct HttpSender {
    transport: Arc<dyn Transport>,
    headers: Vec<(String, String)>,
    compression: Compression,
}

impl HttpSender {
    pub(crate) fn new(transport: impl Transport + 'static) -> Self {
        Self { transport: Arc::new(transport), headers: Vec::new(), compression: Compression::None }
    }

    /// Adds a header to each request; a later one of the same name replaces an earlier one.
    pub(crate) fn set_header(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.into()));
    }

    #[cfg(any(feature = "webhook", feature = "posthog", feature = "_vendor"))]
    pub(crate) fn set_compression(&mut self, compression: Compression) {
        self.compression = compression;
    }

    /// The names of the headers: their values may be keys.
    pub(crate) fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(|(name, _)| name.as_str())
    }

    /// Posts `body` to `url` with the headers `own` of the destination, which those of the program may replace.
    ///
    /// # Errors
    ///
    /// If there is no complete answer.
    pub(crate) fn post(
        &self,
        url: &str,
        own: &[(&str, &str)],
        body: &[u8],
        timeout: Duration,
    ) -> Result<Response, TransportError> {
        let encoded = self
            .compression
            .encode(body)
            .map_err(|error| TransportError::request(format!("the body can't be compressed: {error}")))?;
        let mut request = self.with_headers(Request::post(url, &encoded), own);
        if let Some(encoding) = self.compression.content_encoding() {
            request = request.header("Content-Encoding", encoding);
        }
        self.transport.send(&request, timeout)
    }

    /// Asks for `url`, which says it all, with the headers `own` of the destination, which those of the program may
    /// replace.
    ///
    /// # Errors
    ///
    /// If there is no complete answer.
    #[cfg(feature = "snowplow")]
    pub(crate) fn get(
        &self,
        url: &str,
        own: &[(&str, &str)],
        timeout: Duration,
    ) -> Result<Response, TransportError> {
        self.transport.send(&self.with_headers(Request::get(url), own), timeout)
    }

    fn with_headers<'a>(&'a self, request: Request<'a>, own: &[(&'a str, &'a str)]) -> Request<'a> {
        let is_replaced = |name: &str| self.headers.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        let own = own.iter().copied().filter(|(name, _)| !is_replaced(name));
        let programs = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        own.chain(programs).fold(request, |request, (name, value)| request.header(name, value))
    }
}
