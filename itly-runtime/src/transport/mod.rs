//! How a request gets to a receiver, and its answer back.

mod compression;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "_transport")]
mod redirect;
mod request;
#[cfg(feature = "reqwest")]
mod reqwest;
mod response;
mod retry_after;
mod transport_error;

use std::sync::Arc;
use std::time::Duration;

pub use self::compression::Compression;
// What destinations use that are given no transport.
#[cfg(all(feature = "_post", feature = "http"))]
pub(crate) use self::http::HttpTransport as DefaultTransport;
#[cfg(feature = "http")]
pub use self::http::HttpTransport;
pub use self::request::Request;
#[cfg(feature = "_post")]
pub(crate) use self::request::without_secrets;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(all(feature = "_post", feature = "reqwest", not(feature = "http")))]
pub(crate) use self::reqwest::ReqwestTransport as DefaultTransport;
pub use self::response::Response;
pub(crate) use self::retry_after::parse_retry_after;
pub use self::transport_error::TransportError;

/// Sends requests over HTTP, blocking the calling thread: that of a destination.
///
/// `HttpTransport` (feature `http`) is one, `ReqwestTransport` (feature `reqwest`) another; implement it to use the program's
/// own HTTP client.
///
/// ```
/// use std::time::Duration;
///
/// use itly_runtime::{Request, Response, Transport, TransportError};
///
/// /// Nothing gets out of a house without a network.
/// struct NoNetwork;
///
/// impl Transport for NoNetwork {
///     fn send(&self, request: &Request<'_>, _timeout: Duration) -> Result<Response, TransportError> {
///         Err(TransportError::connection(format!("there is no way to {request:?}")))
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends `request` and waits no longer than `timeout` for the whole answer.
    ///
    /// # Errors
    ///
    /// If there is no complete answer. An answer with any status is none: what it means is for the destination to
    /// say.
    fn send(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, TransportError>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, TransportError> {
        (**self).send(request, timeout)
    }
}
