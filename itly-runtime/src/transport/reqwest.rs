use std::error::Error;
use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::blocking::{Client, ClientBuilder};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::Transport;
use super::redirect;
use super::request::Request;
use super::response::Response;
use super::transport_error::TransportError;
use crate::per_process::PerProcess;

/// What [`HttpTransport`](crate::HttpTransport) does, by way of `reqwest`: for programs that have that anyway.
///
/// HTTP/1.1 over TCP or TLS (rustls with Mozilla's root certificates), on kept-alive connections. It heeds the same variables
/// and follows the same redirects. It has a thread and a runtime of `tokio` to itself, and needs none of the program's.
pub struct ReqwestTransport {
    /// Not a connection may be shared with a forked child. It is made by the thread that sends: `reqwest` does not want to
    /// be waited for by an async task.
    client: PerProcess<OnceLock<Result<Client, TransportError>>>,
    proxy: Proxy,
    trusted: Arc<RootCertStore>,
}

enum Proxy {
    OfEnvironment,
    None,
    At(Box<reqwest::Proxy>),
}

impl ReqwestTransport {
    /// A transport with connections of its own.
    pub fn new() -> Self {
        Self::with(Proxy::OfEnvironment)
    }

    /// The same without a proxy, whatever the environment says.
    pub fn without_proxy() -> Self {
        Self::with(Proxy::None)
    }

    /// The same by way of the proxy at `url`, whatever the environment says: `http://user:password@host:port`.
    ///
    /// # Errors
    ///
    /// If `url` is not that of a proxy.
    pub fn with_proxy(url: &str) -> Result<Self, TransportError> {
        let proxy = reqwest::Proxy::all(url)
            .map_err(|_| TransportError::setup("the URL of the proxy is malformed"))?;
        Ok(Self::with(Proxy::At(Box::new(proxy))))
    }

    /// Trusts the certificates in `pem`, and what they have signed, instead of Mozilla's root certificates: for a
    /// receiver or a proxy with a certificate authority of its own.
    ///
    /// # Errors
    ///
    /// If `pem` has no certificate, or a malformed one.
    pub fn trusting_only(self, pem: &[u8]) -> Result<Self, TransportError> {
        let mut trusted = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| TransportError::malformed_certificates(&error))?;
            trusted.add(certificate).map_err(|error| TransportError::malformed_certificates(&error))?;
        }
        if trusted.is_empty() {
            return Err(TransportError::no_certificates());
        }
        Ok(Self { trusted: Arc::new(trusted), ..Self::with(self.proxy) })
    }

    fn with(proxy: Proxy) -> Self {
        let trusted = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        Self { client: PerProcess::new(OnceLock::new), proxy, trusted: Arc::new(trusted) }
    }

    fn client(&self) -> Result<&Client, TransportError> {
        self.client.get().get_or_init(|| self.connect()).as_ref().map_err(Clone::clone)
    }

    fn connect(&self) -> Result<Client, TransportError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| TransportError::connection(format!("TLS can't be set up: {error}")))?
            .with_root_certificates(Arc::clone(&self.trusted))
            .with_no_client_auth();
        let builder = ClientBuilder::new()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("itly-runtime/", env!("CARGO_PKG_VERSION")));
        let builder = match &self.proxy {
            Proxy::OfEnvironment => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::At(proxy) => builder.no_proxy().proxy((**proxy).clone()),
        };
        builder.build().map_err(|error| TransportError::connection(chain(&error)))
    }

    fn send_once(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, TransportError> {
        let client = self.client()?;
        let builder = match request.method() {
            "GET" => client.get(request.url()),
            _ => client.post(request.url()).body(request.body().to_vec()),
        };
        let mut builder = builder.timeout(timeout);
        for (name, value) in request.headers() {
            builder = builder.header(name, value);
        }
        let answer = builder.send().map_err(|error| transport_error(&error, timeout))?;
        let mut response = Response::new(answer.status().as_u16());
        for (name, value) in answer.headers() {
            if let Ok(value) = value.to_str() {
                response = response.with_header(name.as_str(), value);
            }
        }
        response.with_body_of(answer).map_err(|error| body_error(&error, timeout))
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: &Request<'_>, timeout: Duration) -> Result<Response, TransportError> {
        redirect::follow(request, timeout, |request, left| self.send_once(request, left))
    }
}

impl Default for ReqwestTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

fn transport_error(error: &reqwest::Error, timeout: Duration) -> TransportError {
    if error.is_timeout() {
        TransportError::timeout(format!("{timeout:?} were up"))
    } else if error.is_builder() {
        TransportError::request(chain(error))
    } else {
        TransportError::connection(chain(error))
    }
}

fn body_error(error: &io::Error, timeout: Duration) -> TransportError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()) {
        Some(inner) => transport_error(inner, timeout),
        None => TransportError::connection(error.to_string()),
    }
}

/// What went wrong and why, without the URL, which may hold keys: that is what the first link of the chain tells.
fn chain(error: &reqwest::Error) -> String {
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(cause) = next {
        causes.push(cause.to_string());
        next = cause.source();
    }
    if causes.is_empty() { "it is malformed".to_owned() } else { causes.join(": ") }
}
